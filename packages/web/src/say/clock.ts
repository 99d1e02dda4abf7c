import {
  BEGINNING,
  type Duration,
  END,
  formatInZone,
  type Instant,
  type Precision,
  parseInstant,
  parseInZone,
  sayDuration,
  sayInZone,
  type Zone,
} from "@proviso/core";
import { words } from "./words.ts";

/** Says instants on a case's clocks. Everything on a screen that shows a time goes through it. */
export interface Clock {
  readonly zone: Zone;
  /** `3 Nov 1962, 20:44 New York`. */
  readonly full: (moment: Instant) => string;
  /** `3 Nov 1962`. */
  readonly day: (moment: Instant) => string;
  /** `3 Nov, 20:44`: where the year is plain from what stands around it. */
  readonly brief: (moment: Instant) => string;
  /** `1962-11-03 20:44`, as it is typed in. */
  readonly typed: (moment: Instant) => string;
  /** Whose clocks these are: `New York`. */
  readonly city: string;
  /** How far they are from UTC at a moment: `UTC−5`. */
  readonly offset: (moment: Instant) => string;
  /** Reads what was typed in: a date, a date and time, or an instant with its offset. */
  readonly read: (text: string) => Instant | null;
}

// A zone is asked again and again for the same few instants while a clock is dragged, and asking
// it is the dearest thing that a redraw does.
const MOST_REMEMBERED = 20_000;

/** Opens the clock of a zone. */
export function clockOf(zone: Zone): Clock {
  const said = remembered((moment) => sayInZone(zone, moment));
  // Runtimes differ in what they call a zone at a time in the past; its own name they all know.
  const city = (zone.name.split("/").at(-1) ?? zone.name).replaceAll("_", " ");
  const open = (moment: Instant, say: (moment: Instant) => string) => {
    if (moment <= BEGINNING) return words.time.beginning;
    return moment >= END ? words.time.end : say(moment);
  };
  return {
    zone,
    city,
    offset: (moment) => sayOffset(zone.local(moment) - moment),
    full: (moment) => open(moment, (one) => `${said(one)} ${city}`),
    day: (moment) => open(moment, (one) => said(one).split(",")[0] ?? ""),
    brief: (moment) => open(moment, (one) => said(one).replace(/ \d{4},/, ",")),
    typed: (moment) => formatInZone(zone, moment),
    read: (text) => parseInZone(zone, text.trim()) ?? parseInstant(text.trim().replace(" ", "T")),
  };
}

function sayOffset(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const rest = minutes % 60 === 0 ? "" : `:${String(minutes % 60).padStart(2, "0")}`;
  return `UTC${ms < 0 ? "\u2212" : "+"}${Math.floor(minutes / 60)}${rest}`;
}

function remembered(say: (moment: Instant) => string): (moment: Instant) => string {
  const known = new Map<Instant, string>();
  return (moment) => {
    const before = known.get(moment);
    if (before !== undefined) return before;
    if (known.size > MOST_REMEMBERED) known.clear();
    const now = say(moment);
    known.set(moment, now);
    return now;
  };
}

/** `31 hours ago`, `in 9 hours`, `just then`; empty where either side is open. */
export function sayDistance(from: Instant, to: Instant): string {
  if (Math.abs(from) >= END || Math.abs(to) >= END) return "";
  const length = Math.abs(to - from) as Duration;
  if (length < 60_000) return words.time.justThen;
  const said = sayDuration(length);
  return to > from ? words.time.in(said) : words.time.ago(said);
}

/** Says when something was, as exactly as its source does and no more exactly. */
export function sayValid(
  clock: Clock,
  valid: { readonly from: Instant; readonly to: Instant },
  precision: Precision,
): string {
  const { from, to } = valid;
  const last = (to > from ? to - 1 : to) as Instant;
  switch (precision) {
    case "minute":
    case "hour": {
      if (from === to) return clock.full(from);
      return words.time.between(clock.brief(from), clock.full(to));
    }
    case "day": {
      const [first, end] = [clock.day(from), clock.day(last)];
      return first === end ? first : words.time.between(first, end);
    }
    case "month":
      return words.time.month(clock.day(from).replace(/^\d+ /, ""));
    case "about": {
      const middle = (from > BEGINNING && to < END ? (from + to) / 2 : from) as Instant;
      return words.time.about(clock.day(middle));
    }
    case "before":
      return words.time.before(clock.day(last));
  }
}
