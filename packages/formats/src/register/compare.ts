import type { Edition, FlaggedIdentifier, RegisterRow } from "./edition.ts";
import { foldedName, isVariant } from "./likeness.ts";
import type { RegisterMapping } from "./mapping.ts";
import { type Matching, matchRows, type Pair } from "./match.ts";
import { type DateShift, dateShift } from "./shift.ts";

/** What may have become of a row between two editions. */
export const ROW_CHANGES = [
  "added",
  "changed",
  "renumbered",
  "dropped",
  "reused-id",
  "shifted-date",
] as const;

/** One of them. */
export type RowChangeKind = (typeof ROW_CHANGES)[number];

/** What was found of a row; a row may have changed in several ways, each about other columns. */
export interface RowChange {
  readonly kind: RowChangeKind;
  readonly before: RegisterRow | null;
  readonly after: RegisterRow | null;
  /** The fields that it is about; empty where it is the whole row, or its place. */
  readonly fields: readonly string[];
  /** For a shifted date: by how much, one a field. */
  readonly shifts: readonly DateShift[];
}

/** A row that may have been split: its quantity is now that of several rows together. */
export interface RowSplit {
  readonly before: RegisterRow;
  /** What it became, and the rows that were added. */
  readonly after: readonly RegisterRow[];
  readonly field: string;
}

/** An identifier that is wrong, and whether it was so in the edition before. */
export interface ComparedFlag extends FlaggedIdentifier {
  readonly isNew: boolean;
}

/** What one edition makes of another. */
export interface EditionComparison {
  readonly matching: Matching;
  /** In the order of the rows they are about, dropped rows last. */
  readonly changes: readonly RowChange[];
  readonly flags: readonly ComparedFlag[];
  readonly splits: readonly RowSplit[];
  /** Rows that are as they were. */
  readonly unchanged: number;
}

/** An edition of no rows: before the first. */
export const NO_EDITION: Edition = { rows: [], flags: [], unread: [] };

/**
 * Compares two editions of a register. It says what changed, not why: a date that moved by a zone's
 * difference may have been put right, and a ship with another name may have been renamed.
 */
export function compareEditions(
  before: Edition,
  after: Edition,
  mapping: RegisterMapping,
): EditionComparison {
  const matching = matchRows(before.rows, after.rows, mapping);
  const moved = mapping.number === null ? movedPairs(matching.pairs) : new Set<Pair>();
  const changes = [
    ...matching.pairs.flatMap((pair) => pairChanges(pair, mapping, moved.has(pair))),
    ...matching.added.map((row) => change("added", null, row)),
    ...reusedIds(before.rows, matching, mapping),
  ];
  const touched = new Set(changes.map((one) => one.after));
  return {
    matching,
    changes: [
      ...changes.toSorted((one, other) => (one.after?.row ?? 0) - (other.after?.row ?? 0)),
      ...matching.dropped.map((row) => change("dropped", row, null)),
    ],
    flags: comparedFlags(before, after, matching),
    splits: splitsOf(matching, mapping),
    unchanged: matching.pairs.filter(({ after: row }) => !touched.has(row)).length,
  };
}

function change(
  kind: RowChangeKind,
  before: RegisterRow | null,
  after: RegisterRow | null,
  fields: readonly string[] = [],
  shifts: readonly DateShift[] = [],
): RowChange {
  return { kind, before, after, fields, shifts };
}

function pairChanges(
  { before, after }: Pair,
  mapping: RegisterMapping,
  isMoved: boolean,
): readonly RowChange[] {
  const fields: Record<"changed" | "reused-id" | "shifted-date", string[]> = {
    changed: [],
    "reused-id": [],
    "shifted-date": [],
  };
  const shifts: DateShift[] = [];
  let isRenumbered = isMoved;
  for (const [at, { field, type }] of mapping.columns.entries()) {
    const [one, other] = [before.values[at] ?? null, after.values[at] ?? null];
    if (one === other) continue;
    const shift = type === "date" ? dateShift(one, other, mapping) : null;
    if (at === mapping.number) {
      isRenumbered = true;
    } else if (shift !== null) {
      fields["shifted-date"].push(field);
      shifts.push(shift);
    } else if (isRenamed(at, before, after, mapping)) {
      fields["reused-id"].push(field);
    } else {
      fields.changed.push(field);
    }
  }
  const number = mapping.number === null ? null : mapping.columns[mapping.number];
  const found: RowChange[] = [];
  if (isRenumbered) found.push(change("renumbered", before, after, number ? [number.field] : []));
  if (fields.changed.length > 0) found.push(change("changed", before, after, fields.changed));
  if (fields["reused-id"].length > 0) {
    found.push(change("reused-id", before, after, fields["reused-id"]));
  }
  if (shifts.length > 0) {
    found.push(change("shifted-date", before, after, fields["shifted-date"], shifts));
  }
  return found;
}

