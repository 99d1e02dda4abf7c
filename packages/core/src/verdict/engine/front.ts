import type { Level } from "../../evidence/index.ts";
import { gather } from "./gather.ts";
import { AGAINST, FOR, NONE, type PostingIndex, type Postings, SOLE } from "./postings.ts";
import type { Measure, Pile, Scales } from "./scales.ts";
import { Tally } from "./tally.ts";

/** How strong a report must be for its method to suffice, in millionths (`evidence/level.ts`). */
const SOLE_SUFFICES = 700_000;
/** Three to one: the odds above which no level asks for more (`evidence/level.ts`). */
const ENOUGH_ODDS = 3_000_000;
const HIGHEST: Level = 3;
/** How many postings a front may hold before it is looked through for what may go. */
const FRONT_ROOM = 16;

// By leaf, side by side: the latest instant seen, and up to when each side is overtaken.
const STATE = 3;
const LATEST = 0;
const FOR_CUT = 1;
const AGAINST_CUT = 2;

/** A front of more than one posting, and how long it may get before it is pruned. */
interface WideFront extends Pile {
  room: number;
}

/**
 * What of each leaf's postings can still make a difference: its *front*. Mostly that is the one
 * report seen last; it is never more than a few, however many were made.
 */
export class Fronts {
  readonly #postings: Postings;
  readonly #scales: Scales;
  readonly #state: Float64Array;
  /** The one posting of a front; `NONE` where it is empty or wide. */
  readonly #only: Int32Array;
  readonly #wide = new Map<number, WideFront>();
  readonly #single: Pile = { at: [NONE], count: 1 };
  readonly #dominators = new Tally();

  constructor(leaves: number, postings: Postings, scales: Scales) {
    this.#postings = postings;
    this.#scales = scales;
    this.#state = new Float64Array(STATE * leaves).fill(Number.NEGATIVE_INFINITY);
    this.#only = new Int32Array(leaves).fill(NONE);
  }

  /** The latest instant seen of a leaf. */
  latest(leaf: number): number {
    return this.#state[STATE * leaf + LATEST]!;
  }

  /**
   * Whether a report alone settles the matter: it is newer than all, and its method suffices. All
   * before it is then overtaken, or adds nothing to what is confirmed already.
   *
   * @param stand - as its posting has it; `from`, `to` and `strength` likewise.
   */
  settlesAlone(leaf: number, stand: number, from: number, to: number, strength: number): boolean {
    const latest = this.latest(leaf);
    return (stand & SOLE) !== 0 && strength >= SOLE_SUFFICES && from >= latest && to > latest;
  }

