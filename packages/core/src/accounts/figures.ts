import type { CountReport, EntryId, Level } from "../evidence/index.ts";
import { isAfter } from "../time/index.ts";
import type { DoubleCount } from "./account.ts";
import { supportedLow } from "./lower-bound.ts";
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

/**
 * Counts of what has passed a stage, without those that count a thing again on another voyage: by
 * its serial it is the same one, and is not added (semantics, section 7).
 */
export function withoutDoubles(counts: readonly Voucher<CountReport>[]): {
  readonly counts: readonly Voucher<CountReport>[];
  readonly doubles: readonly DoubleCount[];
} {
  const first = new Map<string, Voucher<CountReport>>();
  const doubles: DoubleCount[] = [];
  const sound = [...counts].sort(byTime).map((voucher) => {
    const again = new Set<string>();
    for (const mark of MARKS) {
      for (const name of voucher.claim[mark] ?? []) {
        const key = `${mark} ${name}`;
        const known = first.get(key);
        if (known === undefined) first.set(key, voucher);
        else if (!isSameThing(known.claim, voucher.claim)) {
          again.add(name);
          doubles.push({ by: voucher.id, first: known.id, because: SAME[mark], what: name });
        }
      }
    }
    // A thing that is known again by its serial and by its seal is still one thing.
    const twice = Math.max(
      0,
      ...MARKS.map((mark) => (voucher.claim[mark] ?? []).filter((one) => again.has(one)).length),
    );
    return twice === 0 ? voucher : lessened(voucher, twice);
  });
  return { counts: sound, doubles };
}

function lessened(voucher: Voucher<CountReport>, by: number): Voucher<CountReport> {
  const { low, high } = voucher.claim;
  const claim = { ...voucher.claim, low: Math.max(0, low - by), high: Math.max(0, high - by) };
  return { ...voucher, claim };
}

function isSameThing(one: CountReport, other: CountReport): boolean {
  if (one.vessel === null || other.vessel === null) return true;
  return one.vessel === other.vessel && one.voyage === other.voyage;
}
