import { END, type Entry, type EntryId, entryId, type Instant, type Zone } from "@proviso/core";
import { readAmendment, readDecision, readSupersession, readWithdrawal } from "./act.ts";
import {
  closeFields,
  exactInstant,
  type Fields,
  has,
  identifier,
  openFields,
  problem,
  raw,
  word,
} from "./fields.ts";
import { type Problem, readLine } from "./line.ts";
import { readObservation } from "./observation.ts";

/** What every entry has, and the clocks on which its dates are read. */
export interface EntryHead {
  readonly id: EntryId;
  readonly known: Instant;
  readonly zone: Zone;
}

/** The version of the entry format that this reader knows; another stops it. */
export const ENTRY_VERSION = 1;

const KINDS: readonly Entry["kind"][] = [
  "observation",
  "withdrawal",
  "supersession",
  "amendment",
  "decision",
];

const READ: Readonly<Record<Entry["kind"], (fields: Fields, head: EntryHead) => Entry>> = {
  observation: readObservation,
  withdrawal: readWithdrawal,
  supersession: readSupersession,
  amendment: readAmendment,
  decision: readDecision,
};

/** What a line says: an entry, or every problem that keeps it from being one. */
export type EntryReading =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly id: string | null; readonly problems: readonly Problem[] };

/**
 * Reads one line of a record as an entry, by itself: whether it agrees with the entries before it
 * is for the reader of the whole record. It never throws, whatever the line holds.
 */
export function readEntry(line: string, zone: Zone): EntryReading {
  const read = readLine(line);
  if (!read.ok) return { ok: false, id: null, problems: read.problems };
  const problems: Problem[] = [];
  const fields = openFields(read.value, "", problems);
  const stated = fields.values.get("id");
  const statedId = typeof stated === "string" ? stated.slice(0, 120) : null;
  const entry = problems.length === 0 ? readFields(fields, zone) : null;
  if (entry !== null && problems.length === 0) return { ok: true, entry };
  return { ok: false, id: statedId, problems };
}

/** Reads the fields of an entry; `null` where its version or kind is not known. */
function readFields(fields: Fields, zone: Zone): Entry | null {
  if (raw(fields, "v") !== ENTRY_VERSION) {
    const what = has(fields, "v") ? "is no version that is known here" : "is missing";
    const code = has(fields, "v") ? "unknown-version" : "missing-field";
    problem(fields, "v", code, what, `Write "v":${ENTRY_VERSION}, or use a newer Proviso.`);
    return null;
  }
  const kind = KINDS.find((candidate) => candidate === raw(fields, "kind"));
  if (kind === undefined) {
    if (has(fields, "kind")) {
      const remedy = `Write one of: ${KINDS.join(", ")}; or use a newer Proviso.`;
      problem(fields, "kind", "unknown-kind", "is no kind of entry that is known here", remedy);
    } else {
      word(fields, "kind", KINDS);
    }
    return null;
  }
  const before = fields.problems.length;
  const known = exactInstant(fields, "known");
  // An entry without a sound time is not called dated impossibly on top of that.
  const head = {
    id: entryId(identifier(fields, "id")),
    known: fields.problems.length === before ? known : END,
    zone,
  };
  const entry = READ[kind](fields, head);
  closeFields(fields);
  return entry;
}
