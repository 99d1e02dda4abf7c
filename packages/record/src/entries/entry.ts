import { END, type Entry, type EntryId, entryId, type Instant, type Zone } from "@proviso/core";
import { readAmendment, readDecision, readSupersession, readWithdrawal } from "./act.ts";
import {
  closeFields,
  exactInstant,
  type Fields,
  has,
  identifier,
  openFields,
  peek,
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

/** How the fields of each kind of entry are read; a kind without a reader is not known here. */
export type EntryReaders<Kind extends { readonly kind: string }> = Readonly<
  Record<Kind["kind"], (fields: Fields, head: EntryHead) => Kind>
>;

/** The readers of the kinds that the judge judges by. */
export const JUDGED_READERS: EntryReaders<Entry> = {
  observation: readObservation,
  withdrawal: readWithdrawal,
  supersession: readSupersession,
  amendment: readAmendment,
  decision: readDecision,
};

/** What a line says: an entry, or every problem that keeps it from being one. */
export type EntryReading<Kind extends { readonly kind: string } = Entry> =
  | { readonly ok: true; readonly entry: Kind }
  | { readonly ok: false; readonly id: string | null; readonly problems: readonly Problem[] };

/** Reads one line as an entry of the kinds that have a reader. It never throws. */
export function readLineAs<Kind extends { readonly kind: string }>(
  line: string,
  zone: Zone,
  readers: EntryReaders<Kind>,
): EntryReading<Kind> {
  const read = readLine(line);
  if (!read.ok) return { ok: false, id: null, problems: read.problems };
  const problems: Problem[] = [];
  const fields = openFields(read.value, "", problems);
  const stated = peek(fields, "id");
  const statedId = typeof stated === "string" ? stated.slice(0, 120) : null;
  const entry = problems.length === 0 ? readFields(fields, zone, readers, readKnown) : null;
  if (entry !== null && problems.length === 0) return { ok: true, entry };
  return { ok: false, id: statedId, problems };
}

/**
 * Reads an entry's fields without `known`, as a signed statement holds them: when an entry was
 * known is for the log to say, and an author who says it is refused.
 *
 * @returns the entry, `null` where its version or kind is not known. Problems are written down in
 *   the fields; the entry counts only where there are none.
 */
export function readUnstamped<Kind extends { readonly kind: string }>(
  fields: Fields,
  stamp: { readonly known: Instant; readonly zone: Zone },
  readers: EntryReaders<Kind>,
): Kind | null {
  return readFields(fields, stamp.zone, readers, () => stamp.known);
}

/** Reads the fields of an entry; `null` where its version or kind is not known. */
function readFields<Kind extends { readonly kind: string }>(
  fields: Fields,
  zone: Zone,
  readers: EntryReaders<Kind>,
  knownOf: (fields: Fields) => Instant,
): Kind | null {
  if (raw(fields, "v") !== ENTRY_VERSION) {
    const what = has(fields, "v") ? "is no version that is known here" : "is missing";
    const code = has(fields, "v") ? "unknown-version" : "missing-field";
    problem(fields, "v", code, what, `Write "v":${ENTRY_VERSION}, or use a newer Proviso.`);
    return null;
  }
  const read = readerOf(fields, readers);
  if (read === null) return null;
  const known = knownOf(fields);
  const entry = read(fields, { id: entryId(identifier(fields, "id")), known, zone });
  closeFields(fields);
  return entry;
}

function readerOf<Kind extends { readonly kind: string }>(
  fields: Fields,
  readers: EntryReaders<Kind>,
): ((fields: Fields, head: EntryHead) => Kind) | null {
  const kinds = Object.keys(readers) as Kind["kind"][];
  const kind = kinds.find((candidate) => candidate === raw(fields, "kind"));
  if (kind !== undefined) return readers[kind];
  if (has(fields, "kind")) {
    const remedy = `Write one of: ${kinds.join(", ")}; or use a newer Proviso.`;
    problem(fields, "kind", "unknown-kind", "is no kind of entry that is known here", remedy);
  } else {
    word(fields, "kind", kinds);
  }
  return null;
}

/** When the entry was known. Without a sound time it is not called dated impossibly as well. */
function readKnown(fields: Fields): Instant {
  const before = fields.problems.length;
  const known = exactInstant(fields, "known");
  return fields.problems.length === before ? known : END;
}
