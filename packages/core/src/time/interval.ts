import type { Instant } from "./instant.ts";

/**
 * A stretch of valid time, half-open: `from` belongs to it, `to` does not. `from === to` is a
 * single moment. `BEGINNING` and `END` stand for an open side.
 */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * How exactly a source gives a time. It is kept and shown; the interval already spans what the
 * word means (`about` and `before` included), so that no arithmetic depends on it.
 */
export type Precision = "minute" | "hour" | "day" | "month" | "about" | "before";

/** Whether `later` begins no sooner than `earlier` ended: nothing of it was seen before. */
export function isAfter(later: Interval, earlier: Interval): boolean {
  return later.from >= earlier.to && later.to > earlier.to;
}
