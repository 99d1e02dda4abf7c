/** Terms and dates by the reference (section 8, *Three forms*). */
import {
  type Clocks,
  endOfDay,
  endOfSpan,
  type Instant,
  type Interval,
  instant,
  runsToTheMinute,
  startOfDay,
  type TimeSpan,
} from "../../src/time/index.ts";

/** The end of a term that stands still over some stretches, rounded up to its last day. */
export function endStandingStill(
  clocks: Clocks,
  end: Instant,
  start: Instant,
  still: readonly Interval[],
  inDays: boolean,
): Instant {
  let moved = end;
  for (;;) {
    const lost = still
      .map(({ from, to }) => Math.min(to, moved) - Math.max(from, start))
      .filter((length) => length > 0)
      .reduce((sum, length) => sum + length, 0);
    const next = lost === 0 ? end : roundedUp(clocks, instant(end + lost), inDays);
    if (next === moved) return moved;
    moved = next;
  }
}

function roundedUp(clocks: Clocks, moment: Instant, inDays: boolean): Instant {
  return inDays && startOfDay(clocks, moment) !== moment ? endOfDay(clocks, moment) : moment;
}

/** The end of a term that begins at an instant; one of days counts from a date. */
export function endFrom(clocks: Clocks, shown: Instant, date: Instant, span: TimeSpan): Instant {
  return endOfSpan(clocks, runsToTheMinute(span) ? shown : date, span);
}

/** Days of grace after an end: its last day is not counted. */
export function withGrace(clocks: Clocks, end: Instant, grace: TimeSpan | null): Instant {
  if (grace === null) return end;
  return endOfSpan(clocks, runsToTheMinute(grace) ? end : instant(end - 1), grace);
}

/** Whether the whole of what a report saw lies in one of some stretches. */
export function liesWithin({ from, to }: Interval, stretches: readonly Interval[]): boolean {
  return stretches.some((one) =>
    from === to ? one.from <= from && from < one.to : one.from <= from && to <= one.to,
  );
}

/** Stretches with the last one opened, kept open or closed at an instant. */
export function continued(
  stretches: readonly Interval[],
  goesOn: boolean,
  at: Instant,
  end: Instant,
): readonly Interval[] {
  const last = stretches.at(-1);
  const open = last !== undefined && last.to === end;
  if (goesOn === open) return stretches;
  if (goesOn) return [...stretches, { from: at, to: end }];
  return [...stretches.slice(0, -1), { from: last!.from, to: at }];
}
