import type { Io } from "../io.ts";
import { plain, wrap } from "./layout.ts";

/** One column of a table: its head, and whether it holds numbers, which stand to the right. */
export interface Column {
  readonly head: string;
  readonly isNumber?: boolean;
}

const GAP = "  ";
/** The last column of a table gets at least this much, however wide the others are. */
const LEAST_LAST = 20;

/**
 * Sets rows under their heads. Every column is as wide as what it holds; the last one takes what is
 * left and is broken between words. A column in which no row says anything is left out; a dash says
 * that something is unknown, and a column of nothing else says no more.
 */
export function table(
  io: Io,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const shown = columns
    .map((_, index) => index)
    .filter((index) => rows.some((row) => !["", "–"].includes(row[index] ?? "")));
  const heads = shown.map((index) => columns[index]!);
  const cells = rows.map((row) => shown.map((index) => plain(row[index] ?? "")));
  const widths = heads.map(({ head }, column) =>
    Math.max(head.length, ...cells.map((row) => row[column]!.length)),
  );
  const left = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, GAP.length);
  const last = Math.max(LEAST_LAST, io.columns - left);
  const line = (row: readonly string[]) => {
    const head = row
      .slice(0, -1)
      .map((cell, column) => padded(cell, widths[column]!, heads[column]!))
      .join(GAP);
    const [first = "", ...more] = wrap(row.at(-1) ?? "", last);
    const tail = more.map((words) => `${" ".repeat(left)}${words}\n`).join("");
    return `${`${GAP}${head}${row.length > 1 ? GAP : ""}${first}`.trimEnd()}\n${tail}`;
  };
  return line(heads.map(({ head }) => head)) + cells.map(line).join("");
}

function padded(cell: string, width: number, { isNumber = false }: Column): string {
  return isNumber ? cell.padStart(width) : cell.padEnd(width);
}
