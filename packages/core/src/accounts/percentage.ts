import type { EntryId } from "../evidence/index.ts";
import type { Brand, Instant } from "../time/index.ts";

interface PercentageParts {
  /** Lower and upper bound, in percent; equal where it is exact. */
  readonly low: number;
  readonly high: number;
  /** What was measured: `counted aboard departing ships`. */
  readonly measure: string;
  /** What is 100 %: `declared`, `departed`. */
  readonly base: string;
  /** How much that is; `null` where a source states only the percentage. */
  readonly whole: number | null;
  /** The instant for which both stand. */
  readonly asOf: Instant;
  /** The entry that states it; `null` where it is worked out from two amounts. */
  readonly by: EntryId | null;
}

/**
 * A percentage that cannot be had without its measure, its base and its date: 49.3 % removed and
 * 53.6 % removed or destroyed were both true of one day (semantics, section 7).
 */
export type Percentage = Brand<PercentageParts, "Percentage">;

/**
 * Makes a percentage of two amounts.
 *
 * @returns `null` where the base is not above 0: of nothing there is no share.
 */
export function percentageOf(of: {
  readonly part: { readonly low: number; readonly high: number };
  readonly whole: number;
  readonly measure: string;
  readonly base: string;
  readonly asOf: Instant;
}): Percentage | null {
  const { part, whole, measure, base, asOf } = of;
  if (!(whole > 0)) return null;
  const share = (amount: number) => (100 * amount) / whole;
  const bounds = { low: share(part.low), high: share(part.high) };
  return { ...bounds, measure, base, whole, asOf, by: null } as Percentage;
}

/** A percentage as a source states it, of a base whose amount it may not give. */
export function percentageStated(
  of: Omit<PercentageParts, "whole"> & { readonly by: EntryId },
): Percentage {
  return { ...of, whole: null } as Percentage;
}