  /** Puts a report in front of which nothing makes a difference any more. */
  takeOver(leaf: number, posting: PostingIndex, isFor: boolean, from: number, to: number): void {
    const state = STATE * leaf;
    this.#only[leaf] = posting;
    if (this.#wide.size > 0) this.#wide.delete(leaf);
    this.#state[state + LATEST] = to;
    this.#state[state + (isFor ? AGAINST_CUT : FOR_CUT)] = Math.min(from, to - 1);
  }

  /** Adds a report that was seen no earlier than any before it. */
  advance(leaf: number, posting: PostingIndex): void {
    const state = STATE * leaf + LATEST;
    this.#state[state] = Math.max(this.#state[state]!, this.#postings.to(posting));
    const only = this.#only[leaf]!;
    const wide = this.#wide.get(leaf);
    if (wide !== undefined) {
      wide.at[wide.count] = posting;
      wide.count += 1;
    } else if (only === NONE) {
      this.#only[leaf] = posting;
    } else {
      this.#only[leaf] = NONE;
      this.#wide.set(leaf, { at: [only, posting], count: 2, room: FRONT_ROOM });
    }
  }

  /** Builds the front of a leaf again from all of its postings seen by now. */
  renew(leaf: number, measure: Measure, now: number): void {
    const pile: WideFront = { at: [], count: 0, room: FRONT_ROOM };
    const state = STATE * leaf;
    gather(pile, this.#postings, this.#scales, measure, this.#postings.last(leaf), now, true);
    this.#state.fill(Number.NEGATIVE_INFINITY, state, state + STATE);
    let latest = Number.NEGATIVE_INFINITY;
    for (const posting of pile.at) latest = Math.max(latest, this.#postings.to(posting));
    this.#state[state + LATEST] = latest;
    this.#only[leaf] = NONE;
    this.#wide.set(leaf, pile);
  }

  /** Weighs the front of a leaf; the result stands in the scales. */
  weigh(leaf: number, measure: Measure, now: number): Pile {
    const state = STATE * leaf;
    const pile = this.#pileOf(leaf);
    const [forCut, againstCut] = [this.#state[state + FOR_CUT]!, this.#state[state + AGAINST_CUT]!];
    this.#scales.weigh(pile, measure, now, forCut, againstCut);
    this.#state[state + FOR_CUT] = this.#scales.forCut;
    this.#state[state + AGAINST_CUT] = this.#scales.againstCut;
    return pile;
  }

  /**
   * Drops what can make no difference any more, whatever is still reported: what is overtaken or
   * stale and cannot overtake anything itself; and what is dominated by reports that count for as
   * long as it does and already reach the highest level, or all that its own odds and rank add.
   */
  prune(leaf: number, measure: Measure): void {
    const wide = this.#wide.get(leaf);
    if (wide === undefined || wide.count < wide.room) return;
    const postings = this.#postings;
    const kept: PostingIndex[] = [];
    const byEnd = wide.at.slice(0, wide.count);
    byEnd.sort((one, other) => postings.to(other) - postings.to(one));
    for (const posting of byEnd) {
      if (!this.#isSpent(leaf, posting, measure) && !this.#isDominated(posting, kept)) {
        kept.push(posting);
      }
    }
    const room = Math.max(FRONT_ROOM, 2 * kept.length);
    if (kept.length > 1) this.#wide.set(leaf, { at: kept, count: kept.length, room });
    else {
      this.#wide.delete(leaf);
      this.#only[leaf] = kept[0] ?? NONE;
    }
  }

  #pileOf(leaf: number): Pile {
    const only = this.#only[leaf]!;
    const wide = only === NONE ? this.#wide.get(leaf) : undefined;
    if (wide !== undefined) return wide;
    this.#single.at[0] = only;
    this.#single.count = only === NONE ? 0 : 1;
    return this.#single;
  }

  #isSpent(leaf: number, posting: PostingIndex, measure: Measure): boolean {
    const state = STATE * leaf;
    const isFor = (this.#postings.stand(posting) & FOR) !== 0;
    const end = this.#postings.to(posting);
    if (isFor && end + measure.freshness <= this.#state[state + LATEST]!) return true;
    const own = this.#state[state + (isFor ? FOR_CUT : AGAINST_CUT)]!;
    const other = this.#state[state + (isFor ? AGAINST_CUT : FOR_CUT)]!;
    return end <= own && this.#postings.floor(posting) <= other;
  }

  #isDominated(posting: PostingIndex, kept: readonly PostingIndex[]): boolean {
    const postings = this.#postings;
    const dominators = this.#dominators;
    const stand = postings.stand(posting);
    const floor = postings.floor(posting);
    const strength = postings.strength(posting);
    dominators.clear();
    for (const other of kept) {
      const how = postings.stand(other);
      if ((how & stand & (FOR | AGAINST)) === 0 || postings.floor(other) < floor) continue;
      dominators.add(postings.strength(other), postings.group(other), (how & SOLE) !== 0);
    }
    if (dominators.level() === HIGHEST) return true;
    const isSole = (stand & SOLE) !== 0 && strength >= SOLE_SUFFICES;
    return !isSole && dominators.odds >= ENOUGH_ODDS && dominators.second >= strength;
  }
}
