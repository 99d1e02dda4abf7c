import { beliedLow, lastBeganUntil, type Scope } from "../../accounts/index.ts";
import { type Level, numbersBelow } from "../../evidence/index.ts";
import type { Instant } from "../../time/index.ts";
import { ByBegin } from "./by-begin.ts";
import type { Sighting } from "./sighting.ts";
import { LEVELS, SupportedLows } from "./supported-lows.ts";

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
  /** A name for the scope, and one for the vessel and voyage in it. */
  readonly key: string;
  readonly voyage: string | null;
  /** Those of a scope are few, as a rule, so that nothing else is kept of them before they are many. */
  #seen: Sighting[] = [];
  #many: Many | null = null;
  /** Those that may open and are fresh. */
  readonly #fresh = new SupportedLows(exhibitOf);
  /** Those that may doubt and are not overtaken. */
  readonly #doubting: Doubting | null;

  constructor({ item, scope, key, voyage }: Sighting, basis: ScopeBasis) {
    this.item = item;
    this.scope = scope;
    this.key = key;
    this.voyage = voyage;
    this.#doubting = basis.planes.includes("doubts") ? new Doubting(basis) : null;
  }

  /** Its counts in the order in which they were seen. */
  get seen(): readonly Sighting[] {
    return this.#seen;
  }

  add(one: Sighting): void {
    if (this.#seen.length < FEW) this.#seen = [...this.#seen, one];
    else this.#seen.push(one);
    if (one.exhibit !== null) this.#fresh.add(one);
    this.#many?.add(one);
    if (this.#many === null && this.#seen.length > FEW) {
      this.#many = new Many(this.#seen, this.#fresh.descending());
    }
    this.#doubting?.add(one);
  }

  /** Takes back the last count; only where what doubts is not asked for. */
  takeBack(one: Sighting): void {
    this.#seen.pop();
    this.#fresh.delete(one);
    this.#many?.takeBack(one);
  }

  /** A count that has gone stale opens nothing any more; it doubts for as long as it stands. */
  expire(one: Sighting): void {
    this.#fresh.delete(one);
    this.#many?.freshByBegin.delete(one);
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
    for (const [at, number] of lows.numbers().entries()) {
      const low =
        number === null || plane !== "opens" ? number : this.#lessBelied(number, LEVELS[at]!);
      const higher = found.at(-1) ?? null;
      // As a rule all levels support one number.
      if (low === null) found.push(null);
      else if (higher?.low === low) found.push(higher);
      else found.push(this.#found(low, lows, moves));
    }
    return found;
  }

  #found(low: number, lows: SupportedLows, moves: boolean): Found {
    const { high, sound, covering, naming } = this.#many?.from(low) ?? summedFrom(this.#seen, low);
    const covers = covering && lows.hasFrom(low, (one) => one.covers && one.sound);
    return { low, high, sound, covers, moves, counts: naming ? lows.descending() : NO_COUNTS };
  }

  #lessBelied(number: number, level: Level): number {
    // The only count of a scope belies nothing.
    if (this.#seen.length === 1) return number;
    const byBegin = this.#many?.freshByBegin.ascending ?? byBeginOf(this.#fresh.descending());
    const until = lastBeganUntil(byBegin, level, {
      counts: ({ low }) => low >= number,
      ties: (one, other) => other.low - one.low,
    });
    return beliedLow(number, this.#seen, until ?? Number.NEGATIVE_INFINITY);
  }
}

/** What all counts of a scope come to, beside the number that they support. */
interface Summed {
  /** The least upper bound that is no less than the number. */
  readonly high: number;
  /** How many by themselves at least suspected there are. */
  readonly sound: number;
  /** Whether any of them covers all that is asked, or names a mark. */
  readonly covering: boolean;
  readonly naming: boolean;
}

function summedFrom(seen: readonly Sighting[], low: number): Summed {
  let high = Number.POSITIVE_INFINITY;
  let sound = 0;
  for (const one of seen) {
    if (!one.sound) continue;
    sound += 1;
    if (one.high >= low && one.high < high) high = one.high;
  }
  const covering = seen.some(({ covers }) => covers);
  return { high, sound, covering, naming: seen.some(({ named }) => named !== null) };
}

/** What is kept up of many counts of one scope, as they come and go. */
class Many {
  readonly freshByBegin = new ByBegin();
  /** The upper bounds of those that are at least suspected, ascending. */
  readonly #highs: number[] = [];
  #covering = 0;
  #naming = 0;

  constructor(seen: readonly Sighting[], fresh: readonly Sighting[]) {
    for (const one of seen) this.#sum(one, 1);
    for (const one of fresh) this.freshByBegin.add(one);
  }

  add(one: Sighting): void {
    this.#sum(one, 1);
    if (one.exhibit !== null) this.freshByBegin.add(one);
  }

  takeBack(one: Sighting): void {
    this.#sum(one, -1);
    this.freshByBegin.delete(one);
  }

  from(low: number): Summed {
    return {
      high: this.#highs[numbersBelow(this.#highs, low)] ?? Number.POSITIVE_INFINITY,
      sound: this.#highs.length,
      covering: this.#covering > 0,
      naming: this.#naming > 0,
    };
  }

  #sum({ high, sound, covers, named }: Sighting, sign: 1 | -1): void {
    if (covers) this.#covering += sign;
    if (named !== null) this.#naming += sign;
    if (!sound) return;
    const at = numbersBelow(this.#highs, high);
    if (sign === 1) this.#highs.splice(at, 0, high);
    else this.#highs.splice(at, 1);
  }
}

const FEW = 8;

function byBeginOf(counts: readonly Sighting[]): readonly Sighting[] {
  if (counts.length < 2) return counts;
  return counts.toSorted((one, other) => one.seen.from - other.seen.from);
}

function exhibitOf({ exhibit }: Sighting) {
  return exhibit;
}

function doubtOf({ doubt }: Sighting) {
  return doubt;
}

const NO_COUNTS: readonly Sighting[] = [];

/** What doubts a greater number in a scope, and what of that convicts. */
class Doubting {
  readonly #basis: ScopeBasis;
  readonly #doubts = new SupportedLows(doubtOf);
  readonly #convicts: SupportedLows | null;
  readonly #seenByBegin = new ByBegin();

  constructor(basis: ScopeBasis) {
    this.#basis = basis;
    this.#convicts = basis.planes.includes("convicts") ? new SupportedLows(doubtOf) : null;
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
