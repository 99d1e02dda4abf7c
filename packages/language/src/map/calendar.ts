import { type Calendar, parseInZone, WEEKENDS_OFF, zone } from "@proviso/core";
import { didYouMean } from "../check/suggest.ts";
import type * as ast from "../generated/ast.ts";
import { at, type Mapping } from "./values.ts";

/** The days of the week, from the one that a calendar counts as 0. */
export const WEEKDAYS = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

/**
 * Reads on which days no business is done. A line that names dates alone leaves Saturdays and
 * Sundays as they are.
 *
 * @param earlier - what another line has stated; `null` for none.
 */
export function calendarOf(
  mapping: Mapping,
  node: ast.CalendarLine,
  earlier: Calendar | null,
): Calendar {
  if (earlier !== null) {
    mapping.report(
      "duplicate-part",
      at(mapping, node),
      "The calendar is stated twice.",
      "Name all days on which no business is done in one line.",
    );
  }
  const weekend: number[] = [];
  const holidays: string[] = [];
  for (const day of node.days) {
    if (day.date !== undefined) holidays.push(...dateOf(mapping, day, day.date));
    else weekend.push(...weekdayOf(mapping, day, day.weekday ?? ""));
  }
  if (new Set(weekend).size === WEEKDAYS.length) {
    mapping.report(
      "bad-date",
      at(mapping, node),
      "No business is done on any day of the week, so that no business day ever comes.",
      "Leave out the days on which business is done.",
    );
  }
  return {
    weekend: weekend.length === 0 ? WEEKENDS_OFF.weekend : [...new Set(weekend)],
    holidays: [...new Set(holidays)],
  };
}

function dateOf(mapping: Mapping, node: ast.CalendarDay, date: string): readonly string[] {
  const utc = zone("UTC");
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && utc !== null && parseInZone(utc, date) !== null) {
    return [date];
  }
  mapping.report(
    "bad-date",
    at(mapping, node),
    `There is no day \`${date}\`.`,
    "Write it as 2030-03-05.",
  );
  return [];
}

function weekdayOf(mapping: Mapping, node: ast.CalendarDay, written: string): readonly number[] {
  const index = (WEEKDAYS as readonly string[]).indexOf(written);
  if (index >= 0) return [index];
  mapping.report(
    "bad-date",
    at(mapping, node),
    `There is no day of the week \`${written}\`.`,
    didYouMean(written, WEEKDAYS, `Write one of: ${WEEKDAYS.join(", ")}; or a date, 2030-03-05.`),
  );
  return [];
}
