import { prefixesOf, Reaching } from "../../accounts/index.ts";
import { countBelow, type Exhibit, type Level } from "../../evidence/index.ts";
import type { Sighting } from "./sighting.ts";

/**
 * Counts of one scope in the order of their lower bounds, and which number they support at each
 * level. A few are looked at anew once they have changed; of many it is kept up as they come and go.
 */
export class SupportedLows {
  readonly #exhibitOf: (one: Sighting) => Exhibit | null;
  /** The greatest last: what is counted by and by is mostly more. */
  #ascending: Sighting[] = [];
  #kept: Readonly<Record<1 | 2 | 3, Reaching<Sighting>>> | null = null;

  /** @param exhibitOf - what each weighs; `null` where it may not show anything. */
  constructor(exhibitOf: (one: Sighting) => Exhibit | null) {
    this.#exhibitOf = exhibitOf;
  }

  add(one: Sighting): void {
    const at = firstFrom(this.#ascending, one.low);
    // Of a few no more room is taken than they need.
    if (this.#ascending.length < FEW) this.#ascending = this.#ascending.toSpliced(at, 0, one);
    else this.#ascending.splice(at, 0, one);
    if (this.#kept !== null) for (const level of LEVELS) this.#kept[level].add(one);
    else if (this.#ascending.length > FEW) this.#keep();
  }

  /** Takes away a count; nothing happens where it is not there. */
  delete(one: Sighting): void {
    let at = firstFrom(this.#ascending, one.low);
    while (this.#ascending[at]?.low === one.low && this.#ascending[at] !== one) at += 1;
    if (this.#ascending[at] !== one) return;
    this.#ascending.splice(at, 1);
    if (this.#kept !== null) for (const level of LEVELS) this.#kept[level].delete(one);
  }

  /** The greatest number that is supported at each level, the highest first; `null` for none. */
  numbers(): readonly (number | null)[] {
    const kept = this.#kept;
    if (kept !== null) return LEVELS.map((level) => kept[level].last?.low ?? null);
    const all = this.#ascending;
    const prefixes = prefixesOf(this.descending(), this.#exhibitOf);
    return LEVELS.map((level) => {
      const reaching = prefixes[level];
      return reaching === null ? null : all[all.length - reaching]!.low;
    });
  }

  /** All of them, the greatest first; of equals the earliest. */
  descending(): readonly Sighting[] {
    return this.#ascending.length === 1 ? this.#ascending : this.#ascending.toReversed();
  }

  /** Those that count more than a number. */
  above(number: number): readonly Sighting[] {
    const last = this.#ascending.at(-1);
    if (last === undefined || last.low <= number) return NONE;
    return this.#ascending.slice(firstAbove(this.#ascending, number));
  }

  /** Whether any that counts a number or more is of a kind. */
  hasFrom(number: number, isOfKind: (one: Sighting) => boolean): boolean {
    for (let at = this.#ascending.length - 1; at >= 0; at -= 1) {
      const one = this.#ascending[at]!;
      if (one.low < number) return false;
      if (isOfKind(one)) return true;
    }
    return false;
  }

  #keep(): void {
    const made = (level: Level) => new Reaching(level, greatestFirst, this.#exhibitOf);
    this.#kept = { 1: made(1), 2: made(2), 3: made(3) };
    for (const one of this.descending()) for (const level of LEVELS) this.#kept[level].add(one);
  }
}

/** The levels that a count is added up at, the highest first. */
export const LEVELS = [3, 2, 1] as const satisfies readonly Level[];

const NONE: readonly Sighting[] = [];
const FEW = 8;

function greatestFirst(one: Sighting, other: Sighting): number {
  return other.low - one.low;
}

/** The index of the first of ascending counts that is not below a number. */
function firstFrom(ascending: readonly Sighting[], number: number): number {
  return countBelow(ascending, number, ({ low }) => low);
}

/** The index of the first of ascending counts that is above a number. */
function firstAbove(ascending: readonly Sighting[], number: number): number {
  let at = ascending.length;
  while (at > 0 && ascending[at - 1]!.low > number) at -= 1;
  return at;
}
