import { readCsv } from "../csv/read-csv.ts";
import {
  IDENTIFIER_KINDS,
  type IdentifierFault,
  identifierFault,
} from "../identifiers/identifiers.ts";
import {
  error,
  type FileReading,
  type FormatCode,
  type FormatProblem,
  warning,
} from "../table/problem.ts";
import { type Cell, columnLetters, EMPTY, type Table, type TableRow } from "../table/table.ts";
import { readXlsx } from "../xlsx/read-xlsx.ts";
import { foldedHeader, type RegisterColumn, type RegisterMapping } from "./mapping.ts";
import { MAX_VALUE_LENGTH, type Value, valueIn } from "./value.ts";

/** The kinds of files that an edition may come in, by the end of their name. */
export const EDITION_EXTENSIONS = ["csv", "xlsx"] as const;

/** One of them. */
export type EditionExtension = (typeof EDITION_EXTENSIONS)[number];

/** A row of a register. */
export interface RegisterRow {
  /** In the file, counted from 1. */
  readonly row: number;
  /** One a column of the mapping, in its order. */
  readonly values: readonly Value[];
}

/** An identifier whose form or check digit is wrong. It says nothing against its row. */
export interface FlaggedIdentifier extends IdentifierFault {
  readonly row: number;
  readonly field: string;
}

/** One edition of a register, as its mapping reads it. */
export interface Edition {
  readonly rows: readonly RegisterRow[];
  readonly flags: readonly FlaggedIdentifier[];
  /** Headings that the mapping does not name. */
  readonly unread: readonly string[];
}

/** The kind of file that a name says; `null` for none that is read. */
export function extensionOf(file: string): EditionExtension | null {
  const end = file.slice(file.lastIndexOf(".") + 1).toLowerCase();
  return EDITION_EXTENSIONS.find((extension) => extension === end) ?? null;
}

/**
 * Reads an edition. Rows that are empty in every field are passed over; no other row ever is. A
 * value that is not of its column's type is kept as it stands and named in the warnings.
 *
 * @returns the edition, or everything that refuses it. It throws nothing, whatever the bytes are.
 */
export function readEdition(
  bytes: Uint8Array,
  extension: EditionExtension,
  mapping: RegisterMapping,
): FileReading<Edition> {
  const read =
    extension === "csv" ? readCsv(bytes, mapping.delimiter) : readXlsx(bytes, mapping.sheet);
  if (!read.ok) return read;
  const header = read.value.rows.find(({ row }) => row === mapping.headerRow);
  const { places, unread, problems } = placesOf(header?.cells ?? [], read.value, mapping);
  if (problems.length > 0) return { ok: false, problems };
  const body = read.value.rows.filter(({ row }) => row >= mapping.firstRow);
  const rows: RegisterRow[] = [];
  const found = new Findings(read.value.sheet, read.warnings);
  for (const one of body) {
    const values = valuesOf(one, places, mapping, found);
    if (values.some((value) => value !== null)) rows.push({ row: one.row, values });
  }
  if (found.errors.length > 0) return { ok: false, problems: found.errors };
  const flags = rows.flatMap((row) => flagsOf(row, mapping.columns));
  return { ok: true, value: { rows, flags, unread }, warnings: found.warnings };
}

/** Identifiers of a row that are wrong. */
function flagsOf(
  { row, values }: RegisterRow,
  columns: readonly RegisterColumn[],
): FlaggedIdentifier[] {
  return columns.flatMap(({ field, type }, at) => {
    const value = values[at] ?? null;
    const kind = IDENTIFIER_KINDS.find((one) => one === type);
    const fault =
      kind === undefined || value === null ? null : identifierFault(kind, String(value));
    return fault === null ? [] : [{ ...fault, row, field }];
  });
}

interface Places {
  /** The column in the file of each field; `null` where the edition lacks it. */
  readonly places: readonly (number | null)[];
  readonly unread: readonly string[];
  readonly problems: readonly FormatProblem[];
}

function placesOf(
  header: readonly Cell[],
  { sheet }: Table,
  { columns, headerRow }: RegisterMapping,
): Places {
  const problems: FormatProblem[] = [];
  const there = header.map((cell) => (cell.kind === "text" ? foldedHeader(cell.text) : ""));
  const place = { sheet, row: headerRow };
  const places = columns.map(({ field, headers, isOptional }) => {
    const at = there.flatMap((one, index) => (headers.includes(one) ? [index] : []));
    if (at.length > 1) {
      const message = `The column of "${field}" is there twice: ${at.map(columnLetters).join(", ")}.`;
      problems.push(
        error("header-twice", place, message, "Name in the mapping the one that is meant."),
      );
    } else if (at.length === 0 && !isOptional) {
      const message = `No column is headed ${headers.map((one) => JSON.stringify(one)).join(" or ")}.`;
      const seen = there.filter((one) => one !== "").map((one) => one.slice(0, 40));
      const remedy = `Row ${headerRow} has: ${seen.slice(0, 40).join(", ") || "nothing"}. Correct the mapping.`;
      problems.push(error("no-header", { ...place, column: field }, message, remedy));
    }
    return at[0] ?? null;
  });
  const unread = there.flatMap((one, index) => {
    const cell = header[index];
    return one === "" || places.includes(index) || cell?.kind !== "text"
      ? []
      : [cell.text.slice(0, 120)];
  });
  return { places, unread, problems };
}

const MAX_NAMED = 100;

/** What is found in the rows, a hundred of each severity at most. */
class Findings {
  readonly errors: FormatProblem[] = [];
  readonly warnings: FormatProblem[];
  readonly sheet: string | null;

  constructor(sheet: string | null, before: readonly FormatProblem[]) {
    this.sheet = sheet;
    this.warnings = [...before];
  }

  warn(code: FormatCode, row: number, column: string, message: string, remedy: string): void {
    if (this.warnings.length >= MAX_NAMED) return;
    this.warnings.push(warning(code, { sheet: this.sheet, row, column }, message, remedy));
  }

  refuse(code: FormatCode, row: number, column: string, message: string, remedy: string): void {
    if (this.errors.length >= MAX_NAMED) return;
    this.errors.push(error(code, { sheet: this.sheet, row, column }, message, remedy));
  }
}

function valuesOf(
  { row, cells }: TableRow,
  places: Places["places"],
  mapping: RegisterMapping,
  found: Findings,
): readonly Value[] {
  return mapping.columns.map((column, index) => {
    const at = places[index] ?? null;
    const cell = at === null ? EMPTY : (cells[at] ?? EMPTY);
    const read = valueIn(cell, column, mapping.zone);
    const letters = at === null ? column.field : columnLetters(at);
    if (typeof read.value === "string" && read.value.length > MAX_VALUE_LENGTH) {
      const message = `${letters}${row} is longer than ${MAX_VALUE_LENGTH} characters.`;
      found.refuse("cell-too-long", row, letters, message, "No register needs that: shorten it.");
    } else if (read.found !== null) {
      const message = `${letters}${row} ${SAID[read.found] ?? "is not of its column's type"}.`;
      found.warn(read.found, row, letters, message, "It is kept as it stands: ask the publisher.");
    }
    return read.value;
  });
}

const SAID: Partial<Readonly<Record<FormatCode, string>>> = {
  "not-a-number": "is no number",
  "not-a-date": "is no date in the format that the mapping gives",
  "text-cleaned": "held control or direction characters, which are left out",
};
