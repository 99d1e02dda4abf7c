import type { Brand } from "./brand.ts";

/** A length of time in milliseconds, never negative. */
export type Duration = Brand<number, "Duration">;

/** One minute, in milliseconds. */
export const MINUTE_MS = 60_000;

/** One hour, in milliseconds. */
export const HOUR_MS = 3_600_000;

/** One day, in milliseconds: a day is 24 hours (semantics, section 1). */
export const DAY_MS = 86_400_000;

const UNIT_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } as const;

/** The units in which an agreement states a length of time. */
export type DurationUnit = keyof typeof UNIT_MS;

/** A length of `count` units; `count` is a whole number from 0. */
export function duration(count: number, unit: DurationUnit): Duration {
  return (count * UNIT_MS[unit]) as Duration;
}

/**
 * Says a length of time as a person would: the largest unit that leaves at least one, rounded
 * down, so that "9 hours" is never more than what is left.
 */
export function sayDuration(length: Duration): string {
  const [count, unit] =
    length >= 2 * DAY_MS
      ? [length / DAY_MS, "day"]
      : length >= HOUR_MS
        ? [length / HOUR_MS, "hour"]
        : [length / MINUTE_MS, "minute"];
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? "" : "s"}`;
}

/** Writes a length exactly, in the largest unit that divides it (`14 days`, `36 hours`). */
export function formatDuration(length: Duration): string {
  for (const unit of ["day", "hour", "minute"] as const) {
    const count = length / UNIT_MS[unit];
    if (Number.isInteger(count)) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return `${length / MINUTE_MS} minutes`;
}
