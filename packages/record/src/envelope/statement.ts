import type { Instant, Zone } from "@proviso/core";
import type { Checked } from "@proviso/core/fault";
import { readUnstamped } from "../entries/entry.ts";
import {
  closeFields,
  type Fields,
  has,
  identifier,
  missing,
  object,
  openFields,
  problem,
  raw,
  sha256,
  text,
  wholeNumber,
  word,
} from "../entries/fields.ts";
import {
  MAX_LINE_BYTES,
  MAX_NAME_LENGTH,
  RECORD_READERS,
  type RecordEntry,
  SIGNING_ROLES,
  type SigningRole,
  unstamped,
} from "../entries/index.ts";
import { type Problem, readLine } from "../entries/line.ts";
import { decodeText, encodeText } from "../log/index.ts";
import { type Rejection, reject } from "./rejection.ts";
import { readStatedTime, type StatedTime } from "./stated-time.ts";

/** What an envelope of this record holds. */
export const PAYLOAD_TYPE = "application/vnd.proviso.entry+json";

/** The version of the statement that is read here; another stops the reader. */
export const STATEMENT_VERSION = 1;

/** The most bytes of a payload. */
export const MAX_PAYLOAD_BYTES = MAX_LINE_BYTES;

/** A checkpoint as a statement carries it: the newest that its device had. */
export interface CarriedCheckpoint {
  /** Entries. */
  readonly size: number;
  /** The root of that many entries, 64 lower-case hexadecimal digits. */
  readonly root: string;
}

/** A number within the series of one route: cables from one post, reports of one team. */
export interface SeriesNumber {
  readonly route: string;
  readonly number: number;
}

/**
 * What is signed: an entry, and everything that ties it to its place, so that it counts nowhere
 * else. The log gives it its position and says when it was known.
 */
export interface Statement {
  readonly case: string;
  readonly agreement: string;
  /** The log for which it was signed. */
  readonly origin: string;
  /** In what capacity it was signed, by all who signed it. */
  readonly role: SigningRole;
  /** The name of its author's key. */
  readonly device: string;
  /** How many entries that device has signed with this one. */
  readonly counter: number;
  /** SHA-256 of the payload that the device signed before; `null` for its first. */
  readonly previous: string | null;
  /** `null` where the device had no checkpoint. */
  readonly after: CarriedCheckpoint | null;
  /** `null` where its author says nothing of when it was made. */
  readonly stated: StatedTime | null;
  /** One entry however often it is sent: the idempotency key, of the author's choosing. */
  readonly key: string;
  readonly series: SeriesNumber | null;
  /**
   * 32 random bytes, 64 hexadecimal digits. An entry for a compartment must have it: digests of the
   * payload stand in the open, and would let whoever guesses its content see that they are right.
   */
  readonly salt: string | null;
  readonly entry: RecordEntry;
}

/** When an entry was known, by the log, and the clocks on which its bare dates are read. */
export interface Stamp {
  /** When the log received it. */
  readonly known: Instant;
  readonly zone: Zone;
  /**
   * In a case that was put together afterwards an entry was known when its author says, where they
   * say it. It is read as one of today's otherwise.
   */
  readonly reconstructed?: boolean;
}

/** Writes a statement as the bytes that are signed; they are never written anew from the object. */
export function formatStatement(statement: Statement): Uint8Array {
  const { stated, entry, ...rest } = statement;
  return encodeText(
    JSON.stringify({
      v: STATEMENT_VERSION,
      case: rest.case,
      agreement: rest.agreement,
      origin: rest.origin,
      role: rest.role,
      device: rest.device,
      counter: rest.counter,
      previous: rest.previous,
      after: rest.after,
      stated: stated?.text ?? null,
      key: rest.key,
      series: rest.series,
      salt: rest.salt,
      entry: unstamped(entry),
    }),
  );
}

