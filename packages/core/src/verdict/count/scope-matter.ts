import { beliedLow, lastBeganUntil, type Scope } from "../../accounts/index.ts";
import type { Level } from "../../evidence/index.ts";
import type { Instant } from "../../time/index.ts";
import { ByBegin } from "./by-begin.ts";
import type { Sighting } from "./sighting.ts";
import { SupportedLows } from "./supported-lows.ts";

/** How the counts of a side are taken: what may open, what may only doubt, what may convict. */
export type Plane = "opens" | "doubts" | "convicts";

/** What the counts of a scope come to together. */
export interface Found {
  readonly low: number;
  readonly high: number;
  /** How many counts by themselves at least suspected there are. */
  readonly sound: number;
  /** Whether one of them covers all that is asked. */
  readonly covers: boolean;
  readonly moves: boolean;
  /** All counts that it is made of, where any count of the scope names a mark. */
  readonly counts: readonly Sighting[];
}

/** How a scope's counts are taken. */
export interface ScopeBasis {
  /** The level from which on later counts alone overtake earlier ones. */
  readonly open: Level;
  /** Which planes are asked for at all. */
  readonly planes: readonly Plane[];
}

/**
 * The counts of one scope of one class, as far as they have been seen: what they support from below
 * is kept up as one more is seen, goes stale or is overtaken.
 */
export class ScopeMatter {
  readonly item: Sighting["item"];
  readonly scope: Scope;
  /** A name for the scope. */
  readonly key: string;
  readonly #seen: Sighting[] = [];
  /** The upper bounds of those that are at least suspected, ascending. */
  readonly #highs: number[] = [];
  /** How many of them cover all that is asked, and name a mark. */
  #covering = 0;
  #naming = 0;
  /** Those that may open and are fresh. */
  readonly #fresh = new SupportedLows(({ exhibit }) => exhibit);
  readonly #freshByBegin = new ByBegin();
  /** Those that may doubt and are not overtaken. */
  readonly #doubting: Doubting | null;

  constructor({ item, scope, key }: Sighting, basis: ScopeBasis) {
    this.item = item;
    this.scope = scope;
    this.key = key;
    this.#doubting = basis.planes.includes("doubts") ? new Doubting(basis) : null;
  }

  add(one: Sighting): void {
    this.#seen.push(one);
    if (one.sound) this.#highs.splice(firstFrom(this.#highs, one.high), 0, one.high);
    if (one.covers) this.#covering += 1;
    if (one.named !== null) this.#naming += 1;
    if (one.exhibit !== null) {
      this.#fresh.add(one);
      this.#freshByBegin.add(one);
    }
    this.#doubting?.add(one);
  }

  /** Takes back the last count; only where what doubts is not asked for. */
  takeBack(one: Sighting): void {
    this.#seen.pop();
    if (one.sound) this.#highs.splice(firstFrom(this.#highs, one.high), 1);
    if (one.covers) this.#covering -= 1;
    if (one.named !== null) this.#naming -= 1;
    this.expire(one);
  }

  /** A count that has gone stale opens nothing any more; it doubts for as long as it stands. */
  expire(one: Sighting): void {
    this.#fresh.delete(one);
    this.#freshByBegin.delete(one);
  }

  /**
   * What was seen until an instant has been overtaken by counts of the whole.
   *
   * @returns whether any of it doubted until now.
   */
  overtake(until: Instant): boolean {
    return this.#doubting?.overtake(until) ?? false;
  }

  /** What these counts support at each level, the highest first; `null` where they support nothing. */
  figures(plane: Plane, moves: boolean): readonly (Found | null)[] {
    const lows = plane === "opens" ? this.#fresh : this.#doubting!.on(plane);
    const found: (Found | null)[] = [];
    for (const level of LEVELS) {
      const number = lows.number(level);
      const low = number === null || plane !== "opens" ? number : this.#lessBelied(number, level);
      const higher = found.at(-1) ?? null;
      // As a rule all levels support one number.
      if (low === null) found.push(null);
      else if (higher?.low === low) found.push(higher);
      else found.push(this.#found(low, lows, moves));
    }
    return found;
  }

  #found(low: number, lows: SupportedLows, moves: boolean): Found {
    const high = this.#highs[firstFrom(this.#highs, low)] ?? Number.POSITIVE_INFINITY;
    const covers = this.#covering > 0 && lows.hasFrom(low, (one) => one.covers && one.sound);
    const counts = this.#naming > 0 ? lows.descending() : NO_COUNTS;
    return { low, high, sound: this.#highs.length, covers, moves, counts };
  }

  #lessBelied(number: number, level: Level): number {
    // The only count of a scope belies nothing.
    if (this.#seen.length === 1) return number;
    const until = lastBeganUntil(this.#freshByBegin.ascending, level, {
      counts: ({ low }) => low >= number,
      ties: (one, other) => other.low - one.low,
    });
    return beliedLow(number, this.#seen, until ?? Number.NEGATIVE_INFINITY);
  }
}

/** The levels that a count is added up at, the highest first. */
export const LEVELS: readonly Level[] = [3, 2, 1];

const NO_COUNTS: readonly Sighting[] = [];

/** What doubts a greater number in a scope, and what of that convicts. */
class Doubting {
  readonly #basis: ScopeBasis;
  readonly #doubts = new SupportedLows(({ doubt }) => doubt);
  readonly #convicts: SupportedLows | null;
  readonly #seenByBegin = new ByBegin();

  constructor(basis: ScopeBasis) {
    this.#basis = basis;
    this.#convicts = basis.planes.includes("convicts")
      ? new SupportedLows(({ doubt }) => doubt)
      : null;
  }

  on(plane: Plane): SupportedLows {
    return plane === "convicts" && this.#convicts !== null ? this.#convicts : this.#doubts;
  }

  add(one: Sighting): void {
    this.#seenByBegin.add(one);
    for (const other of this.#doubts.above(one.high)) {
      if (this.#isFollowed(other)) this.#drop(other);
    }
    this.#doubts.add(one);
    if (one.convicts) this.#convicts?.add(one);
  }

  overtake(until: Instant): boolean {
    const overtaken = this.#doubts.descending().filter(({ seen }) => seen.to <= until);
    for (const one of overtaken) this.#drop(one);
    return overtaken.length > 0;
  }

  #drop(one: Sighting): void {
    this.#doubts.delete(one);
    this.#convicts?.delete(one);
  }

  /** Whether later counts that exclude one of them reach by themselves what opens. */
  #isFollowed({ low, seen }: Sighting): boolean {
    const { open } = this.#basis;
    const { ascending } = this.#seenByBegin;
    const until = lastBeganUntil(ascending, open, {
      counts: ({ high }) => high < low,
      notBefore: seen.to,
    });
    return until !== null && seen.to <= until;
  }
}

/** The index of the first of ascending numbers that is not below one. */
function firstFrom(ascending: readonly number[], one: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < one) low = middle + 1;
    else high = middle;
  }
  return low;
}
