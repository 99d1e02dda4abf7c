import { NONE } from "./postings.ts";

/**
 * Which position of the record each id has, in a few bytes an id: a hash table with open
 * addressing that keeps no text. Two ids of one hash are told apart by asking for the entry that
 * came first.
 */
export class IdTable {
  readonly #idAt: (position: number) => string;
  /** A slot is a hash and, beside it, a position plus one; 0 for an empty slot. */
  #slots = new Int32Array(2 * FIRST_SLOTS);
  #size = 0;

  /** @param idAt - gives back the id of an entry that was added. */
  constructor(idAt: (position: number) => string) {
    this.#idAt = idAt;
  }

  /** The position of an id; `NONE` where it has none. */
  find(id: string): number {
    return this.#slots[this.#slotOf(id, hashOf(id)) + 1]! - 1;
  }

  /** Gives an id its position, unless it has one: then that one is returned, else `NONE`. */
  add(id: string, position: number): number {
    const hash = hashOf(id);
    const slot = this.#slotOf(id, hash);
    const held = this.#slots[slot + 1]!;
    if (held !== 0) return held - 1;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = position + 1;
    this.#size += 1;
    if (4 * this.#size > this.#slots.length) this.#grow();
    return NONE;
  }

  /** Where the slot begins that holds an id, or the empty one where it belongs. */
  #slotOf(id: string, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = homeOf(hash) & mask;
    for (let held = slots[slot + 1]!; held !== 0; held = slots[slot + 1]!) {
      if (slots[slot] === hash && this.#idAt(held - 1) === id) break;
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(2 * old.length);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = homeOf(old[from]!) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[from]!;
      slots[slot + 1] = old[from + 1]!;
    }
    this.#slots = slots;
  }
}

/** A power of two, so that a mask picks the slot. */
const FIRST_SLOTS = 16;

/**
 * FNV-1a over all UTF-16 units but the last, whose four lowest bits are the hash's own: ids that
 * differ in their last digit alone, as those of one record mostly come, lie side by side.
 */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  const last = text.length - 1;
  for (let i = 0; i < last; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  const unit = last < 0 ? 0 : text.charCodeAt(last);
  // The rest of the last unit is mixed in above, since it need not be a digit.
  hash = Math.imul(hash ^ (unit >>> 4), 0x01000193);
  return ((hash ^ (hash >>> 15)) << 4) | (unit & 15);
}

/** Where an id of this hash belongs: two cells a slot. */
function homeOf(hash: number): number {
  return hash << 1;
}
