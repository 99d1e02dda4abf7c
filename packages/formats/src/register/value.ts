import { instant, parseInstant, type Zone } from "@proviso/core";
import { bareIdentifier } from "../identifiers/identifiers.ts";
import type { FormatCode } from "../table/problem.ts";
import type { Cell } from "../table/table.ts";
import { civilWall, type WallMs, wallText } from "../table/wall-clock.ts";
import type { DateFormat, RegisterColumn } from "./mapping.ts";

/**
 * What a field of a row holds, in one spelling whatever file it came in: a text without needless
 * spaces, a number, or `null`. A date is a text, `2022-08-03` or `2022-08-03T14:30:00`, on the clocks
 * of the register's zone; a date at midnight and a date without a time are the same.
 */
export type Value = string | number | null;

/** A value, and what was found in reading it. */
export interface ReadValue {
  readonly value: Value;
  readonly found: FormatCode | null;
}

/** The longest text of a field, in UTF-16 units. */
export const MAX_VALUE_LENGTH = 1000;

/** Reads a cell as its column has it. What is not of that type stays as it stands, and is named. */
export function valueIn(cell: Cell, column: RegisterColumn, where: Zone): ReadValue {
  switch (column.type) {
    case "number":
      return numberIn(cell, column.decimal);
    case "date":
      return dateIn(cell, column.format, where);
    case "text":
      return textIn(cell);
    case "imo":
    case "container":
    case "mmsi":
    case "hs":
      return identifierIn(cell, column.type);
  }
}

function textIn(cell: Cell): ReadValue {
  switch (cell.kind) {
    case "empty":
      return { value: null, found: null };
    case "text":
      return cleaned(cell.text);
    case "number":
      return { value: String(cell.number), found: null };
    case "date":
      return { value: wallText(cell.wall), found: null };
    case "boolean":
      return { value: cell.value ? "TRUE" : "FALSE", found: null };
  }
}

// Characters that act on a reader's terminal or turn a line round have no place in a record.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]/gu;

function cleaned(text: string): ReadValue {
  const whole = text.toWellFormed().normalize("NFC");
  const spaced = whole.replace(/[\t\r\n]+/g, " ");
  const safe = spaced.replace(UNSAFE, "");
  const value = safe.replace(/\s+/gu, " ").trim();
  const found = safe !== spaced || text !== text.toWellFormed() ? "text-cleaned" : null;
  return { value: value === "" ? null : value, found };
}

/** An identifier keeps its own spelling where its form is wrong: there is nothing to bring it to. */
function identifierIn(cell: Cell, kind: "imo" | "container" | "mmsi" | "hs"): ReadValue {
  const read = textIn(cell);
  if (typeof read.value !== "string") return read;
  const bare = bareIdentifier(kind, read.value);
  const isForm = /^(?:\d{4,10}|[A-Z]{4}\d{7})$/.test(bare);
  return isForm ? { ...read, value: bare } : read;
}

function numberIn(cell: Cell, decimal: "." | ","): ReadValue {
  if (cell.kind === "number") return { value: cell.number === 0 ? 0 : cell.number, found: null };
  const read = textIn(cell);
  if (typeof read.value !== "string") return read;
  const number = numberOf(read.value, decimal);
  return number === null ? { ...read, found: "not-a-number" } : { value: number, found: null };
}

const GROUPED = {
  ".": /^[+-]?(?:\d+|\d{1,3}(?:[ ,'\u2019]\d{3})+)(?:\.\d+)?$/,
  ",": /^[+-]?(?:\d+|\d{1,3}(?:[ .'\u2019]\d{3})+)(?:,\d+)?$/,
} as const;

/** A number as people write it, in groups of three or not; `null` where it is none. */
export function numberOf(text: string, decimal: "." | ","): number | null {
  const bare = text.replace(/[\u00a0\u202f\u2009]/g, " ").replace(/^\u2212/, "-");
  if (bare.length > 40 || !GROUPED[decimal].test(bare)) return null;
  const plain =
    decimal === "." ? bare.replace(/[ ,'\u2019]/g, "") : bare.replace(/[ .'\u2019]/g, "");
  const number = Number(plain.replace(",", "."));
  return number === 0 ? 0 : number;
}

function dateIn(cell: Cell, format: DateFormat, where: Zone): ReadValue {
  if (cell.kind === "date") return { value: wallText(cell.wall), found: null };
  const read = textIn(cell);
  if (typeof read.value !== "string") return read;
  const wall = wallOf(read.value, format, where);
  return wall === null ? { ...read, found: "not-a-date" } : { value: wallText(wall), found: null };
}

const TIME = String.raw`(?:(?:T|,? )(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?`;
const YMD = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`);
const ENDING = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${TIME}$`);
const DAY_MONTH = new RegExp(
  String.raw`^(\d{1,2})[- ]([A-Za-z]{3,9})\.?,?[- ](\d{4}|\d{2})${TIME}$`,
);
const MONTH_DAY = new RegExp(String.raw`^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})${TIME}$`);
const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** A date in text as a moment on the clocks of a zone; `null` where it is none. */
export function wallOf(text: string, format: DateFormat, where: Zone): WallMs | null {
  if (text.length > 40) return null;
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) && OFFSET.test(text)) {
    const moment = parseInstant(text.replace(" ", "T").replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
    return moment === null ? null : where.local(instant(moment));
  }
  const ymd = YMD.exec(text);
  if (ymd !== null) return civilOf(ymd[1], ymd[2], ymd[3], ymd.slice(4));
  const ending = format === "ymd" ? null : ENDING.exec(text);
  if (ending !== null) {
    const [day, month] = format === "dmy" ? [ending[1], ending[2]] : [ending[2], ending[1]];
    return civilOf(ending[3], month, day, ending.slice(4));
  }
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth !== null)
    return civilOf(dayMonth[3], monthOf(dayMonth[2]), dayMonth[1], dayMonth.slice(4));
  const monthDay = MONTH_DAY.exec(text);
  if (monthDay === null) return null;
  return civilOf(monthDay[3], monthOf(monthDay[1]), monthDay[2], monthDay.slice(4));
}

function civilOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: readonly (string | undefined)[],
): WallMs | null {
  const [hour = "0", minute = "0", second = "0"] = time;
  // A year of two digits is of this century up to 68, as POSIX reads it.
  const short = year?.length === 2 ? (Number(year) < 69 ? 2000 : 1900) : 0;
  return civilWall({
    year: Number(year) + short,
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  });
}

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

function monthOf(name: string | undefined): string {
  const small = name?.toLowerCase() ?? "";
  const isKnown = (month: string) =>
    month === small || (month.slice(0, 3) === small.slice(0, 3) && small.length <= 4);
  return String(MONTHS.findIndex(isKnown) + 1);
}
