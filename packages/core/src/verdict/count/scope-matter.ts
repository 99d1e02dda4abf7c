import { lowOf, type Scope, scopeKey, succeededUntil } from "../../accounts/index.ts";
import type { Level } from "../../evidence/index.ts";
import type { Instant } from "../../time/index.ts";
import type { Sighting } from "./sighting.ts";

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

/**
 * The counts of one scope of one class, as far as they have been seen: what they support from below
 * is worked out again only when one more is seen, goes stale or is overtaken.
 */
export class ScopeMatter {
  readonly item: Sighting["item"];
  readonly scope: Scope;
  /** A name for the scope. */
  readonly key: string;
  readonly #open: Level;
  readonly #seen: Sighting[] = [];
  /** The upper bounds of those that are at least suspected, ascending. */
  readonly #highs: number[] = [];
  /** Whether any of them covers all that is asked, or names a mark. */
  #covers = false;
  #names = false;
  /** Those that may open and are fresh, in descending order of their lower bounds. */
  #fresh: Sighting[] = [];
  /** Those that may doubt and are not overtaken, so too, each with the weight of its doubt. */
  #doubting: Sighting[] = [];

  readonly #mayDoubt: boolean;

  /**
   * @param open - the level from which on later counts alone overtake earlier ones.
   * @param mayDoubt - whether it is asked at all what doubts, or convicts.
   */
  constructor({ item, scope }: Sighting, open: Level, mayDoubt: boolean) {
    this.#mayDoubt = mayDoubt;
    this.item = item;
    this.scope = scope;
    this.key = scopeKey(scope);
    this.#open = open;
  }

  add(one: Sighting): void {
    this.#seen.push(one);
    if (one.sound) this.#highs.splice(firstFrom(this.#highs, one.high), 0, one.high);
    this.#covers ||= one.covers;
    this.#names ||= Object.keys(one.named).length > 0;
    if (one.exhibit !== null) insert(this.#fresh, one);
    if (!this.#mayDoubt) return;
    this.#doubting = this.#doubting.filter((other) => {
      if (other.low <= one.high) return true;
      const until = succeededUntil(
        this.#seen.filter(({ high }) => high < other.low),
        this.#open,
      );
      return until === null || other.seen.to > until;
    });
    insert(this.#doubting, { ...one, exhibit: one.doubt });
  }

  /** A count that has gone stale opens nothing any more; it doubts for as long as it stands. */
  expire(id: Sighting["id"]): void {
    this.#fresh = this.#fresh.filter((other) => other.id !== id);
  }

  /** What was seen until an instant has been overtaken by counts of the whole. */
  overtake(until: Instant): void {
    this.#doubting = this.#doubting.filter(({ seen }) => seen.to > until);
  }

  /** What these counts support at a level; `null` where they support nothing. */
  figure(plane: Plane, level: Level, moves: boolean): Found | null {
    const counts = this.#on(plane);
    const low = lowOf(counts, level, plane === "opens" ? this.#seen : []);
    if (low === null) return null;
    const high = this.#highs[firstFrom(this.#highs, low)] ?? Number.POSITIVE_INFINITY;
    const sound = this.#highs.length;
    const covers = this.#covers && counts.some((one) => one.low >= low && one.covers && one.sound);
    return { low, high, sound, covers, moves, counts: this.#names ? counts : [] };
  }

  #on(plane: Plane): readonly Sighting[] {
    if (plane === "opens") return this.#fresh;
    if (plane === "doubts") return this.#doubting;
    return this.#doubting.filter(({ convicts }) => convicts);
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

/** Puts a count in its place in descending order of lower bounds. */
function insert(descending: Sighting[], one: Sighting): void {
  let low = 0;
  let high = descending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (descending[middle]!.low >= one.low) low = middle + 1;
    else high = middle;
  }
  descending.splice(low, 0, one);
}
