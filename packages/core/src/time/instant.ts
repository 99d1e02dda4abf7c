import type { Brand } from "./brand.ts";

/** A moment: milliseconds since 1970-01-01T00:00Z, negative before it; finite. */
export type Instant = Brand<number, "Instant">;

/** The first instant there is: what holds "from the beginning" holds from here. */
export const BEGINNING = Number.MIN_SAFE_INTEGER as Instant;

/** The last instant there is: what never ends by itself ends here. */
export const END = Number.MAX_SAFE_INTEGER as Instant;

/** Takes a count of milliseconds since 1970-01-01T00:00Z, already known to be whole and finite. */
export function instant(epochMs: number): Instant {
  return epochMs as Instant;
}

const WITH_OFFSET =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 instant; seconds may be left out (`1962-11-03T20:44-05:00`).
 *
 * @returns the instant, or `null` where the text is none, or names a day, hour or offset that
 *   does not exist (30 February is refused, not rolled over).
 */
export function parseInstant(text: string): Instant | null {
  const parts = WITH_OFFSET.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = "0", fraction = "0", offset = "Z"] = parts;
  const local = civil(+year!, +month!, +day!, +hour!, +minute!, +second);
  const shift = offsetMs(offset);
  if (local === null || shift === null) return null;
  return instant(local + Number(fraction.padEnd(3, "0")) - shift);
}

/** Writes an instant as RFC 3339 in UTC, to the minute where it falls on one. */
export function formatUtc(moment: Instant): string {
  const text = new Date(moment).toISOString();
  return text.replace(/:00\.000Z$/, "Z").replace(/\.000Z$/, "Z");
}

/**
 * Milliseconds of a civil date and time read as if it were UTC, or `null` where a field is out of
 * range for the proleptic Gregorian calendar.
 */
export function civil(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): number | null {
  if (hour > 23 || minute > 59 || second > 59) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(ms);
  // Date.UTC maps the years 0 to 99 to 1900 and later, and rolls 31 April over: both are refused.
  const same =
    read.getUTCFullYear() === year && read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
  return same ? ms : null;
}

function offsetMs(offset: string): number | null {
  if (offset === "Z") return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
