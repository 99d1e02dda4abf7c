import {
  type EditionComparison,
  type FormatProblem,
  type RegisterMapping,
  type RegisterRow,
  type RowChange,
  type RowChangeKind,
  rowJson,
} from "@proviso/formats";
import type { Json } from "../json/clause-json.ts";

/** What one edition makes of the one before, in the documented shape (`docs/cli-json.md`). */
export function comparisonJson(
  comparison: EditionComparison,
  mapping: RegisterMapping,
  standing: (row: RegisterRow) => readonly string[],
): { readonly [key: string]: Json } {
  const { changes, flags, splits, unchanged } = comparison;
  const of = (kind: RowChangeKind) =>
    changes.filter((change) => change.kind === kind).map((change) => changeJson(change, mapping));
  return {
    added: of("added"),
    changed: of("changed"),
    renumbered: of("renumbered"),
    dropped: changes.flatMap((change) => {
      if (change.kind !== "dropped" || change.before === null) return [];
      return [{ ...changeJson(change, mapping), standing: [...standing(change.before)] }];
    }),
    reusedIds: of("reused-id"),
    shiftedDates: of("shifted-date"),
    invalidIdentifiers: flags.map(({ row, field, kind, value, fault, expected, isNew }) => ({
      ...{ row, column: field, kind, value, fault, expected },
      new: isNew,
    })),
    splits: splits.map(({ before, after, field }) => ({
      rowBefore: before.row,
      rows: after.map(({ row }) => row),
      column: field,
    })),
    unchanged,
  };
}

function changeJson(change: RowChange, mapping: RegisterMapping): { readonly [key: string]: Json } {
  const { before, after, fields, shifts } = change;
  return {
    rowBefore: before?.row ?? null,
    row: after?.row ?? null,
    columns: [...fields],
    before: before === null ? null : rowJson(before, mapping),
    after: after === null ? null : rowJson(after, mapping),
    ...(shifts.length === 0
      ? {}
      : {
          shifts: shifts.map(({ minutes, zone }, at) => ({
            column: fields[at] ?? "",
            minutes,
            zone,
          })),
        }),
  };
}

/** A problem of a file as `--json` prints it. */
export function problemJson({
  code,
  severity,
  sheet,
  row,
  column,
  message,
  remedy,
}: FormatProblem): Json {
  return { code, severity, sheet, row, column, message, remedy };
}
