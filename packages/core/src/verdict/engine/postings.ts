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

// What belongs to one posting lies together, since a search jumps from one to another: each step
// then touches one line of the processor's cache.
const LINKS = 8;
const SEEN = 0;
const STAND = 1;
const GROUP = 2;
const BEFORE = 3;
const DEPTH = 4;
const JUMP = 5;
const LATE = 6;
const POSITION = 7;

// By observation: from, to, strength.
const TIMES = 3;

/**
 * All reports of a record as the leaves of an engine have them, in flat arrays that only grow.
 *
 * The postings of a leaf are a chain from its newest back to its oldest, in record order. Each
 * also has a jump backwards, so that the last one below a position is found in a logarithmic
 * number of steps (E. W. Myers, "An applicative random-access stack", 1983).
 */
export class Postings {
  readonly #last: Int32Array;
  #times = new Float64Array(TIMES * FIRST_ROOM);
  #observations = 0;
  #links = new Int32Array(LINKS * FIRST_ROOM);
  /** The latest instant seen in the chain up to a posting. */
  #latest = new Float64Array(FIRST_ROOM);
  #size = 0;

  constructor(leaves: number) {
    this.#last = new Int32Array(leaves).fill(NONE);
  }

  /**
   * Takes down what an observation is to the weighing, whatever leaf it meets.
   *
   * @param from - when the seeing began, and `to` when it ended, in milliseconds.
   * @param strength - in millionths.
   * @returns its index.
   */
  observe(from: number, to: number, strength: number): number {
    const index = this.#observations;
    if (TIMES * index === this.#times.length) {
      this.#times = grown(this.#times, new Float64Array(TIMES * roomAfter(index)));
    }
    this.#times[TIMES * index] = from;
    this.#times[TIMES * index + 1] = to;
    this.#times[TIMES * index + 2] = strength;
    this.#observations += 1;
    return index;
  }

