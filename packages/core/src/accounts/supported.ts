import {
  type Exhibit,
  LEVEL,
  type Level,
  LiveSide,
  levelOf,
  oddsMillionths,
} from "../evidence/index.ts";
import { type Instant, type Interval, isAfter } from "../time/index.ts";
import { GrowingSide } from "./growing-side.ts";

/** A count that is before us: its numbers, and the exhibit that carries its weight. */
export interface WeighedCount {
  readonly low: number;
  readonly high: number;
  /** What it weighs; `null` where it may not show anything. */
  readonly exhibit: Exhibit | null;
  /** What it weighs where it only doubts a greater number; left out where that is the same. */
  readonly doubt?: Exhibit;
  readonly seen: Interval;
}

/** The level that counts reach together. */
export function levelOfCounts(counts: readonly WeighedCount[]): Level {
  return levelOfExhibits(counts.flatMap(({ exhibit }) => exhibit ?? []));
}

/** The level that exhibits of one side reach together. */
export function levelOfExhibits(exhibits: readonly Exhibit[]): Level {
  const side = new LiveSide(exhibits);
  for (const index of exhibits.keys()) side.add(index);
  return side.level;
}

/** Whether a count by itself is at least suspected: a weaker one changes nothing. */
export function isSuspected({ exhibit, doubt }: WeighedCount): boolean {
  return levelOfOne(doubt ?? exhibit) > 0;
}

/** The level that one exhibit reaches by itself. */
function levelOfOne(exhibit: Exhibit | null): Level {
  if (exhibit === null) return 0;
  const { strength, sole } = exhibit;
  const odds = oddsMillionths(strength);
  return levelOf({ odds, first: strength, second: 0, sole: sole ? strength : 0 });
}

/**
 * The greatest number that several counts of the same thing support at a level; `null` where they
 * support none, which is not the same as a supported 0. A second count corroborates and is never
 * added; where others, at least suspected, bound the thing below that number, they conflict and the
 * lower low counts, unless later counts alone support the number (semantics, section 7).
 *
 * @param contrary - all counts that may doubt; by default the same.
 */
export function supportedLow(
  counts: readonly WeighedCount[],
  level: Level,
  contrary: readonly WeighedCount[] = counts,
): number | null {
  const speaking = counts.filter(({ exhibit }) => exhibit !== null);
  return lowOf(
    speaking.sort((one, other) => other.low - one.low),
    level,
    [...contrary].sort((one, other) => one.seen.to - other.seen.to),
  );
}

/**
 * The same of counts in descending order of their lower bounds, each with a weight of its own.
 *
 * @param contrary - in the order in which they were seen.
 */
export function lowOf(
  descending: readonly WeighedCount[],
  level: Level,
  contrary: readonly WeighedCount[],
): number | null {
  const reaching = leastPrefix(descending, level, ({ exhibit }) => exhibit);
  if (reaching === null) return null;
  const number = descending[reaching - 1]!.low;
  const beyond = descending.findIndex(({ low }) => low < number);
  const bearing = beyond < 0 ? descending : descending.slice(0, beyond);
  const until = succeededUntil(bearing, level) ?? Number.NEGATIVE_INFINITY;
  return beliedLow(number, contrary, until);
}

/**
 * A number, or the lower one that counts of less, seen after an instant, come to.
 *
 * @param contrary - in the order in which they were seen.
 */
export function beliedLow(
  number: number,
  contrary: readonly WeighedCount[],
  until: number,
): number {
  const belied: WeighedCount[] = [];
  // Only what was seen since can belie it, and as a rule that is little.
  for (let last = contrary.length - 1; last >= 0 && contrary[last]!.seen.to > until; last -= 1) {
    if (contrary[last]!.high < number) belied.push(contrary[last]!);
  }
  if (belied.length === 0) return number;
  belied.sort((one, other) => one.low - other.low);
  const doubted = leastPrefix(belied, LEVEL.suspected, (one) => one.doubt ?? one.exhibit);
  return doubted === null ? number : Math.min(number, belied[doubted - 1]!.low);
}

/**
 * The least number that counts which cover all of a thing support at a level as its upper bound;
 * `null` where they support none. Of two that exclude each other the higher counts, unless later
 * ones alone support the lower; what was counted anew by later ones is replaced by these.
 *
 * @param contrary - all counts that may show that there are more.
 */
export function supportedHigh(
  covering: readonly WeighedCount[],
  level: Level,
  contrary: readonly WeighedCount[],
): number | null {
  const speaking = newestOf(
    covering.filter(({ exhibit }) => exhibit !== null),
    level,
  ).sort((one, other) => one.high - other.high);
  const reaching = leastPrefix(speaking, level, ({ exhibit }) => exhibit);
  if (reaching === null) return null;
  const number = speaking[reaching - 1]!.high;
  const higher = contrary.filter(({ low }) => low > number);
  if (higher.length === 0) return number;
  const bearing = speaking.filter(({ high }) => high <= number);
  const belied = notSucceeded(higher, bearing, level).sort((one, other) => other.high - one.high);
  const doubted = leastPrefix(belied, LEVEL.suspected, (one) => one.doubt ?? one.exhibit);
  return doubted === null ? number : Math.max(number, belied[doubted - 1]!.high);
}

