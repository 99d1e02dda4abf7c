import type { CountReport, EntryId, Level } from "../evidence/index.ts";
import { isAfter } from "../time/index.ts";
import type { DoubleCount } from "./account.ts";
import type { Unit } from "./quantity.ts";
import { supportedLow } from "./supported.ts";
import { byTime, type Voucher, weighed } from "./voucher.ts";

/** What the counts of one thing say together, and the one that gives it. */
export interface Figure {
  readonly low: number;
  readonly high: number;
  readonly sigma: number;
  readonly by: EntryId;
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
  for (const one of [...counts].sort(byTime).reverse()) {
    const together = stock ? counts.filter(({ seen }) => !isAfter(one.seen, seen)) : counts;
    const figure = figureTogether(together, level);
    // A last count that is too weak to speak leaves the word to the one before.
    if (figure !== null || !stock) return figure;
  }
  return null;
}

function figureTogether(counts: readonly Voucher<CountReport>[], level: Level): Figure | null {
  const low = supportedLow(counts.map(weighed), level);
  if (low === null) return null;
  const ordered = [...counts].sort(
    (one, other) => other.strength - one.strength || byTime(one, other),
  );
  const giving = ordered.find(({ claim }) => claim.low === low) ?? ordered[0]!;
  const highs = counts.map(({ claim }) => claim.high).filter((high) => high >= low);
  return {
    low,
    high: Math.min(...highs),
    sigma: giving.claim.sigma ?? 0,
    by: giving.id,
  };
}

/** The marks by which a thing is told from another, one list a kind. */
export const MARKS = ["serials", "seals", "tags"] as const;

const SAME = { serials: "same serial", seals: "same seal", tags: "same tag" } as const;

/** What makes a second count of a thing one that counts it again. */
export type Again = "on two voyages" | "in two places at once";

/**
 * Counts without those that count a thing again: by its serial it is the same one, and is not added
 * (semantics, section 7). What has passed a stage is counted again on another voyage; what stands
 * for now only in another place at the same time, since later it may have moved there.
 */
export function withoutDoubles(
  counts: readonly Voucher<CountReport>[],
  again: Again,
  unit: Unit,
): {
  readonly counts: readonly Voucher<CountReport>[];
  readonly doubles: readonly DoubleCount[];
} {
  const last = new Map<string, Voucher<CountReport>>();
  const doubles: DoubleCount[] = [];
  const sound = [...counts].sort(byTime).map((voucher) => {
    const twice = MARKS.map((mark) => {
      const named = (voucher.claim[mark] ?? []).filter((name) => {
        const key = `${mark} ${name}`;
        const known = last.get(key);
        const counts = known !== undefined && countsAgain(known, voucher, again);
        if (counts)
          doubles.push({ by: voucher.id, first: known.id, because: SAME[mark], what: name });
        else last.set(key, voucher);
        return counts;
      });
      return named.length;
    });
    // A thing that is known again by its serial and by its seal is still one thing.
    const most = Math.max(...twice);
    return most === 0 ? voucher : lessened(voucher, most, unit);
  });
  return { counts: sound, doubles };
}

function countsAgain(
  known: Voucher<CountReport>,
  voucher: Voucher<CountReport>,
  again: Again,
): boolean {
  const [one, other] = [known.claim, voucher.claim];
  if (again === "on two voyages") return !isSameVoyage(one, other);
  const elsewhere = one.place !== other.place && one.place !== null && other.place !== null;
  return elsewhere && !isAfter(voucher.seen, known.seen);
}

/**
 * A count less what it counts again. Of pieces that is one for each; of what is measured nobody
 * has said how much of it was in which, so that it may be all of it: only the rest is sure.
 */
function lessened(voucher: Voucher<CountReport>, by: number, unit: Unit): Voucher<CountReport> {
  const { low, high } = voucher.claim;
  const named = Math.max(...MARKS.map((mark) => voucher.claim[mark]?.length ?? 0));
  const bounds =
    unit.kind === "units"
      ? { low: Math.max(0, low - by), high: Math.max(0, high - by) }
      : { low: 0, high: by >= named ? 0 : high };
  return { ...voucher, claim: { ...voucher.claim, ...bounds } };
}

function isSameVoyage(one: CountReport, other: CountReport): boolean {
  if (one.vessel === null || other.vessel === null) return true;
  return one.vessel === other.vessel && one.voyage === other.voyage;
}
