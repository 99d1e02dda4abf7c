import type { CountReport, EntryId, Level } from "../evidence/index.ts";
import { isAfter } from "../time/index.ts";
import type { Bounds, DoubleCount } from "./account.ts";
import { type CountedTwice, type MarkedFigure, type MarkSeen, markedFigure } from "./once.ts";
import type { Scope } from "./scope.ts";
import { isSuspected, supportedLow } from "./supported.ts";
import { byTime, type Voucher, weighed } from "./voucher.ts";

/** What the counts of one thing say together, and the one that gives it. */
export interface Figure {
  readonly low: number;
  readonly high: number;
  readonly sigma: number;
  readonly by: EntryId;
  /** How many counts by themselves at least suspected there are. */
  readonly sound: number;
  /** Whether a count says that it covers everything, so that the upper bound bounds the whole. */
  readonly covers: boolean;
  /** What the last counts leave room for, where something has come or gone since the others. */
  readonly allows: Bounds;
}

/**
 * What counts of one thing support at a level; `null` where they support nothing. Of what stands
 * only for now, a count speaks for as long as no later one was made.
 *
 * @param stock - whether a later count replaces an earlier one.
 */
export function figureOf(
  counts: readonly Voucher<CountReport>[],
  level: Level,
  stock: boolean,
): Figure | null {
  const all = figureTogether(counts, level);
  if (all === null || !stock) return all;
  for (const one of [...counts].sort(byTime).reverse()) {
    const last = figureTogether(
      counts.filter(({ seen }) => !isAfter(one.seen, seen)),
      level,
    );
    // A last count that is too weak to speak leaves the word to the one before.
    if (last === null) continue;
    const { low, high } = last;
    return { ...all, allows: { low, high } };
  }
  return all;
}

function figureTogether(counts: readonly Voucher<CountReport>[], level: Level): Figure | null {
  const low = supportedLow(counts.map(weighed), level);
  if (low === null) return null;
  const ordered = [...counts].sort(
    (one, other) => other.strength - one.strength || byTime(one, other),
  );
  const giving = ordered.find(({ claim }) => claim.low === low) ?? ordered[0]!;
  const sound = counts.filter((one) => isSuspected(weighed(one)));
  const bearing = sound.filter(({ claim }) => claim.low >= low);
  let high = Number.POSITIVE_INFINITY;
  for (const { claim } of sound) if (claim.high >= low && claim.high < high) high = claim.high;
  return {
    low,
    high: Number.isFinite(high) ? high : low,
    sigma: giving.claim.sigma ?? 0,
    by: giving.id,
    sound: sound.length,
    covers: bearing.some(({ claim }) => claim.allDepartures),
    allows: { low, high: Number.isFinite(high) ? high : low },
  };
}

/** A figure with the marks that the counts of its line name. */
export function markedFigureOf(
  figure: Figure,
  scope: Scope,
  counts: readonly Voucher<CountReport>[],
  stock: boolean,
): MarkedFigure {
  const named = counts.map((one) => ({ ...weighed(one), id: one.id, named: one.claim }));
  return markedFigure(scope, figure.low, named, stock);
}

/**
 * A figure less what others count already. Of pieces that is one for each; of what is measured
 * nobody has said how much of it was in which, so that it may be all of it: only the rest is sure.
 */
export function lessened(figure: Figure, less: number, pieces: boolean): Figure {
  if (less === 0) return figure;
  const lesser = ({ low, high }: Bounds) => {
    const least = Math.max(0, low - less);
    return { low: least, high: pieces ? Math.max(least, high - less) : high };
  };
  return { ...figure, ...lesser(figure), allows: lesser(figure.allows) };
}

const SAME = { serials: "same serial", seals: "same seal", tags: "same tag" } as const;

/** What figures count again, in the order in which it was seen. */
export function doublesOf(twice: readonly CountedTwice[], stock: boolean): readonly DoubleCount[] {
  return twice
    .filter(({ by, first }) => !stock || !isAfter(first.seen, by.seen))
    .map(({ by, first, mark, name }) => {
      const [sooner, later] = isSooner(first, by) ? [first, by] : [by, first];
      return { later, double: { by: later.by, first: sooner.by, because: SAME[mark], what: name } };
    })
    .sort((one, other) => (isSooner(one.later, other.later) ? -1 : 1))
    .map(({ double }) => double);
}

function isSooner(one: MarkSeen, other: MarkSeen): boolean {
  if (one.seen.to !== other.seen.to) return one.seen.to < other.seen.to;
  return one.by < other.by;
}
