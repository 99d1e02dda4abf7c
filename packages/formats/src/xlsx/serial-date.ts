import type { WallMs } from "../table/table.ts";

const DAY_SECONDS = 86_400;

/** The last day that a workbook can hold, 31 December 9999. */
const LAST_SERIAL = 2_958_465;

/** Days from the start of a workbook's count to 1 January 1970. */
const EPOCH_1900 = 25_569;
const DAYS_1904 = 1_462;

/**
 * The wall-clock moment of a workbook's date number, to the second.
 *
 * Workbooks count days from 1 January 1900, with a 29 February 1900 that never was, or from 1 January
 * 1904 (ECMA-376, 18.17.4.1). A number below one is a time of day without a day.
 *
 * @returns `null` where it names no moment.
 */
export function wallOfSerial(serial: number, isFrom1904: boolean): WallMs | null {
  const days = isFrom1904 ? serial + DAYS_1904 : serial;
  if (!(serial >= (isFrom1904 ? 0 : 1) && days < LAST_SERIAL + 1)) return null;
  if (!isFrom1904 && Math.floor(days) === 60) return null;
  const before = !isFrom1904 && days < 60 ? 1 : 0;
  return Math.round((days + before - EPOCH_1900) * DAY_SECONDS) * 1000;
}

/** The formats for dates that every workbook knows by number; 18 to 21 and 45 to 47 are of times. */
const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/**
 * Whether numbers of a format are shown as dates: it has a year or a day outside quotes, escapes and
 * brackets. A format of hours and minutes alone is of a time or a duration.
 *
 * @param code - the format's own code, where it has one.
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.has(id);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "").split(";")[0] ?? "";
  return /[yd]/i.test(bare) && !/general/i.test(bare);
}
