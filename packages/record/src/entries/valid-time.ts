import {
  BEGINNING,
  DAY_MS,
  type Instant,
  type Interval,
  instant,
  inZone,
  type Precision,
  type Zone,
} from "@proviso/core";
import {
  closeFields,
  exactInstant,
  type Fields,
  has,
  instantOrDate,
  isDate,
  missing,
  problem,
  word,
} from "./fields.ts";

/** When something was so, and how exactly the source gives it. */
export interface ValidTime {
  readonly valid: Interval;
  readonly precision: Precision;
}

const STRETCH_PRECISIONS = ["minute", "hour", "day", "month", "about", "before"] as const;

/**
 * Reads when something was so: `{at}` for a moment, `{on}` for a day on the case's clocks,
 * `{from, to}` for a half-open stretch, `{to, precision: "before"}` for any time before a moment.
 */
export function readValidTime(fields: Fields, where: Zone): ValidTime {
  const read = has(fields, "at") ? moment : has(fields, "on") ? day : stretch;
  const validTime = read(fields, where);
  closeFields(fields);
  return validTime;
}

function moment(fields: Fields): ValidTime {
  const at = exactInstant(fields, "at");
  return { valid: { from: at, to: at }, precision: "minute" };
}

function day(fields: Fields, where: Zone): ValidTime {
  if (!isDate(fields, "on")) {
    problem(fields, "on", "not-an-instant", "is no date", "Write a date, 1962-11-03.");
    return { valid: { from: instant(0), to: instant(0) }, precision: "day" };
  }
  const from = instantOrDate(fields, "on", where);
  return { valid: { from, to: nextDay(where, from) }, precision: "day" };
}

function stretch(fields: Fields, where: Zone): ValidTime {
  const hasFrom = has(fields, "from");
  const precision = has(fields, "precision")
    ? word(fields, "precision", STRETCH_PRECISIONS)
    : defaultPrecision(fields, hasFrom);
  const remedy = "Write {at}, {on}, {from, to}, or {to, precision} for any time before a moment.";
  if (!has(fields, "to")) {
    missing(fields, "to", remedy);
    return { valid: { from: BEGINNING, to: BEGINNING }, precision };
  }
  if (!hasFrom && precision !== "before") missing(fields, "from", remedy);
  const from = hasFrom ? instantOrDate(fields, "from", where) : BEGINNING;
  const to = instantOrDate(fields, "to", where);
  if (from >= to) {
    const half = 'The end is not part of the stretch: for the whole of 1 November write {"on": …}.';
    problem(fields, "from", "impossible-interval", "is not before the end", half);
  }
  return { valid: { from, to }, precision };
}

function defaultPrecision(fields: Fields, hasFrom: boolean): Precision {
  if (!hasFrom) return "before";
  return isDate(fields, "from") && isDate(fields, "to") ? "day" : "minute";
}

/** The start of the next day on the zone's clocks, which may be 23 or 25 hours on. */
function nextDay(where: Zone, start: Instant): Instant {
  return inZone(where, where.local(start) + DAY_MS);
}
