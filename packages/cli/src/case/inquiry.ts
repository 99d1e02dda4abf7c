import {
  type Id,
  type Inquiry,
  type Instant,
  id,
  type Position,
  position,
  type Text,
} from "@proviso/core";
import { readMoment } from "../instants.ts";
import { MisuseError } from "../io.ts";
import type { JudgedCase } from "./judged-case.ts";
import { readingsOf } from "./load-case.ts";

/** The two clocks and the texts of a call, as typed. */
export interface InquiryOptions {
  readonly "as-of"?: string | undefined;
  readonly "known-at"?: string | undefined;
  readonly hindsight?: boolean | undefined;
  readonly reading?: string | undefined;
  readonly under?: string | undefined;
}

/** The options that set an inquiry, for `parseArgs`. */
export const INQUIRY_OPTIONS = {
  "as-of": { type: "string" },
  "known-at": { type: "string" },
  hindsight: { type: "boolean" },
  reading: { type: "string" },
  under: { type: "string" },
} as const;

/** What help says about them. */
export const INQUIRY_HELP = `  --as-of T          the moment asked about
  --known-at T|N     what was known: by a moment, or the first N entries of the record
  --hindsight        with all that is on the record, whenever it became known
  --reading ID       under whose requirements (none: the agreement's own text alone)
  --under TEXT       by the texts as they stood just after this one was adopted

T is RFC 3339, or "1962-11-03 20:44" or 1962-11-03 (the start of that day) on the case's clocks.
Given neither clock: now and now, and in a reconstructed case now is its last entry. Given only
--as-of, a reconstructed case answers with what was known then, and a live one with all that is on
the record; given only --known-at, it is as of then.
`;

/**
 * Makes the question of a call from what was typed.
 *
 * @param now - the time, for a case that is not reconstructed.
 * @throws {MisuseError} where a moment, a reading or a text is not there.
 */
export function readInquiry(judged: JudgedCase, typed: InquiryOptions, now: Instant): Inquiry {
  const asOf = typed["as-of"] === undefined ? null : momentOf(judged, "--as-of", typed["as-of"]);
  const known = typed["known-at"] === undefined ? null : knownOf(judged, typed["known-at"]);
  if (known !== null && typed.hindsight === true) {
    throw new MisuseError(
      "--hindsight asks with all that is on the record, and --known-at with less.",
      "Give one of them.",
    );
  }
  return {
    asOf: asOf ?? known?.at ?? latest(judged, now),
    knownAt: known?.position ?? knownBy(judged, asOf, typed.hindsight === true),
    ...readTexts(judged, typed),
  };
}

/** What counts as known where only the moment asked about is given (ADR 0138). */
function knownBy(judged: JudgedCase, asOf: Instant | null, hindsight: boolean): Position {
  const all = position(judged.entries.length);
  const { reconstructed } = judged.metadata;
  return asOf === null || hindsight || !reconstructed ? all : judged.judge.positionAt(asOf);
}

/** Reads the reading and the edition of a call. */
export function readTexts(
  judged: JudgedCase,
  typed: InquiryOptions,
): Pick<Inquiry, "reading" | "under"> {
  const { metadata, texts } = judged;
  const reading = typed.reading === undefined ? metadata.reading : readingOf(texts, typed.reading);
  return { reading, under: typed.under === undefined ? null : underOf(texts, typed.under) };
}

/** Reads a moment of a call on the case's clocks. */
export function momentOf(judged: JudgedCase, name: string, typed: string): Instant {
  const moment = readMoment(judged.metadata.zone, typed);
  if (moment !== null) return moment;
  throw new MisuseError(
    `${name} "${typed}" is no moment.`,
    'Write 1962-11-03T20:44-05:00, "1962-11-03 20:44" or 1962-11-03.',
  );
}

/** Reads what was known, as a count of entries or as a moment. */
export function knownOf(
  judged: JudgedCase,
  typed: string,
): { readonly position: Position; readonly at: Instant } {
  if (!/^\d+$/.test(typed)) {
    const at = momentOf(judged, "--known-at", typed);
    return { position: judged.judge.positionAt(at), at };
  }
  const count = Number(typed);
  const last = judged.entries[count - 1];
  if (count > judged.entries.length) {
    throw new MisuseError(
      `--known-at ${typed} is beyond the record, which has ${judged.entries.length} entries.`,
      `Write a number from 0 to ${judged.entries.length}, or a moment.`,
    );
  }
  return { position: position(count), at: last?.known ?? latest(judged, null) };
}

/** Now: in a reconstructed case the moment of its last entry. */
function latest({ metadata, entries }: JudgedCase, now: Instant | null): Instant {
  const last = entries.at(-1);
  if (!metadata.reconstructed && now !== null) return now;
  if (last !== undefined) return last.known;
  throw new MisuseError(
    "Nothing is on the record, so that there is no moment to judge at.",
    "Say which: --as-of 1962-11-03.",
  );
}

function readingOf(texts: readonly Text[], typed: string): Id | null {
  if (typed === "none") return null;
  const readings = readingsOf(texts);
  if (readings.includes(typed)) return id(typed);
  throw new MisuseError(
    `There is no reading "${typed}".`,
    `Readings: ${[...readings, "none"].join(", ")}.`,
  );
}

function underOf(texts: readonly Text[], typed: string): Id {
  if (texts.some((text) => text.id === typed)) return id(typed);
  throw new MisuseError(
    `There is no text "${typed}".`,
    `Texts: ${texts.map((text) => text.id).join(", ")}.`,
  );
}
