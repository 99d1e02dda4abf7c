import type { WallMs } from "./table.ts";

export type { WallMs };

/** A day and a time as clocks on a wall show them. */
export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The moment on wall clocks; `null` where there is no such day or hour. */
export function civilWall({ year, month, day, hour, minute, second }: CivilTime): WallMs | null {
  const isTime = hour < 24 && minute < 60 && second < 60;
  if (!isTime || !(year >= 1 && year <= 9999)) return null;
  const date = new Date(0);
  // `Date.UTC` takes the years 0 to 99 for those of the last century.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay ? date.getTime() : null;
}

/** Writes a moment on wall clocks: `2022-08-03` at midnight, else `2022-08-03T14:30:00`. */
export function wallText(wall: WallMs): string {
  const text = new Date(wall).toISOString().slice(0, 19);
  return text.endsWith("T00:00:00") ? text.slice(0, 10) : text;
}

/**
 * Reads what `wallText` writes, with or without seconds, whose fractions are passed over; `null` for
 * any other text, and for a day that there is not: `Date.parse` would make 3 March of 31 February.
 */
export function wallIn(text: string): WallMs | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?$/.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined) return null;
  return civilWall({ year, month, day, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 });
}