/**
 * Reads a payload that may be hostile: at most 64 KiB and 12 levels, strict UTF-8, no field given
 * twice and none that is not known. All that is wrong is named at once. It never throws.
 */
export function readStatement(
  payload: Uint8Array,
  stamp: Stamp,
): Checked<{ readonly statement: Statement }, Rejection> {
  if (payload.length > MAX_PAYLOAD_BYTES) {
    const size = `Its payload has ${payload.length} bytes, of at most ${MAX_PAYLOAD_BYTES}.`;
    return reject("envelope-too-large", size);
  }
  let written: string;
  try {
    written = decodeText(payload);
  } catch {
    return reject("statement-malformed", "Its payload is not UTF-8.");
  }
  const read = readLine(written, MAX_PAYLOAD_BYTES);
  if (!read.ok) return malformed(read.problems);
  const problems: Problem[] = [];
  const statement = readFields(openFields(read.value, "", problems), stamp);
  if (statement === null || problems.length > 0) return malformed(problems);
  return { ok: true, statement };
}

function malformed(problems: readonly Problem[]) {
  return reject("statement-malformed", problems[0]?.message ?? "It is no statement.", problems);
}

function readFields(fields: Fields, stamp: Stamp): Statement | null {
  if (raw(fields, "v") !== STATEMENT_VERSION) {
    const remedy = `Write "v":${STATEMENT_VERSION}, or use a newer Proviso.`;
    problem(fields, "v", "unknown-version", "is no version that is known here", remedy);
    return null;
  }
  const link = readLink(fields);
  const head = {
    case: identifier(fields, "case"),
    agreement: identifier(fields, "agreement"),
    origin: text(fields, "origin", MAX_NAME_LENGTH),
    role: word(fields, "role", SIGNING_ROLES),
    device: identifier(fields, "device"),
    ...link,
    after: has(fields, "after") ? readCheckpoint(object(fields, "after")) : null,
    stated: has(fields, "stated") ? readStated(fields) : null,
    key: identifier(fields, "key"),
    series: has(fields, "series") ? readSeries(object(fields, "series")) : null,
    salt: has(fields, "salt") ? sha256(fields, "salt") : null,
  };
  const claimed = stamp.reconstructed === true ? head.stated : null;
  const known = { known: claimed?.moment ?? stamp.known, zone: stamp.zone };
  const entry = readUnstamped(object(fields, "entry"), known, RECORD_READERS);
  closeFields(fields);
  return entry === null ? null : { ...head, entry };
}

function readLink(fields: Fields): Pick<Statement, "counter" | "previous"> {
  const counter = fromOne(fields, "counter");
  const previous = has(fields, "previous") ? sha256(fields, "previous") : null;
  if (counter === 1 && previous !== null) {
    problem(fields, "previous", "out-of-range", "stands before a first", "Leave it out.");
  }
  if (counter > 1 && previous === null) {
    missing(fields, "previous", "Write the SHA-256 of the payload that the device signed before.");
  }
  return { counter, previous };
}

function readCheckpoint(fields: Fields): CarriedCheckpoint {
  const checkpoint = { size: wholeNumber(fields, "size"), root: sha256(fields, "root") };
  closeFields(fields);
  return checkpoint;
}

function readStated(fields: Fields): StatedTime | null {
  const stated = readStatedTime(text(fields, "stated", 40));
  if (stated === null) {
    const remedy = "Write RFC 3339 with its offset: 1962-11-03T20:44:00-05:00.";
    problem(fields, "stated", "not-an-instant", "is no instant with an offset", remedy);
  }
  return stated;
}

function readSeries(fields: Fields): SeriesNumber {
  const series = { route: identifier(fields, "route"), number: fromOne(fields, "number") };
  closeFields(fields);
  return series;
}

function fromOne(fields: Fields, key: string): number {
  const value = wholeNumber(fields, key);
  if (value === 0) problem(fields, key, "out-of-range", "is 0", "Count from 1.");
  return value;
}
