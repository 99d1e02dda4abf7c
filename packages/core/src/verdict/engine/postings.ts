import { FloatRows, IntRows } from "./rows.ts";

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

/** Every so many postings of a chain, one is a head. */
const STRIDE = 16;

// By observation: from, to, strength.
const TIMES = 3;

/**
 * All reports of a record as the leaves of an engine have them, in flat arrays that only grow.
 *
 * The postings of a leaf are a chain from its newest back to its oldest, in record order. Each
 * also has a jump backwards, so that the last one below a position is found in a logarithmic
 * number of steps (after E. W. Myers, "An applicative random-access stack", 1983).
 */
export class Postings {
  readonly #last: Int32Array;
  readonly #times = new FloatRows(TIMES);
  #observations = 0;
  readonly #links = new IntRows(LINKS);
  /** The latest instant seen in the chain up to a posting. */
  readonly #latest = new FloatRows(1);
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
    if (index === this.#times.room) this.#times.grow();
    this.#times.set(index, 0, from);
    this.#times.set(index, 1, to);
    this.#times.set(index, 2, strength);
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
    if (posting === this.#links.room) {
      this.#links.grow();
      this.#latest.grow();
    }
    const links = this.#links.chunk(posting);
    const seen = this.#observations - 1;
    const before = this.#last[leaf]!;
    const to = this.#times.get(seen, 1);
    const at = this.#links.offset(posting);
    links[at + SEEN] = seen;
    links[at + STAND] = stand;
    links[at + GROUP] = group;
    links[at + BEFORE] = before;
    links[at + POSITION] = position;
    links[at + DEPTH] = before === NONE ? 0 : this.depth(before) + 1;
    links[at + JUMP] = before === NONE ? NONE : this.#jumpFrom(before);
    links[at + LATE] = before === NONE ? NONE : to < latest ? posting : this.late(before);
    this.#latest.set(posting, 0, Math.max(to, latest));
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
    return this.#links.get(posting, BEFORE);
  }

  /** How many postings stand before one in its chain. */
  depth(posting: PostingIndex): number {
    return this.#links.get(posting, DEPTH);
  }

  /** The newest posting up to one that was seen before one that was recorded before it. */
  late(posting: PostingIndex): PostingIndex {
    return this.#links.get(posting, LATE);
  }

  /** The latest instant seen in the chain up to a posting. */
  latest(posting: PostingIndex): number {
    return this.#latest.get(posting, 0);
  }

  /** Which observation it is of. */
  seen(posting: PostingIndex): number {
    return this.#links.get(posting, SEEN);
  }

  /** Where its observation stands in the record. */
  position(posting: PostingIndex): number {
    return this.#links.get(posting, POSITION);
  }

  /** How it stands: `FOR`, `AGAINST` and `SOLE`, or 0. */
  stand(posting: PostingIndex): number {
    return this.#links.get(posting, STAND);
  }

  /** Its independent source: below 0 one that may be shared, from 0 the observation itself. */
  group(posting: PostingIndex): number {
    return this.#links.get(posting, GROUP);
  }

  /** Changes how a posting stands, and of which source it is. */
  judge(posting: PostingIndex, stand: number, group: number): void {
    this.#links.set(posting, STAND, stand);
    this.#links.set(posting, GROUP, group);
  }

  /** When its seeing began. */
  from(posting: PostingIndex): number {
    return this.#times.get(this.seen(posting), 0);
  }

  /** When its seeing ended. */
  to(posting: PostingIndex): number {
    return this.#times.get(this.seen(posting), 1);
  }

  /** Its strength, in millionths. */
  strength(posting: PostingIndex): number {
    return this.#times.get(this.seen(posting), 2);
  }

  /**
   * Up to when a posting overtakes what was seen: it is after all that ended by the time that it
   * began, and before it ended itself (`isAfter`).
   */
  floor(posting: PostingIndex): number {
    const seen = this.seen(posting);
    return Math.min(this.#times.get(seen, 0), this.#times.get(seen, 1) - 1);
  }

  /** The newest posting of a leaf below a position. */
  knownAt(leaf: number, position: number): PostingIndex {
    let at = this.#last[leaf]!;
    while (at !== NONE && this.position(at) >= position) {
      const jump = this.#links.get(at, JUMP);
      at = jump !== NONE && this.position(jump) >= position ? jump : this.before(at);
    }
    return at;
  }

  /** The newest posting, from one backwards, up to which nothing was seen after an instant. */
  seenBy(posting: PostingIndex, when: number): PostingIndex {
    let at = posting;
    while (at !== NONE && this.#latest.get(at, 0) > when) {
      const jump = this.#links.get(at, JUMP);
      at = jump !== NONE && this.#latest.get(jump, 0) > when ? jump : this.before(at);
    }
    return at;
  }

  /** The postings of a leaf, oldest first. */
  chain(leaf: number): readonly PostingIndex[] {
    const chain: PostingIndex[] = [];
    for (let at = this.#last[leaf]!; at !== NONE; at = this.before(at)) chain.push(at);
    return chain.reverse();
  }

  /**
   * Where a posting jumps to: to the last *head* before it. Every sixteenth of a chain is a head,
   * and heads jump among themselves as Myers has it, so that old postings are seldom touched.
   */
  #jumpFrom(before: PostingIndex): PostingIndex {
    const links = this.#links;
    const depth = links.get(before, DEPTH);
    const head = depth % STRIDE === 0 ? before : links.get(before, JUMP);
    if ((depth + 1) % STRIDE !== 0) return head;
    const near = links.get(head, JUMP);
    if (near === NONE) return head;
    const far = links.get(near, JUMP);
    if (far === NONE) return head;
    const middle = links.get(near, DEPTH);
    return links.get(head, DEPTH) - middle === middle - links.get(far, DEPTH) ? far : head;
  }
}
