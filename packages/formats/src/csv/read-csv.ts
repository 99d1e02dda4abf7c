import { CsvError, parse } from "csv-parse/sync";
import { error, type FileReading, orRefused, Unreadable } from "../table/problem.ts";
import { type Cell, columnLetters, EMPTY, TABLE_LIMITS, type Table } from "../table/table.ts";

/** The longest CSV, in bytes: 16 MiB. */
export const MAX_CSV_BYTES = 16_777_216;

/** What may part the cells of a CSV. */
export const DELIMITERS = [",", ";", "\t", "|"] as const;

/** One of them: it is stated, never guessed. */
export type Delimiter = (typeof DELIMITERS)[number];

/**
 * Reads a CSV (RFC 4180) as a table of texts. UTF-8 is read strictly, a byte-order mark is passed
 * over, lines may end in any of the three ways. A row has as many cells as the first; one that is
 * shorter or longer refuses the file, since nobody can say which of its cells is missing.
 *
 * @returns the table, or the problem with its row. It throws nothing, whatever the bytes are.
 */
export function readCsv(bytes: Uint8Array, delimiter: Delimiter = ","): FileReading<Table> {
  return orRefused(() => {
    const records = split(decode(bytes), delimiter);
    const width = records[0]?.length ?? 0;
    if (records.length > TABLE_LIMITS.rows) throw tooMany("too-many-rows", "rows", null);
    if (width > TABLE_LIMITS.columns) throw tooMany("too-many-columns", "columns", 1);
    if (records.length * width > TABLE_LIMITS.cells) throw tooMany("too-many-cells", "cells", null);
    const rows = records.flatMap((record, at) => {
      const cells = record.map((text, column) => cellOf(text, at + 1, column));
      // A line with nothing in it is a row of a spreadsheet all the same: it counts, and is empty.
      if (cells.every(({ kind }) => kind === "empty")) return [];
      if (record.length !== width) throw ragged(at + 1, record.length, width);
      return [{ row: at + 1, cells }];
    });
    return { ok: true, value: { sheet: null, rows }, warnings: [] };
  });
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MAX_CSV_BYTES) {
    const message = `The file is longer than ${MAX_CSV_BYTES} bytes.`;
    throw new Unreadable(error("file-too-large", {}, message, "Split it."));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const message = "The file is not UTF-8.";
    throw new Unreadable(error("not-utf8", {}, message, "Save it as CSV UTF-8."));
  }
}

function split(source: string, delimiter: Delimiter): readonly (readonly string[])[] {
  try {
    return parse(source, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: TABLE_LIMITS.cellLength * 8,
      to: TABLE_LIMITS.rows + 1,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const { records, message } = cause as CsvError & { readonly records?: unknown };
    const row = typeof records === "number" ? records + 1 : null;
    const remedy =
      "Put a cell with quotes, delimiters or line ends in quotes; double quotes in it.";
    throw new Unreadable(error("not-csv", { row }, `It is no CSV: ${clean(message)}.`, remedy));
  }
}

function cellOf(text: string, row: number, column: number): Cell {
  if (text.length > TABLE_LIMITS.cellLength) {
    const message = `A cell is longer than ${TABLE_LIMITS.cellLength} characters.`;
    const place = { row, column: columnLetters(column) };
    throw new Unreadable(
      error("cell-too-long", place, message, "Look for a quote that is left open."),
    );
  }
  return text === "" ? EMPTY : { kind: "text", text };
}

function ragged(row: number, found: number, width: number): Unreadable {
  const message = `The row has ${found} cells, the first has ${width}.`;
  const remedy = "Give every row the same cells, or state the delimiter that the file uses.";
  return new Unreadable(error("ragged-row", { row }, message, remedy));
}

function tooMany(
  code: "too-many-rows" | "too-many-columns" | "too-many-cells",
  what: "rows" | "columns" | "cells",
  row: number | null,
): Unreadable {
  const message = `The table has more than ${TABLE_LIMITS[what]} ${what}.`;
  return new Unreadable(
    error(code, { row }, message, "Split it, or leave out what no field reads."),
  );
}

/** What a library says of hostile text may quote it: without control characters, and short. */
function clean(message: string): string {
  return message.replace(/[\p{Cc}\p{Cf}]/gu, " ").slice(0, 200);
}
