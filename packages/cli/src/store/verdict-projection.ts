import {
  type ClauseStanding,
  type Entry,
  type Id,
  type Instant,
  openJudge,
  type Text,
} from "@proviso/core";
import { isJudged } from "@proviso/record/entries";
import type { Projector } from "@proviso/record/kept";
import { decodeText, encodeText } from "@proviso/record/log";
import type { ProjectedRow } from "@proviso/record/store";
import type { CaseTerms } from "@proviso/record/walk";

/** The name of the projection. */
const VERDICT_CHANGES = "verdict-changes";

/** The key of the row that says by what verdicts were computed. */
const BASIS = "basis";

/** That a clause came to stand otherwise, at an entry of the log or by time alone. */
export interface KeptChange {
  readonly clause: Id;
  /** `null` where no text had the clause, or has it any more. */
  readonly before: ClauseStanding | null;
  readonly after: ClauseStanding | null;
  /** The position in the log of the newest entry that was known by then. */
  readonly position: number;
  /** The entry that made it; `null` where time alone did. */
  readonly entry: string | null;
  /** The valid instant at which it came about. */
  readonly asOf: Instant;
}

/** An entry that is judged by, and where it stands in the log. */
interface PlacedEntry {
  readonly position: number;
  readonly entry: Entry;
}

/** By what verdicts are computed. */
export interface VerdictBasis {
  readonly terms: CaseTerms;
  readonly texts: readonly Text[];
  /** The reading of the case; `null` for the agreement's own text alone. */
  readonly reading: Id | null;
  /** Whether the file of an attachment is here, and is the one of its SHA-256. */
  readonly isIntact: (sha256: string) => boolean;
  /** Stands for texts, reading and attachments: another one is another projection. */
  readonly digest: string;
}

/**
 * How every clause came to stand otherwise as the record grew: each entry judged when it was known,
 * on what was known then, as `assess` judges it. What is under a label is left out.
 */
export function verdictProjector(basis: VerdictBasis): Projector<readonly PlacedEntry[]> {
  return {
    name: VERDICT_CHANGES,
    version: 2,
    terms: basis.terms,
    start: [],
    after: (state, entry, position) => {
      if (!isJudged(entry)) return state;
      // One list is added to, so that a long record is not copied for each of its entries.
      const placed = state as PlacedEntry[];
      const next = placed.length === 0 ? [] : placed;
      next.push({ position, entry: withIntegrity(entry, basis.isIntact) });
      return next;
    },
    rows: (state) => [
      { key: BASIS, value: encodeText(basis.digest) },
      ...changesOf(basis, state).map(rowOf),
    ],
    isOf: ({ rows }) => {
      const said = rows.find(({ key }) => key === BASIS);
      return said !== undefined && decodeText(said.value) === basis.digest;
    },
  };
}

function withIntegrity(entry: Entry, isIntact: VerdictBasis["isIntact"]): Entry {
  if (entry.kind !== "observation") return entry;
  return entry.attachments.every(({ sha256 }) => isIntact(sha256))
    ? entry
    : { ...entry, intact: false };
}

function changesOf(
  { texts, reading }: VerdictBasis,
  placed: readonly PlacedEntry[],
): readonly KeptChange[] {
  const judge = openJudge({ texts, entries: placed.map(({ entry }) => entry) });
  return judge.changes(reading).map(({ index, ...change }) => {
    return { ...change, position: placed[index]!.position };
  });
}

function rowOf(change: KeptChange, index: number): ProjectedRow {
  const key = `${padded(change.position)}/${padded(index)}`;
  return { key, value: encodeText(JSON.stringify(change)) };
}

function padded(number: number): string {
  return String(number).padStart(12, "0");
}

/** The changes that rows of the projection say, in record order. */
export function changesInRows(rows: readonly ProjectedRow[]): readonly KeptChange[] {
  return [...rows]
    .filter(({ key }) => key !== BASIS)
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ value }) => JSON.parse(decodeText(value)) as KeptChange);
}
