import { DAY_MS } from "./duration.ts";
import { civil, type Instant, instant } from "./instant.ts";

/**
 * A time zone of the IANA database, as a case names it (`America/New_York`). The rules come with
 * the JavaScript runtime; no clock is read.
 */
export interface Zone {
  readonly name: string;
  /** The civil date and time of an instant in this zone, read as if it were UTC, in ms. */
  readonly local: (moment: Instant) => number;
}

// To open a zone costs more than to read a page of dates, and everyone opens the same few. Names
// that are none are not kept, so that no stranger's input makes this grow past the database.
const opened = new Map<string, Zone>();

/** Opens a zone by name, or gives `null` where the database has none of that name. */
export function zone(name: string): Zone | null {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const found = open(name);
  if (found !== null) opened.set(name, found);
  return found;
}

function open(name: string): Zone | null {
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      calendar: "gregory",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    return { name, local: byDay((moment) => localOf(format, moment)) };
  } catch {
    return null;
  }
}

/** How many days' offsets are kept; a century of them, and then they are asked again. */
const DAYS_KEPT = 40_000;

/**
 * Asks the runtime at the ends of a day of UTC alone, and only once: where the offset is the same
 * at both it holds in between, for no zone changes its offset twice within a day. To ask for each
 * instant costs more than all else that is done with it.
 */
function byDay(ask: (moment: Instant) => number): (moment: Instant) => number {
  const offsets = new Map<number, number>();
  const offsetOn = (day: number): number => {
    const known = offsets.get(day);
    if (known !== undefined) return known;
    if (offsets.size >= DAYS_KEPT) offsets.clear();
    const start = day * DAY_MS;
    const offset = ask(instant(start)) - start;
    offsets.set(day, offset);
    return offset;
  };
  return (moment) => {
    const day = Math.floor(moment / DAY_MS);
    const offset = offsetOn(day);
    // The runtime gives whole seconds.
    if (offset === offsetOn(day + 1)) return Math.floor(moment / 1000) * 1000 + offset;
    return ask(moment);
  };
}

function localOf(format: Intl.DateTimeFormat, moment: Instant): number {
  const field: Record<string, number> = {};
  for (const part of format.formatToParts(new Date(moment))) {
    field[part.type] = Number(part.value);
  }
  const { year, month, day, hour, minute, second } = field;
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!);
}

/**
 * The instant at which a zone's clocks show a civil date and time.
 *
 * Where the clocks show it twice (autumn), the earlier is taken; where they skip it (spring), the
 * instant at which they jump over it.
 */
export function inZone(where: Zone, localMs: number): Instant {
  const before = localMs - (where.local(instant(localMs - DAY_MS)) - (localMs - DAY_MS));
  const after = localMs - (where.local(instant(localMs + DAY_MS)) - (localMs + DAY_MS));
  const first = instant(Math.min(before, after));
  const second = instant(Math.max(before, after));
  if (where.local(first) === localMs) return first;
  return where.local(second) === localMs ? second : jumpOver(where, localMs, first, second);
}

/** The first instant, to the second, at which the clocks show a civil time that they skip. */
function jumpOver(where: Zone, localMs: number, before: Instant, after: Instant): Instant {
  let [low, high] = [Math.floor(before / SECOND_MS), Math.ceil(after / SECOND_MS)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (where.local(instant(middle * SECOND_MS)) < localMs) low = middle;
    else high = middle;
  }
  return instant(high * SECOND_MS);
}

const SECOND_MS = 1000;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})$/;

/**
 * Reads a date (`1962-11-01`, the start of that day) or a date and time without an offset
 * (`1962-11-03T20:44`) on a zone's clocks; `null` where the text is neither or does not exist.
 */
export function parseInZone(where: Zone, text: string): Instant | null {
  const parts = DATE.exec(text) ?? DATE_TIME.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour = "0", minute = "0"] = parts;
  const local = civil(+year!, +month!, +day!, +hour, +minute);
  return local === null ? null : inZone(where, local);
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Writes an instant on a zone's clocks, `1962-11-03 20:44`, as the record and the CLI do. */
export function formatInZone(where: Zone, moment: Instant): string {
  return new Date(where.local(moment)).toISOString().slice(0, 16).replace("T", " ");
}

/** Says an instant on a zone's clocks for a reader, `3 Nov 1962, 20:44`. */
export function sayInZone(where: Zone, moment: Instant): string {
  const local = new Date(where.local(moment));
  const clock = local.toISOString().slice(11, 16);
  return `${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}, ${clock}`;
}
