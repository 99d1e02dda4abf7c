import {
  type Condition,
  type Deadline,
  type Duration,
  duration,
  endOfDay,
  type Instant,
  instant,
  parseInstant,
  parseInZone,
  type SpanUnit,
  saySpan,
  type TextPlace,
  type TimeSpan,
  WEEKENDS_OFF,
  type Zone,
} from "@proviso/core";
import { type AstNode, GrammarUtils } from "langium";
import type { Report } from "../check/diagnostic.ts";
import type { Length, Moment, Text } from "../generated/ast.ts";
import { placeOf } from "../grammar/parse.ts";
import type { Linker } from "../link/linker.ts";

/** What mapping the entries of one text needs. */
export interface Mapping {
  readonly file: string;
  readonly link: Linker;
  readonly report: Report;
  /** The zone on whose clocks dates are read. */
  readonly zone: Zone;
  /** Where the conditions that other clauses are asked for stand: the model does not say. */
  readonly places: Places;
}

/** Where a condition stands in a text. */
export type Places = Map<Condition, TextPlace>;

// Longer than any treaty; keeps every sum of times exact.
const MAX_LENGTH_DAYS = 1_000_000;

/** The place of what was read. */
export function at(mapping: Mapping, node: AstNode | undefined): TextPlace {
  return placeOf(mapping.file, node);
}

/** The place of one word of what was read: that of a property, or of one of its values. */
export function placeOfWord(file: string, node: AstNode, property: string, index = 0): TextPlace {
  const found = GrammarUtils.findNodesForProperty(node.$cstNode, property)[index];
  if (found === undefined) return placeOf(file, node);
  const { start, end } = found.range;
  return {
    file,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** A text of one or more pairs of quotes, joined by a space. */
export function textOf(text: Text): string {
  return text.parts.join(" ");
}

/** The text of the first that is given, or else another. */
export function titleOf(otherwise: string, ...titles: readonly (Text | undefined)[]): string {
  const given = titles.find((title) => title !== undefined);
  return given === undefined ? otherwise : textOf(given);
}

/** An id as words, for what has no title of its own. */
export function wordsOf(id: string): string {
  return id.replaceAll("-", " ");
}

/** Reads a length of time. */
export function lengthOf(mapping: Mapping, length: Length): Duration {
  const { count, unit } = spanOf(mapping, length);
  if (unit === "month" || unit === "year" || unit === "business-day") {
    mapping.report(
      "bad-unit",
      at(mapping, length),
      `How long ${saySpan({ count, unit })} are depends on when they begin, and here nothing does.`,
      "Write minutes, hours, days or weeks: `90 days`.",
    );
    return duration(1, "day");
  }
  return duration(count, unit);
}

/** The most days that one of a unit has. */
const LONGEST_DAYS: Readonly<Record<SpanUnit, number>> = {
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 31,
  year: 366,
  "business-day": 7,
};

function reportLength(mapping: Mapping, length: Length): void {
  const { count, unit = "business days" } = length;
  mapping.report(
    "bad-number",
    at(mapping, length),
    `${count} ${unit} is not a length of time.`,
    "Write a whole number from 1, such as `36 hours`, of at most a million days.",
  );
}

/** Reads a span, which is counted on a calendar and never made into milliseconds. */
export function spanOf(mapping: Mapping, length: Length): TimeSpan {
  const { count } = length;
  const unit = length.business ? "business-day" : (length.unit?.replace(/s$/, "") as SpanUnit);
  if (Number.isInteger(count) && count > 0 && count * LONGEST_DAYS[unit] <= MAX_LENGTH_DAYS) {
    return { count, unit };
  }
  reportLength(mapping, length);
  return { count: 1, unit };
}

/** Reads the end of a time: after the last day, where only its date is written. */
export function deadlineOf(mapping: Mapping, written: Moment, node: AstNode): Deadline {
  const moment = momentOf(mapping, written, node);
  const wholeDay = written.time === undefined && /^\d+-\d+-\d+$/.test(written.date);
  if (!wholeDay) return { ends: moment, wholeDay };
  return { ends: endOfDay({ zone: mapping.zone, calendar: WEEKENDS_OFF }, moment), wholeDay };
}

/** Reads a date, with or without a time, on the clocks of the agreement's zone. */
export function momentOf(mapping: Mapping, { date, time }: Moment, node: AstNode): Instant {
  const text = time === undefined ? date : `${date} ${time}`;
  const read = time === undefined ? (parseInstant(date) ?? parseInZone(mapping.zone, text)) : null;
  const moment = read ?? parseInZone(mapping.zone, text);
  if (moment !== null) return moment;
  mapping.report(
    "bad-date",
    at(mapping, node),
    `There is no date \`${text}\`.`,
    remedyOfDate(mapping, text),
  );
  return instant(0);
}

const MONTHS: readonly string[] = [
  ...["January", "February", "March", "April", "May", "June", "July", "August", "September"],
  ...["October", "November", "December"],
];

function remedyOfDate(mapping: Mapping, text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]|$)/.exec(text) ?? [];
  const otherwise = "Write it as 1962-10-27, with the hour as 1962-10-27 18:00 where it matters.";
  if (year === undefined || month === undefined || day === undefined) return otherwise;
  const name = MONTHS[Number(month) - 1];
  if (name === undefined)
    return `There are twelve months, and no ${month}th. Year, month and day stand in this order.`;
  const days = Array.from({ length: 31 }, (_, i) => 31 - i).find(
    (one) => parseInZone(mapping.zone, `${year}-${month}-${one} 12:00`) !== null,
  );
  if (days !== undefined && Number(day) > days) return `${name} ${year} has ${days} days.`;
  return Number(day) === 0
    ? "The days of a month begin with 01."
    : "Write the time as 00:00 to 23:59, on clocks that show it.";
}

/** Reads a percentage as a fraction. */
export function fractionOf(mapping: Mapping, percent: number, node: AstNode): number {
  return percentOf(mapping, percent, node) / 100;
}

/** Reads a percentage as it stands, 0 to 100. */
export function percentOf(mapping: Mapping, percent: number, node: AstNode): number {
  if (percent >= 0 && percent <= 100) return percent;
  mapping.report(
    "percent-range",
    at(mapping, node),
    `${percent} % is not a part of a whole.`,
    "Write a percentage from 0 to 100.",
  );
  return 100;
}