/** Whether a field names what an identifier, itself the same, stood for, and now stands for another. */
function isRenamed(
  at: number,
  before: RegisterRow,
  after: RegisterRow,
  { columns }: RegisterMapping,
): boolean {
  return columns.some((column, id) => {
    const isSame = before.values[id] !== null && before.values[id] === after.values[id];
    if (column.of !== columns[at]?.field || !isSame) return false;
    return isAnotherName(before, after, at);
  });
}

function isAnotherName(before: RegisterRow, after: RegisterRow, at: number): boolean {
  const [one, other] = [before.values[at] ?? null, after.values[at] ?? null];
  if (one === null || other === null) return false;
  return !isVariant(foldedName(String(one)), foldedName(String(other)));
}

/** The fewest pairs whose moving explains the new order: those outside a longest rising sequence. */
function movedPairs(pairs: readonly Pair[]): ReadonlySet<Pair> {
  const byBefore = pairs.toSorted((one, other) => one.before.row - other.before.row);
  const ends: number[] = [];
  const previous: (number | null)[] = [];
  for (const [at, { after }] of byBefore.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((byBefore[ends[middle] ?? 0]?.after.row ?? 0) < after.row) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? null : (ends[low - 1] ?? null));
    ends[low] = at;
  }
  const moved = new Set(byBefore);
  for (let at = ends.at(-1) ?? null; at !== null; at = previous[at] ?? null) {
    const pair = byBefore[at];
    if (pair !== undefined) moved.delete(pair);
  }
  return moved;
}

/** Rows that now bear the number or the identifier of another row, for something else. */
function reusedIds(
  before: readonly RegisterRow[],
  { pairs, added }: Matching,
  mapping: RegisterMapping,
): readonly RowChange[] {
  const origin = new Map(pairs.map((pair) => [pair.after, pair.before] as const));
  const rows = [...pairs.map(({ after }) => after), ...added];
  return mapping.columns.flatMap(({ field, of }, at) => {
    const name = mapping.columns.findIndex((column) => column.field === of);
    if (at !== mapping.number && name === -1) return [];
    const holders = Map.groupBy(before, ({ values }) => values[at] ?? null);
    return rows.flatMap((row) => {
      const value = row.values[at] ?? null;
      const from = origin.get(row);
      const earlier = value === null ? undefined : holders.get(value);
      // Whoever held it before and is this row has only kept it.
      if (earlier === undefined || from?.values[at] === value) return [];
      if (at !== mapping.number && !earlier.every((one) => isAnotherName(one, row, name)))
        return [];
      return [change("reused-id", earlier[0] ?? null, row, [field])];
    });
  });
}

function comparedFlags(
  before: Edition,
  after: Edition,
  { pairs }: Matching,
): readonly ComparedFlag[] {
  const rows = new Map(pairs.map((pair) => [pair.after.row, pair.before.row] as const));
  const known = new Set(before.flags.map(({ row, field, value }) => `${row} ${field} ${value}`));
  return after.flags.map((flag) => {
    const from = rows.get(flag.row);
    return { ...flag, isNew: !known.has(`${from} ${flag.field} ${flag.value}`) };
  });
}

const SAME_QUANTITY = 1e-6;

/** Rows whose quantity went down by just what was added elsewhere under the same key. */
function splitsOf({ pairs, added }: Matching, mapping: RegisterMapping): readonly RowSplit[] {
  const quantities = mapping.columns.flatMap(({ type }, at) => (type === "number" ? [at] : []));
  return pairs.flatMap((pair) => {
    return quantities.flatMap((at): readonly RowSplit[] => {
      const [whole, rest] = [pair.before.values[at], pair.after.values[at]];
      if (typeof whole !== "number" || typeof rest !== "number" || rest >= whole) return [];
      const parts = partsUnderKey(pair, added, mapping);
      const sum = parts.reduce((all, { values }) => all + Number(values[at] ?? Number.NaN), rest);
      if (parts.length === 0 || !(Math.abs(sum - whole) <= SAME_QUANTITY * whole)) return [];
      const field = mapping.columns[at]?.field ?? "";
      return [{ before: pair.before, after: [pair.after, ...parts], field }];
    });
  });
}

/** Added rows that share the identifiers of a row, or else all of its first key. */
function partsUnderKey(
  { after }: Pair,
  added: readonly RegisterRow[],
  { columns, keys }: RegisterMapping,
): readonly RegisterRow[] {
  const ids = columns.flatMap(({ of }, at) => (of === null ? [] : [at]));
  const shared = ids.length > 0 ? ids : (keys[0] ?? []);
  return added.filter(({ values }) => {
    return shared.every((at) => values[at] !== null && values[at] === after.values[at]);
  });
}
