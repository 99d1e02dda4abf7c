import { writeCsv } from "@proviso/formats/csv-writer";

/** A column of a table: what is sorted by, filtered by and downloaded is one value. */
export interface Column<Row> {
  readonly head: string;
  readonly isNumber?: boolean;
  /** Whether it holds sentences, which need room. */
  readonly isProse?: boolean;
  /** `null` where nothing is said. */
  readonly value: (row: Row) => string | number | null;
}

/** How a table is looked at. */
export interface TableLook {
  /** Only rows of which some cell holds every word of it. */
  readonly filter: string;
  /** The place of the column to sort by; `null` for the order in which rows come. */
  readonly by: number | null;
  readonly descends: boolean;
}

/** A table as it comes: every row, in its own order. */
export const AS_IT_COMES: TableLook = { filter: "", by: null, descends: false };

/** The rows that a table shows, in the order in which it shows them. */
export function shownRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { filter, by, descends }: TableLook,
): readonly Row[] {
  const wanted = folded(filter).split(/\s+/).filter(Boolean);
  const shown = rows.filter((row) => {
    const text = folded(columns.map(({ value }) => value(row) ?? "").join("\n"));
    return wanted.every((word) => text.includes(word));
  });
  const column = by === null ? undefined : columns[by];
  if (column === undefined) return shown;
  return [...shown].sort((one, other) => compare(column.value(one), column.value(other), descends));
}

/** How a table is looked at once the head of a column was pressed: up, down, as it comes. */
export function sortedBy(look: TableLook, column: number): TableLook {
  if (look.by !== column) return { ...look, by: column, descends: false };
  return look.descends ? { ...look, by: null, descends: false } : { ...look, descends: true };
}

/** The rows that are shown, as CSV, heads first; cells that a program would execute are not. */
export function csvOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const heads = columns.map(({ head }) => head);
  return writeCsv([heads, ...rows.map((row) => columns.map(({ value }) => value(row)))]);
}

type Value = string | number | null;

/** What is not said comes last, whichever way a column is sorted. */
function compare(one: Value, other: Value, descends: boolean): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  const order =
    typeof one === "number" && typeof other === "number"
      ? one - other
      : String(one).localeCompare(String(other), "en", { numeric: true });
  return descends ? -order : order;
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
