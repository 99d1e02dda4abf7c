import { type Exhibit, LEVEL } from "../evidence/index.ts";
import { leastPrefix } from "./supported.ts";

/** An independent estimate of how many there are, with what it weighs. */
export interface WeighedEstimate {
  readonly low: number;
  readonly high: number;
  readonly exhibit: Exhibit;
}

/** What several estimates come to, and which of them give it. */
export interface Estimated<Estimate extends WeighedEstimate = WeighedEstimate> {
  readonly low: number;
  readonly high: number;
  readonly of: readonly Estimate[];
  /** Whether they exclude one another. */
  readonly conflict: boolean;
}

/**
 * What estimates that are at least suspected come to: several narrow one another, and the latest
 * does not win; where they exclude one another, they conflict and the higher low counts (semantics,
 * section 7).
 *
 * @returns `null` where none is as much as suspected.
 */
export function estimated<Estimate extends WeighedEstimate>(
  estimates: readonly Estimate[],
): Estimated<Estimate> | null {
  const byLow = [...estimates].sort((one, other) => other.low - one.low);
  const byHigh = [...estimates].sort((one, other) => one.high - other.high);
  const lowest = leastPrefix(byLow, LEVEL.suspected, ({ exhibit }) => exhibit);
  const highest = leastPrefix(byHigh, LEVEL.suspected, ({ exhibit }) => exhibit);
  if (lowest === null || highest === null) return null;
  const { low } = byLow[lowest - 1]!;
  const { high } = byHigh[highest - 1]!;
  const giving = byLow.filter((one) => one.low >= low);
  if (low <= high) {
    const of = [...new Set([...byLow.slice(0, lowest), ...byHigh.slice(0, highest)])];
    return { low, high, of, conflict: false };
  }
  const reach = giving.reduce((most, one) => Math.max(most, one.high), low);
  return { low, high: reach, of: giving, conflict: true };
}
