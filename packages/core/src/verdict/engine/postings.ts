/** A posting: one report as one leaf has it; a whole number from 0. −1 is none. */
export type PostingIndex = number;

/** How a posting stands on its leaf, in bits; 0 for what does not count, or not any more. */
export const FOR = 1;
/** It speaks against. */
export const AGAINST = 2;
/** Its method is sufficient alone. */
export const SOLE = 4;

/** None: the end of a chain. */
export const NONE = -1;

/** What an observation is to the weighing, whatever leaf it meets. */
export interface Seen {
  readonly position: number;
  /** When the seeing began and ended, in milliseconds. */
  readonly from: number;
  readonly to: number;
  /** In millionths. */
  readonly strength: number;
}

/**
 * All reports of a record as the leaves of an engine have them, in flat arrays that only grow.
 *
 * The postings of a leaf are a chain from its newest back to its oldest, in record order. Each
 * also has a jump backwards, so that the last one below a position is found in a logarithmic
 * number of steps (E. W. Myers, "An applicative random-access stack", 1983).
 */
export class Postings {
  /** The newest posting of each leaf. */
  readonly last: Int32Array;
  // By observation.
  positionOf = new Int32Array(FIRST_ROOM);
  from = new Float64Array(FIRST_ROOM);
  to = new Float64Array(FIRST_ROOM);
  strength = new Int32Array(FIRST_ROOM);
  observations = 0;
  // By posting.
  seen = new Int32Array(FIRST_ROOM);
  stand = new Uint8Array(FIRST_ROOM);
  /** The independent source: below 0 a shared root, from 0 the observation itself. */
  group = new Int32Array(FIRST_ROOM);
  before = new Int32Array(FIRST_ROOM);
  depth = new Int32Array(FIRST_ROOM);
  jump = new Int32Array(FIRST_ROOM);
  /** The latest instant seen in the chain up to here. */
  latest = new Float64Array(FIRST_ROOM);
  /** The newest posting up to here that was seen before one that was recorded before it. */
  late = new Int32Array(FIRST_ROOM);
  size = 0;

  constructor(leaves: number) {
    this.last = new Int32Array(leaves).fill(NONE);
  }

  /** Takes down an observation; its index. */
  observe(one: Seen): number {
    if (this.observations === this.positionOf.length) this.#growObservations();
    const index = this.observations;
    this.positionOf[index] = one.position;
    this.from[index] = one.from;
    this.to[index] = one.to;
    this.strength[index] = one.strength;
    this.observations += 1;
    return index;
  }

  /** Adds the newest observation to the chain of a leaf. */
  post(leaf: number, stand: number, group: number): PostingIndex {
    if (this.size === this.seen.length) this.#growPostings();
    const posting = this.size;
    const seen = this.observations - 1;
    const before = this.last[leaf]!;
    const to = this.to[seen]!;
    const latest = before === NONE ? Number.NEGATIVE_INFINITY : this.latest[before]!;
    this.seen[posting] = seen;
    this.stand[posting] = stand;
    this.group[posting] = group;
    this.before[posting] = before;
    this.depth[posting] = before === NONE ? 0 : this.depth[before]! + 1;
    this.jump[posting] = this.#jumpFrom(before);
    this.latest[posting] = to > latest ? to : latest;
    this.late[posting] = to < latest ? posting : before === NONE ? NONE : this.late[before]!;
    this.last[leaf] = posting;
    this.size += 1;
    return posting;
  }

  /** The newest posting of a leaf below a position. */
  knownAt(leaf: number, position: number): PostingIndex {
    let at = this.last[leaf]!;
    while (at !== NONE && this.positionOf[this.seen[at]!]! >= position) {
      const jump = this.jump[at]!;
      const far = jump !== NONE && this.positionOf[this.seen[jump]!]! >= position;
      at = far ? jump : this.before[at]!;
    }
    return at;
  }

  /** The newest posting, from one backwards, up to which nothing was seen after an instant. */
  seenBy(posting: PostingIndex, when: number): PostingIndex {
    let at = posting;
    while (at !== NONE && this.latest[at]! > when) {
      const jump = this.jump[at]!;
      const far = jump !== NONE && this.latest[jump]! > when;
      at = far ? jump : this.before[at]!;
    }
    return at;
  }

  /** The postings of a leaf, oldest first. */
  chain(leaf: number): readonly PostingIndex[] {
    const chain: PostingIndex[] = [];
    for (let at = this.last[leaf]!; at !== NONE; at = this.before[at]!) chain.push(at);
    return chain.reverse();
  }

  #jumpFrom(before: PostingIndex): PostingIndex {
    if (before === NONE) return NONE;
    const near = this.jump[before]!;
    if (near === NONE) return before;
    const far = this.jump[near]!;
    if (far === NONE) return before;
    const even = this.depth[before]! - this.depth[near]! === this.depth[near]! - this.depth[far]!;
    return even ? far : before;
  }

  #growObservations(): void {
    const room = roomAfter(this.observations);
    this.positionOf = grown(this.positionOf, new Int32Array(room));
    this.from = grown(this.from, new Float64Array(room));
    this.to = grown(this.to, new Float64Array(room));
    this.strength = grown(this.strength, new Int32Array(room));
  }

  #growPostings(): void {
    const room = roomAfter(this.size);
    this.seen = grown(this.seen, new Int32Array(room));
    this.stand = grown(this.stand, new Uint8Array(room));
    this.group = grown(this.group, new Int32Array(room));
    this.before = grown(this.before, new Int32Array(room));
    this.depth = grown(this.depth, new Int32Array(room));
    this.jump = grown(this.jump, new Int32Array(room));
    this.latest = grown(this.latest, new Float64Array(room));
    this.late = grown(this.late, new Int32Array(room));
  }
}

// One process may hold thousands of agreements, most of them small.
const FIRST_ROOM = 16;

/** Half as much again: the slack of growing arrays is part of what an observation costs. */
export function roomAfter(size: number): number {
  return size + (size >> 1) + FIRST_ROOM;
}

/** Moves what an array holds into a larger one. */
export function grown<Column extends { set(from: Column): void }>(from: Column, into: Column) {
  into.set(from);
  return into;
}
