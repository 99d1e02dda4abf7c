import { lowOf, type Named, type Scope, succeededUntil } from "../../accounts/index.ts";
import type { Level } from "../../evidence/index.ts";
import { type Instant, isAfter } from "../../time/index.ts";
import type { Sighting } from "./sighting.ts";

/** How the counts of a side are taken: what may open, what may only doubt, what may convict. */
export type Plane = "opens" | "doubts" | "convicts";

/**
 * The counts of one scope of one class, as far as they have been seen: what they support from below
 * is worked out again only when one more is seen, goes stale or is overtaken.
 */
export class ScopeMatter {
  readonly item: Sighting["item"];
  readonly scope: Scope;
  readonly #open: Level;
  readonly #seen: Sighting[] = [];
  /** Those that may open and are fresh, in descending order of their lower bounds. */
  #fresh: Sighting[] = [];
  /** Those that may doubt and are not overtaken, so too, each with the weight of its doubt. */
  #doubting: Sighting[] = [];

  /** @param open - the level from which on later counts alone overtake earlier ones. */
  constructor({ item, scope }: Sighting, open: Level) {
    this.item = item;
    this.scope = scope;
    this.#open = open;
  }

  add(one: Sighting): void {
    this.#seen.push(one);
    if (one.exhibit !== null) insert(this.#fresh, one);
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

  /** What these counts support from below at a level; `null` where they support nothing. */
  low(plane: Plane, level: Level): number | null {
    return lowOf(this.#on(plane), level, plane === "opens" ? this.#seen : []);
  }

  /**
   * The marks of what gives a number, and when that was seen.
   *
   * @param moves - whether a thing may have gone since: then what was seen last gives them.
   */
  marked(plane: Plane, number: number, moves: boolean): { named: Named; at: Instant } {
    const bearing = this.#on(plane).filter(({ low }) => low >= number);
    const ends = bearing.map(({ seen }) => seen).sort((one, other) => one.to - other.to);
    const at = (moves ? ends.at(-1) : ends[0])!;
    const giving = moves ? bearing.filter(({ seen }) => !isAfter(at, seen)) : bearing;
    const all = (mark: keyof Named) => giving.flatMap(({ named }) => named[mark] ?? []);
    return {
      named: { serials: all("serials"), seals: all("seals"), tags: all("tags") },
      at: at.to,
    };
  }

  #on(plane: Plane): readonly Sighting[] {
    if (plane === "opens") return this.#fresh;
    if (plane === "doubts") return this.#doubting;
    return this.#doubting.filter(({ convicts }) => convicts);
  }
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
