/**
 * A moment on wall clocks, in milliseconds as if the clocks were UTC's: what a table says of a time
 * without saying in which zone.
 */
export type WallMs = number;

/** What a cell holds. Nothing is evaluated: what a formula last gave is a value like any other. */
export type Cell =
  | { readonly kind: "empty" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "date"; readonly wall: WallMs }
  | { readonly kind: "boolean"; readonly value: boolean };

/** A row of a table that holds anything. */
export interface TableRow {
  /** Counted from 1, as a spreadsheet does. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** A table as it was read; rows that hold nothing are left out, the others keep their number. */
export interface Table {
  /** `null` for a CSV. */
  readonly sheet: string | null;
  readonly rows: readonly TableRow[];
}

/** The empty cell. */
export const EMPTY: Cell = { kind: "empty" };

/** The letters of a column, counted from 0: `A`, `Z`, `AA`. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? "" : columnLetters(rest - 1)) + String.fromCharCode(65 + (column % 26));
}

/** The most that is read of one table. */
export const TABLE_LIMITS = {
  rows: 100_000,
  columns: 256,
  cells: 1_000_000,
  /** UTF-16 units in a cell, as a spreadsheet program allows. */
  cellLength: 32_767,
} as const;
