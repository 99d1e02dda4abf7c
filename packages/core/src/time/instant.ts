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

/**
 * Reads an RFC 3339 instant; seconds may be left out (`1962-11-03T20:44-05:00`).
 *
 * @returns the instant, or `null` where the text is none, or names a day, hour or offset that
 *   does not exist (30 February is refused, not rolled over).
 */
export function parseInstant(text: string): Instant | null {
  // Read by place and without a pattern: a record holds two of them in every line.
  if (text[4] !== "-" || text[7] !== "-" || text[10] !== "T" || text[13] !== ":") return null;
  let end = 16;
  let second = 0;
  let fraction = 0;
  if (text[end] === ":") {
    second = digits(text, 17, 19);
    end = 19;
    if (text[end] === ".") {
      const from = end + 1;
      for (end = from; end < from + 3 && isDigit(text, end); ) end += 1;
      fraction = digits(text, from, end) * 10 ** (3 - (end - from));
    }
  }
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  const local = civil(year, month, day, digits(text, 11, 13), digits(text, 14, 16), second);
  const shift = offsetMs(text, end);
  const moment = local === null || shift === null ? Number.NaN : local + fraction - shift;
  return Number.isNaN(moment) ? null : instant(moment);
}

/** The number that the digits of a stretch of text write; `NaN` where one of them is none. */
function digits(text: string, from: number, to: number): number {
  if (from >= to) return Number.NaN;
  let number = 0;
  for (let at = from; at < to; at += 1) {
    if (!isDigit(text, at)) return Number.NaN;
    number = number * 10 + text.charCodeAt(at) - ZERO;
  }
  return number;
}

const ZERO = "0".charCodeAt(0);

function isDigit(text: string, at: number): boolean {
  const digit = text.charCodeAt(at) - ZERO;
  return digit >= 0 && digit <= 9;
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
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return null;
  // Date.UTC maps the years 0 to 99 to 1900 and later, and rolls 31 April over: both are refused.
  if (!(year >= 100 && month >= 1 && month <= 12)) return null;
  if (!(day >= 1 && day <= daysIn(year, month))) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The offset that stands from a place to the end of a text. */
function offsetMs(text: string, from: number): number | null {
  if (text[from] === "Z") return text.length === from + 1 ? 0 : null;
  const sign = text[from] === "+" ? 1 : text[from] === "-" ? -1 : null;
  if (sign === null || text[from + 3] !== ":" || text.length !== from + 6) return null;
  const hours = digits(text, from + 1, from + 3);
  const minutes = digits(text, from + 4, from + 6);
  if (!(hours <= 23 && minutes <= 59)) return null;
  return sign * (hours * 60 + minutes) * 60_000;
}