/** The counts that no later ones, which alone reach a level, have followed. */
export function notSucceeded<Count extends WeighedCount>(
  counts: readonly Count[],
  later: readonly WeighedCount[],
  level: Level,
): Count[] {
  const until = succeededUntil(later, level);
  return until === null ? [...counts] : counts.filter(({ seen }) => seen.to > until);
}

/**
 * The last instant of which these counts are alone after: whatever was seen by then they have
 * followed. `null` where together they do not reach the level.
 */
export function succeededUntil(later: readonly WeighedCount[], level: Level): Instant | null {
  return beganUntil(byBeginDescending(later), level);
}

/** The same of counts that are in order, those that began last first. */
export function beganUntil(byBegin: readonly WeighedCount[], level: Level): Instant | null {
  const reaching = leastPrefix(byBegin, level, ({ exhibit }) => exhibit);
  if (reaching === null) return null;
  const begun = byBegin[reaching - 1]!.seen.from;
  // Of what was seen at one and the same moment, nothing is after the other.
  const isMoment = byBegin.slice(0, reaching).some(({ seen }) => seen.to === begun);
  return (isMoment ? begun - 1 : begun) as Instant;
}

function byBeginDescending(counts: readonly WeighedCount[]): WeighedCount[] {
  return [...counts].sort((one, other) => other.seen.from - one.seen.from);
}

/** Which of several counts are asked about. */
export interface Asked<Count extends WeighedCount> {
  readonly counts: (one: Count) => boolean;
  /** What began earlier is left out; the beginning where left out. */
  readonly notBefore?: Instant;
  /** Of those that began at one moment, which goes first; what came first where left out. */
  readonly ties?: (one: Count, other: Count) => number;
}

/**
 * The same of some of counts that are in order, those that began first first. Only as many of the
 * last are looked at as it takes.
 */
export function lastBeganUntil<Count extends WeighedCount>(
  byBegin: readonly Count[],
  level: Level,
  { counts, notBefore, ties }: Asked<Count>,
): Instant | null {
  const side = new GrowingSide();
  for (let at = byBegin.length - 1; at >= 0; ) {
    const began = byBegin[at]!.seen.from;
    if (notBefore !== undefined && began < notBefore) return null;
    const end = at;
    while (at >= 0 && byBegin[at]!.seen.from === began) at -= 1;
    const together = inTurn(byBegin, at + 1, end, ties);
    let isMoment = false;
    for (const one of together) {
      if (!counts(one)) continue;
      isMoment ||= one.seen.to === began;
      if (one.exhibit !== null) side.add(one.exhibit);
      // Of what was seen at one and the same moment, nothing is after the other.
      if (side.level >= level) return (isMoment ? began - 1 : began) as Instant;
    }
  }
  return null;
}

/** Those that stand together in a list, in the order in which ties are taken. */
function inTurn<Count>(
  all: readonly Count[],
  first: number,
  last: number,
  ties: ((one: Count, other: Count) => number) | undefined,
): readonly Count[] {
  if (first === last) return [all[first]!];
  const together = all.slice(first, last + 1);
  return ties === undefined ? together : together.sort(ties);
}

/** The last counts that reach a level by themselves, with all that were not made before them. */
function newestOf(counts: readonly WeighedCount[], level: Level): WeighedCount[] {
  const byBegin = byBeginDescending(counts);
  const reaching = leastPrefix(byBegin, level, ({ exhibit }) => exhibit);
  if (reaching === null) return byBegin;
  const newest = byBegin.slice(0, reaching);
  return byBegin.filter((one) => !newest.every(({ seen }) => isAfter(seen, one.seen)));
}

/** How many of the first it takes to reach a level; `null` where all of them do not. */
export function leastPrefix<Item>(
  items: readonly Item[],
  level: Level,
  exhibitOf: (item: Item) => Exhibit | null,
): number | null {
  return prefixesOf(items, exhibitOf, level)[level as 1 | 2 | 3];
}

/** How many of the first it takes to reach each level; `null` where all of them do not. */
export type Prefixes = Readonly<Record<1 | 2 | 3, number | null>>;

/** How many of the first it takes to reach each level up to one. */
export function prefixesOf<Item>(
  items: readonly Item[],
  exhibitOf: (item: Item) => Exhibit | null,
  highest: Level = 3,
): Prefixes {
  const found = { 1: null, 2: null, 3: null } as Record<1 | 2 | 3, number | null>;
  const side = new GrowingSide();
  for (let at = 0, reached = 0; at < items.length && reached < highest; at += 1) {
    const exhibit = exhibitOf(items[at]!);
    if (exhibit === null) continue;
    side.add(exhibit);
    for (; reached < side.level && reached < highest; reached += 1) {
      found[(reached + 1) as 1 | 2 | 3] = at + 1;
    }
  }
  return found;
}
