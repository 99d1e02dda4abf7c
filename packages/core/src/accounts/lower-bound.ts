import { type CountReport, type Exhibit, fuse, type Level, levelOf } from "../evidence/index.ts";
import { type Interval, isAfter } from "../time/index.ts";

/** A count that is before us: its numbers, and the exhibit that carries its weight. */
export interface WeighedCount {
  readonly low: number;
  readonly high: number;
  /** The voyage, as `voyageKey` names it; `null` for a total of all departures. */
  readonly voyage: string | null;
  /** What it weighs; `null` where it may not show anything. */
  readonly exhibit: Exhibit | null;
  readonly seen: Interval;
}

/** A name for a vessel and voyage; `null` where no vessel is named. */
export function voyageKey({
  vessel,
  voyage,
}: Pick<CountReport, "vessel" | "voyage">): string | null {
  return vessel === null ? null : JSON.stringify([vessel, voyage]);
}

/** The vessel and voyage behind such a name. */
export function voyageOfKey(key: string): {
  readonly vessel: string;
  readonly voyage: string | null;
} {
  const [vessel, voyage] = JSON.parse(key) as [string, string | null];
  return { vessel, voyage };
}

/** The level that counts reach together. */
export function levelOfCounts(counts: readonly WeighedCount[]): Level {
  return levelOf(fuse(counts.flatMap(({ exhibit }) => exhibit ?? [])));
}

/** The counts of each voyage, in the order of their names. */
export function byVoyage<Count extends WeighedCount>(
  counts: readonly Count[],
): readonly (readonly [string, readonly Count[]])[] {
  const found = new Map<string, Count[]>();
  for (const count of counts) {
    if (count.voyage === null) continue;
    const known = found.get(count.voyage);
    if (known === undefined) found.set(count.voyage, [count]);
    else known.push(count);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
}

/**
 * The greatest number that several counts of the same thing support at a level; `null` where they
 * support none, which is not the same as a supported 0. A second count corroborates and is never
 * added; where another bounds the thing below that number, the two conflict and the lower low
 * counts, unless later counts alone support the number (semantics, section 7).
 */
export function supportedLow(counts: readonly WeighedCount[], level: Level): number | null {
  const lows = [...new Set(counts.map(({ low }) => low))].sort((a, b) => b - a);
  const bearingOn = (number: number) =>
    counts.filter(({ low, exhibit }) => low >= number && exhibit !== null);
  // More counts bear on a lesser number, and more support never lowers a level: so it is halved.
  let first = 0;
  for (let last = lows.length; first < last; ) {
    const middle = (first + last) >> 1;
    if (levelOfCounts(bearingOn(lows[middle]!)) >= level) last = middle;
    else first = middle + 1;
  }
  const number = lows[first];
  if (number === undefined) return null;
  const bearing = bearingOn(number);
  const belied = counts.filter((other) => {
    if (other.high >= number) return false;
    return levelOfCounts(bearing.filter((one) => isAfter(one.seen, other.seen))) < level;
  });
  return Math.min(number, ...belied.map(({ low }) => low));
}

/** What the counts of each voyage support; a voyage whose counts support nothing is left out. */
export function supportedByVoyage(
  counts: readonly WeighedCount[],
  level: Level,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [voyage, of] of byVoyage(counts)) {
    const low = supportedLow(of, level);
    if (low !== null) found.set(voyage, low);
  }
  return found;
}

/**
 * The sum over voyages. A count that does not say which voyage of a vessel may be of any of them:
 * it is added to none.
 */
export function sumOverVoyages(supported: ReadonlyMap<string, number>): number {
  const vessels = new Map<string, { named: number; unnamed: number }>();
  for (const [key, low] of supported) {
    const { vessel, voyage } = voyageOfKey(key);
    const known = vessels.get(vessel) ?? { named: 0, unnamed: 0 };
    known[voyage === null ? "unnamed" : "named"] += low;
    vessels.set(vessel, known);
  }
  return [...vessels.values()].reduce(
    (all, { named, unnamed }) => all + Math.max(named, unnamed),
    0,
  );
}

/** The number counted at a level: the best total, or the sum over voyages if that is greater. */
export function lowerBound(counts: readonly WeighedCount[], level: Level): number {
  const totals = counts.filter(({ voyage }) => voyage === null);
  return Math.max(
    supportedLow(totals, level) ?? 0,
    sumOverVoyages(supportedByVoyage(counts, level)),
  );
}

/** The greatest of the declared totals, or the sum of what is declared by voyage if greater. */
export function greatestDeclared(declared: readonly CountReport[]): number | null {
  const totals = declared.filter(({ vessel }) => vessel === null).map(({ low }) => low);
  const ships = declaredByVoyage(declared);
  if (ships.size > 0) totals.push([...ships.values()].reduce((sum, low) => sum + low, 0));
  return totals.length === 0 ? null : Math.max(...totals);
}

/** What is declared aboard each voyage: the greatest where it was declared more than once. */
export function declaredByVoyage(declared: readonly CountReport[]): ReadonlyMap<string, number> {
  const ships = new Map<string, number>();
  for (const one of declared) {
    const voyage = voyageKey(one);
    if (voyage !== null) ships.set(voyage, Math.max(one.low, ships.get(voyage) ?? 0));
  }
  return ships;
}

/** How what was counted aboard a ship stands to what was declared aboard. */
export function shipStanding(
  declared: number | null,
  counted: { readonly low: number; readonly high: number } | null,
): "agrees" | "short" | "over" | "open" {
  if (declared === null || counted === null) return "open";
  if (counted.high < declared) return "short";
  return counted.low > declared ? "over" : "agrees";
}