  /**
   * Adds the observation taken down last to the chain of a leaf.
   *
   * @param latest - the latest instant seen in the chain so far.
   */
  post(leaf: number, position: number, stand: number, group: number, latest: number): PostingIndex {
    const posting = this.#size;
    if (posting === this.#latest.length) this.#grow();
    const links = this.#links;
    const seen = this.#observations - 1;
    const before = this.#last[leaf]!;
    const to = this.#times[TIMES * seen + 1]!;
    const at = LINKS * posting;
    links[at + SEEN] = seen;
    links[at + STAND] = stand;
    links[at + GROUP] = group;
    links[at + BEFORE] = before;
    links[at + POSITION] = position;
    if (before === NONE) {
      links[at + DEPTH] = 0;
      links[at + JUMP] = NONE;
      links[at + LATE] = NONE;
    } else {
      const below = LINKS * before;
      links[at + DEPTH] = links[below + DEPTH]! + 1;
      links[at + JUMP] = this.#jumpFrom(before);
      links[at + LATE] = to < latest ? posting : links[below + LATE]!;
    }
    this.#latest[posting] = Math.max(to, latest);
    this.#last[leaf] = posting;
    this.#size += 1;
    return posting;
  }

  /** The newest posting of a leaf. */
  last(leaf: number): PostingIndex {
    return this.#last[leaf]!;
  }

  /** The posting before one in its chain. */
  before(posting: PostingIndex): PostingIndex {
    return this.#links[LINKS * posting + BEFORE]!;
  }

  /** How many postings stand before one in its chain. */
  depth(posting: PostingIndex): number {
    return this.#links[LINKS * posting + DEPTH]!;
  }

  /** The newest posting up to one that was seen before one that was recorded before it. */
  late(posting: PostingIndex): PostingIndex {
    return this.#links[LINKS * posting + LATE]!;
  }

  /** The latest instant seen in the chain up to a posting. */
  latest(posting: PostingIndex): number {
    return this.#latest[posting]!;
  }

  /** Which observation it is of. */
  seen(posting: PostingIndex): number {
    return this.#links[LINKS * posting + SEEN]!;
  }

  /** Where its observation stands in the record. */
  position(posting: PostingIndex): number {
    return this.#links[LINKS * posting + POSITION]!;
  }

  /** How it stands: `FOR`, `AGAINST` and `SOLE`, or 0. */
  stand(posting: PostingIndex): number {
    return this.#links[LINKS * posting + STAND]!;
  }

  /** Its independent source: below 0 one that may be shared, from 0 the observation itself. */
  group(posting: PostingIndex): number {
    return this.#links[LINKS * posting + GROUP]!;
  }

  /** Changes how a posting stands, and of which source it is. */
  judge(posting: PostingIndex, stand: number, group: number): void {
    this.#links[LINKS * posting + STAND] = stand;
    this.#links[LINKS * posting + GROUP] = group;
  }

  /** When its seeing began. */
  from(posting: PostingIndex): number {
    return this.#times[TIMES * this.#links[LINKS * posting + SEEN]!]!;
  }

  /** When its seeing ended. */
  to(posting: PostingIndex): number {
    return this.#times[TIMES * this.#links[LINKS * posting + SEEN]! + 1]!;
  }

  /** Its strength, in millionths. */
  strength(posting: PostingIndex): number {
    return this.#times[TIMES * this.#links[LINKS * posting + SEEN]! + 2]!;
  }

  /**
   * Up to when a posting overtakes what was seen: it is after all that ended by the time that it
   * began, and before it ended itself (`isAfter`).
   */
  floor(posting: PostingIndex): number {
    const at = TIMES * this.#links[LINKS * posting + SEEN]!;
    return Math.min(this.#times[at]!, this.#times[at + 1]! - 1);
  }

  /** The newest posting of a leaf below a position. */
  knownAt(leaf: number, position: number): PostingIndex {
    let at = this.#last[leaf]!;
    while (at !== NONE && this.position(at) >= position) {
      const jump = this.#links[LINKS * at + JUMP]!;
      at = jump !== NONE && this.position(jump) >= position ? jump : this.before(at);
    }
    return at;
  }

  /** The newest posting, from one backwards, up to which nothing was seen after an instant. */
  seenBy(posting: PostingIndex, when: number): PostingIndex {
    let at = posting;
    while (at !== NONE && this.#latest[at]! > when) {
      const jump = this.#links[LINKS * at + JUMP]!;
      at = jump !== NONE && this.#latest[jump]! > when ? jump : this.before(at);
    }
    return at;
  }

  /** The postings of a leaf, oldest first. */
  chain(leaf: number): readonly PostingIndex[] {
    const chain: PostingIndex[] = [];
    for (let at = this.#last[leaf]!; at !== NONE; at = this.before(at)) chain.push(at);
    return chain.reverse();
  }

  #jumpFrom(before: PostingIndex): PostingIndex {
    const links = this.#links;
    const near = links[LINKS * before + JUMP]!;
    if (near === NONE) return before;
    const far = links[LINKS * near + JUMP]!;
    if (far === NONE) return before;
    const depth = links[LINKS * near + DEPTH]!;
    const isEven = links[LINKS * before + DEPTH]! - depth === depth - links[LINKS * far + DEPTH]!;
    return isEven ? far : before;
  }

  #grow(): void {
    const room = roomAfter(this.#size);
    this.#links = grown(this.#links, new Int32Array(LINKS * room));
    this.#latest = grown(this.#latest, new Float64Array(room));
  }
}

// One process may hold thousands of agreements, most of them small.
const FIRST_ROOM = 16;

/** Half as much again: the slack of growing arrays is part of what an observation costs. */
export function roomAfter(size: number): number {
  return size + (size >> 1) + FIRST_ROOM;
}

/** Moves what an array holds into a larger one. */
export function grown<Column extends { set(from: Column): void }>(
  from: Column,
  into: Column,
): Column {
  into.set(from);
  return into;
}
