import { HOUR_MS, type Instant, instant, MINUTE_MS, parseInstant } from "@proviso/core";

/** When its author says that an entry was made: a claim, kept as it was written. */
export interface StatedTime {
  readonly text: string;
  readonly moment: Instant;
}

/** A checkpoint of the log, with when those who signed it say that they did. */
export interface DatedCheckpoint {
  /** Entries. */
  readonly size: number;
  readonly root: string;
  /** The earliest and the latest of its signing times: the log's own and its witnesses'. */
  readonly earliest: Instant;
  readonly latest: Instant;
}

/** What is remarkable about a stated time or about the interval that it should lie in. */
export type TimeFlag =
  /** It claims to be from before its device saw the checkpoint that it carries. */
  | "stated-before"
  /** It claims to be from after the log held it. */
  | "stated-after"
  /** The checkpoint that it carries is dated later than the one that first holds it. */
  | "clocks-disagree";

/** Between which moments an entry was made, as far as the log's checkpoints can tell. */
export interface HeldInterval {
  /** `null` where its device had no checkpoint: it may be of any age. */
  readonly notBefore: Instant | null;
  /** `null` while no checkpoint holds it. */
  readonly notAfter: Instant | null;
  readonly stated: StatedTime | null;
  readonly flags: readonly TimeFlag[];
}

// RFC 3339 gives a minute with a leap second 61 seconds; `parseInstant` knows only those of 60.
const LEAP_SECOND = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}):60(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads a stated time, RFC 3339 with its offset, `null` where it is none.
 *
 * A leap second is read, where there can be one (the last of a day in UTC), as the second after it:
 * clocks that count as POSIX does show that one twice. An offset is always given, so that the hour
 * that summer time repeats is never ambiguous.
 */
export function readStatedTime(text: string): StatedTime | null {
  const leap = LEAP_SECOND.exec(text);
  if (leap === null) {
    const moment = parseInstant(text);
    return moment === null ? null : { text, moment };
  }
  const [, minute = "", , offset = ""] = leap;
  const before = parseInstant(`${minute}:59${offset}`);
  if (before === null || (before + 1000) % (24 * HOUR_MS) !== 0) return null;
  return { text, moment: instant(before + 1000) };
}

/**
 * The interval in which an entry was made. Order never comes from it: that is the log's alone.
 *
 * @param after - the size of the newest checkpoint that its device had; `null` where it had none.
 * @param position - where the entry stands, counted from 0.
 * @param checkpoints - in order of size.
 * @see record format, "signed entries": not before, not after
 */
export function heldInterval(
  stated: StatedTime | null,
  after: number | null,
  position: number,
  checkpoints: readonly DatedCheckpoint[],
): HeldInterval {
  // Of several clocks the one that bounds least is believed: a lower bound is the earliest time
  // at which the checkpoint may have been there, an upper bound the latest.
  const carried = checkpoints.find(({ size }) => size === after);
  const holds = checkpoints.find(({ size }) => size > position);
  const notBefore = carried?.earliest ?? null;
  const notAfter = holds?.latest ?? null;
  const flags: TimeFlag[] = [];
  if (stated !== null && notBefore !== null && stated.moment < notBefore - SLACK_MS) {
    flags.push("stated-before");
  }
  if (stated !== null && notAfter !== null && stated.moment > notAfter + SLACK_MS) {
    flags.push("stated-after");
  }
  if (notBefore !== null && notAfter !== null && notBefore > notAfter) {
    flags.push("clocks-disagree");
  }
  return { notBefore, notAfter, stated, flags };
}

/** By how much a stated time may lie outside unremarked: it may be written to the minute alone. */
const SLACK_MS = MINUTE_MS;
