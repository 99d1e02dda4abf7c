import type { Criterion, Level } from "../../evidence/index.ts";
import { AGAINST, FOR, type PostingIndex, type Postings, SOLE } from "./postings.ts";
import { Tally } from "./tally.ts";

/** What a leaf asks of its evidence, as plain numbers. */
export interface Measure {
  readonly open: Level;
  readonly doubt: Level;
  /** In milliseconds; `Infinity` where nothing goes stale. */
  readonly freshness: number;
}

/** Takes a criterion's numbers. */
export function measureOf(criterion: Criterion): Measure {
  const { open, doubt, freshness } = criterion;
  return { open, doubt, freshness: freshness ?? Number.POSITIVE_INFINITY };
}

/** A list of postings that is long as `count` says; its room is kept. */
export interface Pile {
  readonly at: PostingIndex[];
  count: number;
}

const NEVER = Number.NEGATIVE_INFINITY;

/**
 * Weighs postings as `evidence/weigh.ts` weighs exhibits, in numbers alone.
 *
 * What is overtaken on a side is all that was seen up to one instant, its *cut*: a report overtaken
 * by what came after it would be overtaken by the same had it been seen earlier still. A side's
 * cut only ever rises, with time as with evidence. It is the greatest instant such that the
 * contrary reports begun from it on, alone and fresh when the last of them was seen, reach the
 * opening standard.
 */
export class Scales {
  forLevel: Level = 0;
  againstLevel: Level = 0;
  /** Up to when reports for, and reports against, are overtaken. */
  forCut = NEVER;
  againstCut = NEVER;
  readonly #postings: Postings;
  readonly #tally = new Tally();
  readonly #order: PostingIndex[] = [];

  constructor(postings: Postings) {
    this.#postings = postings;
  }

  /** Weighs a pile at an instant; `forCut` and `againstCut` start from what is already known. */
  weigh(pile: Pile, measure: Measure, when: number, forCut: number, againstCut: number): void {
    const { freshness } = measure;
    this.forCut = this.#cut(pile, AGAINST, measure.open, Number.POSITIVE_INFINITY, when, forCut);
    this.againstCut = this.#cut(pile, FOR, measure.open, freshness, when, againstCut);
    this.forLevel = this.#level(pile, FOR, this.forCut, when - freshness, when);
    this.againstLevel = this.#level(pile, AGAINST, this.againstCut, NEVER, when);
  }

  /** The level of a side over what was seen after `cut` and `staleTo`, up to `when`. */
  levelSince(pile: Pile, side: number, cut: number, staleTo: number, when: number): Level {
    return this.#level(pile, side, cut, staleTo, when);
  }

  /** When the next report for goes stale, after an instant, in milliseconds; or `Infinity`. */
  nextStale(pile: Pile, freshness: number, when: number): number {
    const postings = this.#postings;
    let next = Number.POSITIVE_INFINITY;
    if (freshness === Number.POSITIVE_INFINITY) return next;
    for (let i = 0; i < pile.count; i += 1) {
      const posting = pile.at[i]!;
      if ((postings.stand(posting) & FOR) === 0) continue;
      const stale = postings.to(posting) + freshness;
      if (stale > when && stale < next) next = stale;
    }
    return next;
  }

  #level(pile: Pile, side: number, cut: number, staleTo: number, when: number): Level {
    const postings = this.#postings;
    const tally = this.#tally;
    tally.clear();
    for (let i = 0; i < pile.count; i += 1) {
      const posting = pile.at[i]!;
      const how = postings.stand(posting);
      if ((how & side) === 0) continue;
      const end = postings.to(posting);
      if (end > when || end <= cut || end <= staleTo) continue;
      tally.add(postings.strength(posting), postings.group(posting), (how & SOLE) !== 0);
    }
    return tally.level();
  }

  /** The cut that the reports of `side` make in the contrary side, from a cut already known. */
  #cut(
    pile: Pile,
    side: number,
    open: Level,
    freshness: number,
    when: number,
    known: number,
  ): number {
    const order = this.#order;
    order.length = 0;
    const postings = this.#postings;
    for (let i = 0; i < pile.count; i += 1) {
      const posting = pile.at[i]!;
      if ((postings.stand(posting) & side) === 0 || postings.to(posting) > when) continue;
      if (this.#postings.floor(posting) > known) this.#insert(posting);
    }
    if (order.length === 0) return known;
    // What never goes stale is all there at the last instant, and never more.
    if (freshness === Number.POSITIVE_INFINITY) return this.#reach(open, when, NEVER, known);
    let cut = known;
    for (const last of order) {
      const at = postings.to(last);
      if (at > cut) cut = this.#reach(open, at, at - freshness, cut);
    }
    return cut;
  }

  /** Begins with what was begun last, until the opening standard is reached. */
  #reach(open: Level, at: number, staleTo: number, known: number): number {
    const postings = this.#postings;
    const tally = this.#tally;
    tally.clear();
    for (const posting of this.#order) {
      const floor = this.#postings.floor(posting);
      if (floor <= known) return known;
      if (postings.to(posting) > at || postings.to(posting) <= staleTo) continue;
      tally.add(
        postings.strength(posting),
        postings.group(posting),
        (postings.stand(posting) & SOLE) !== 0,
      );
      if (tally.level() >= open) return floor;
    }
    return known;
  }

  /** Keeps `#order` by what was begun last. */
  #insert(posting: PostingIndex): void {
    const order = this.#order;
    const floor = this.#postings.floor(posting);
    let at = order.length;
    order.push(posting);
    for (; at > 0 && this.#postings.floor(order[at - 1]!) < floor; at -= 1)
      order[at] = order[at - 1]!;
    order[at] = posting;
  }
}
