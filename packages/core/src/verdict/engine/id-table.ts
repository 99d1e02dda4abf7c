import { NONE } from "./postings.ts";

/**
 * Which position of the record each id has, in a few bytes an id: a hash table with open
 * addressing that keeps no text. Two ids of one hash are told apart by asking for the entry that
 * came first.
 */
export class IdTable {
  readonly #idAt: (position: number) => string;
  #hashes = new Int32Array(FIRST_SLOTS);
  /** Positions plus one; 0 for an empty slot. */
  #held = new Int32Array(FIRST_SLOTS);
  #size = 0;

  /** @param idAt - gives back the id of an entry that was added. */
  constructor(idAt: (position: number) => string) {
    this.#idAt = idAt;
  }

  /** The position of an id; `NONE` where it has none. */
  find(id: string): number {
    return this.#held[this.#slotOf(id, hashOf(id))]! - 1;
  }

  /** Gives an id its position, unless it has one: then that one is returned, else `NONE`. */
  add(id: string, position: number): number {
    const hash = hashOf(id);
    const slot = this.#slotOf(id, hash);
    const held = this.#held[slot]!;
    if (held !== 0) return held - 1;
    this.#hashes[slot] = hash;
    this.#held[slot] = position + 1;
    this.#size += 1;
    if (2 * this.#size > this.#held.length) this.#grow();
    return NONE;
  }

  /** The slot that holds an id, or the empty one where it belongs. */
  #slotOf(id: string, hash: number): number {
    const mask = this.#held.length - 1;
    let slot = hash & mask;
    for (let held = this.#held[slot]!; held !== 0; held = this.#held[slot]!) {
      if (this.#hashes[slot] === hash && this.#idAt(held - 1) === id) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const [hashes, held] = [this.#hashes, this.#held];
    const mask = 2 * held.length - 1;
    this.#hashes = new Int32Array(mask + 1);
    this.#held = new Int32Array(mask + 1);
    for (let from = 0; from < held.length; from += 1) {
      if (held[from] === 0) continue;
      let slot = hashes[from]! & mask;
      while (this.#held[slot] !== 0) slot = (slot + 1) & mask;
      this.#hashes[slot] = hashes[from]!;
      this.#held[slot] = held[from]!;
    }
  }
}

/** A power of two, so that a mask picks the slot. */
const FIRST_SLOTS = 16;

/** FNV-1a over the UTF-16 units, mixed once more so that like ids do not cluster. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
