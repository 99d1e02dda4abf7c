import { DAY_MS, HOUR_MS, MINUTE_MS } from "./duration.ts";
import { type Instant, instant } from "./instant.ts";
import { inZone, type Zone } from "./zone.ts";

/** The units in which an agreement states a term. */
export type SpanUnit = "minute" | "hour" | "day" | "week" | "month" | "year" | "business-day";

/**
 * A length of time as an agreement states it: `3 months`, `10 business days`. How long it is
 * depends on when it begins, so it is counted on a calendar and never turned into milliseconds.
 */
export interface TimeSpan {
  /** A whole number from 1. */
  readonly count: number;
  readonly unit: SpanUnit;
}

/** The days on which no business is done. */
export interface Calendar {
  /** Days of the week, 0 for Sunday to 6 for Saturday. */
  readonly weekend: readonly number[];
  /** Dates, `2030-03-05`. */
  readonly holidays: readonly string[];
}

/** Saturdays and Sundays, where an agreement states no calendar of its own. */
export const WEEKENDS_OFF: Calendar = { weekend: [0, 6], holidays: [] };

/** On whose clocks, and by which calendar, terms are counted. */
export interface Clocks {
  readonly zone: Zone;
  readonly calendar: Calendar;
}

/** Whether a term runs to the minute; one in days or more ends with its last day. */
export function runsToTheMinute({ unit }: TimeSpan): boolean {
  return unit === "minute" || unit === "hour";
}

/**
 * The first instant after a term that began at `start` (semantics, section 8): a term in hours
 * runs to the minute; one in days or more does not count the day it starts from, and ends with its
 * last day on the case's clocks.
 */
export function endOfSpan(clocks: Clocks, start: Instant, span: TimeSpan): Instant {
  if (runsToTheMinute(span)) return afterSpan(clocks, start, span);
  return endOfDay(clocks, afterSpan(clocks, start, span));
}

/**
 * The instant a term after another, at the same hour of the case's clocks: since when something
 * has lasted for 2 years. A month that has no such day ends on its last (31 January and one month
 * is 28 February, or 29).
 */
export function afterSpan(clocks: Clocks, start: Instant, span: TimeSpan): Instant {
  return shifted(clocks, start, span, 1);
}

/** The instant a term before another, counted as `afterSpan` counts. */
export function beforeSpan(clocks: Clocks, end: Instant, span: TimeSpan): Instant {
  return shifted(clocks, end, span, -1);
}

/** The first instant of the next day on the case's clocks. */
export function endOfDay({ zone }: Clocks, moment: Instant): Instant {
  return inZone(zone, dayOf(zone.local(moment)) + DAY_MS);
}

/** The first instant of the day of a moment on the case's clocks. */
export function startOfDay({ zone }: Clocks, moment: Instant): Instant {
  return inZone(zone, dayOf(zone.local(moment)));
}

/** Says a term: `3 months`, `1 business day`. */
export function saySpan({ count, unit }: TimeSpan): string {
  return `${count} ${unit.replace("-", " ")}${count === 1 ? "" : "s"}`;
}

function shifted(clocks: Clocks, start: Instant, { count, unit }: TimeSpan, way: 1 | -1): Instant {
  const { zone, calendar } = clocks;
  switch (unit) {
    case "minute":
      return instant(start + way * count * MINUTE_MS);
    case "hour":
      return instant(start + way * count * HOUR_MS);
    case "day":
    case "week": {
      const days = unit === "week" ? count * 7 : count;
      return inZone(zone, zone.local(start) + way * days * DAY_MS);
    }
    case "month":
      return inZone(zone, months(zone.local(start), way * count));
    case "year":
      return inZone(zone, months(zone.local(start), way * count * 12));
    case "business-day":
      return inZone(zone, businessDays(zone.local(start), count, way, calendar));
  }
}

function dayOf(localMs: number): number {
  return Math.floor(localMs / DAY_MS) * DAY_MS;
}

function months(localMs: number, count: number): number {
  const from = new Date(localMs);
  const month = from.getUTCMonth() + count;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), lastDay);
  return Date.UTC(from.getUTCFullYear(), month, day) + (localMs - dayOf(localMs));
}

/** A week of weekends would never end; the language refuses one, and here it only must end. */
const MOST_DAYS = 400_000;

function businessDays(localMs: number, count: number, way: 1 | -1, calendar: Calendar): number {
  const holidays = new Set(calendar.holidays);
  let left = count;
  let at = localMs;
  for (let days = 0; left > 0 && days < MOST_DAYS; days += 1) {
    at += way * DAY_MS;
    const date = new Date(at);
    const isOff = calendar.weekend.includes(date.getUTCDay());
    if (!isOff && !holidays.has(date.toISOString().slice(0, 10))) left -= 1;
  }
  return at;
}
