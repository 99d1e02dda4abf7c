import {
  type Exhibit,
  LEVEL,
  type Level,
  LiveSide,
  levelOf,
  oddsMillionths,
} from "../evidence/index.ts";
import { type Instant, type Interval, isAfter } from "../time/index.ts";

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
  const only = items.length === 1 ? exhibitOf(items[0]!) : undefined;
  if (only !== undefined && only?.roots === undefined) return levelOfOne(only) >= level ? 1 : null;
  // As a rule a few are enough, and then no more are looked at.
  for (const length of items.length > FEW ? [FEW, items.length] : [items.length]) {
    const exhibits = items.slice(0, length).map(exhibitOf);
    const side = new LiveSide(exhibits.map((one) => one ?? SILENT));
    for (let index = 0; index < length; index += 1) {
      if (exhibits[index] !== null) side.add(index);
      if (side.level >= level) return index + 1;
    }
  }
  return null;
}

const FEW = 8;

/** What may not show anything. */
const SILENT = { strength: 0, sole: false, group: "", position: 0 };
