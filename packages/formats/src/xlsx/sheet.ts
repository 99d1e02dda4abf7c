import {
  error,
  type FormatCode,
  type FormatProblem,
  Unreadable,
  warning,
} from "../table/problem.ts";
import { type Cell, columnLetters, EMPTY, TABLE_LIMITS, type TableRow } from "../table/table.ts";
import { wallIn } from "../table/wall-clock.ts";
import { richText, type Workbook } from "./parts.ts";
import { wallOfSerial } from "./serial-date.ts";
import { readXml, type XmlElement } from "./xml.ts";

/** With what a sheet is read. */
export interface SheetReading {
  readonly sheet: string;
  readonly workbook: Workbook;
  /** What is found on the way, at most a hundred of it. */
  readonly warnings: FormatProblem[];
}

const MAX_WARNINGS = 100;

/** The last row that a workbook can have. */
const LAST_ROW = 1_048_576;

interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly isDate: boolean;
  hasFormula: boolean;
  value: string | null;
}

/**
 * Reads the cells of a sheet. Rows and cells stand in their order, as every program writes them; a
 * sheet in which a row or a cell comes twice is refused, for nobody could say which one holds.
 *
 * @throws {Unreadable}
 */
export function readSheet(bytes: Uint8Array, reading: SheetReading): readonly TableRow[] {
  const rows: TableRow[] = [];
  const run = richText();
  const state = { row: 0, column: -1, cells: [] as Cell[], count: 0, isInValue: false };
  let cell: OpenCell | null = null;
  readXml(bytes, `The sheet ${JSON.stringify(reading.sheet.slice(0, 80))}`, {
    open: (element) => {
      if (element.name === "row") {
        state.row = nextRow(element, state.row, reading);
        state.column = -1;
        state.cells = [];
      } else if (element.name === "c" && state.row > 0) {
        cell = openCell(element, state, reading);
        state.column = cell.column;
      } else if (cell !== null) {
        if (element.name === "f") cell.hasFormula = true;
        if (element.name === "v") state.isInValue = true;
        run.open(element.name);
      }
    },
    text: (text) => {
      if (cell === null) return;
      run.text(text);
      if (!state.isInValue) return;
      cell.value = (cell.value ?? "") + text;
      if (cell.value.length <= TABLE_LIMITS.cellLength) return;
      throw at(cell, reading, "cell-too-long", "is longer than a cell can be");
    },
    close: (name) => {
      run.close(name);
      if (name === "v") state.isInValue = false;
      if (name === "row") closeRow(state, rows);
      if (name !== "c" || cell === null) return;
      const inline = run.take();
      place(state, cell, contentOf(cell, inline, reading), reading);
      cell = null;
    },
  });
  return rows;
}

function nextRow({ attributes }: XmlElement, before: number, { sheet }: SheetReading): number {
  const row = attributes["r"] === undefined ? before + 1 : Number(attributes["r"]);
  if (Number.isInteger(row) && row > before && row <= LAST_ROW) return row;
  const message = `A row after row ${before} is none, or comes again.`;
  throw new Unreadable(error("cell-unfit", { sheet, row: before }, message, REMEDY));
}

const REMEDY = "Open the workbook in a spreadsheet program and save it anew, or as CSV UTF-8.";

function openCell(
  { attributes }: XmlElement,
  state: { readonly row: number; readonly column: number },
  reading: SheetReading,
): OpenCell {
  const { r: reference, t: type = "n", s: style = "0" } = attributes;
  const column = reference === undefined ? state.column + 1 : columnOf(reference, state.row);
  const isDate = reading.workbook.dateStyles[Number(style)] === true;
  const cell = { row: state.row, column, type, isDate, hasFormula: false, value: null };
  if (column > state.column) return cell;
  throw at(
    { ...cell, column: state.column },
    reading,
    "cell-unfit",
    "is followed by one that stands before it",
  );
}

/** The column of a reference such as `C7`, counted from 0; -1 where it is not of this row. */
function columnOf(reference: string, row: number): number {
  const [, letters = "", digits = ""] = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference) ?? [];
  if (Number(digits) !== row) return -1;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function place(
  state: { readonly cells: Cell[]; count: number },
  cell: OpenCell,
  value: Cell,
  reading: SheetReading,
): void {
  if (value.kind === "empty") return;
  if (cell.column >= TABLE_LIMITS.columns) {
    throw at(cell, reading, "too-many-columns", `is beyond ${TABLE_LIMITS.columns} columns`);
  }
  state.count += 1;
  if (state.count > TABLE_LIMITS.cells) {
    throw at(cell, reading, "too-many-cells", `is beyond ${TABLE_LIMITS.cells} cells`);
  }
  while (state.cells.length < cell.column) state.cells.push(EMPTY);
  state.cells.push(value);
}

function closeRow(state: { readonly row: number; cells: Cell[] }, rows: TableRow[]): void {
  if (state.cells.length === 0) return;
  if (rows.length >= TABLE_LIMITS.rows) {
    const message = `The table has more than ${TABLE_LIMITS.rows} rows.`;
    throw new Unreadable(error("too-many-rows", { row: state.row }, message, "Split it."));
  }
  rows.push({ row: state.row, cells: state.cells });
  state.cells = [];
}

function contentOf(cell: OpenCell, inline: string, reading: SheetReading): Cell {
  if (cell.hasFormula) {
    const what =
      cell.value === null ? "no value was kept with it" : "the value kept with it is read";
    warn(cell, reading, "formula", `holds a formula; ${what}, and nothing is computed`);
  }
  if (cell.type === "inlineStr") return textCell(inline);
  const value = cell.value ?? "";
  if (value === "") return EMPTY;
  switch (cell.type) {
    case "n":
      return numberCell(cell, value, reading);
    case "s":
      return sharedCell(cell, value, reading);
    case "str":
      return textCell(value);
    case "b":
      return { kind: "boolean", value: value === "1" || value === "true" };
    case "d":
      return isoCell(cell, value, reading);
    case "e":
      warn(cell, reading, "error-value", "holds an error, which is read as text");
      return textCell(value);
    default:
      throw at(cell, reading, "cell-unfit", "is of a type that is not known");
  }
}

function textCell(text: string): Cell {
  return text === "" ? EMPTY : { kind: "text", text };
}

function sharedCell(cell: OpenCell, value: string, reading: SheetReading): Cell {
  const text = /^\d{1,9}$/.test(value) ? reading.workbook.sharedStrings[Number(value)] : undefined;
  if (text !== undefined) return textCell(text);
  throw at(cell, reading, "cell-unfit", "shares a text that is not there");
}

function numberCell(cell: OpenCell, value: string, reading: SheetReading): Cell {
  const trimmed = value.trim();
  const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(trimmed);
  const number = Number(trimmed);
  if (!isNumber || !Number.isFinite(number)) {
    throw at(cell, reading, "cell-unfit", "holds no number");
  }
  const wall = cell.isDate ? wallOfSerial(number, reading.workbook.isFrom1904) : null;
  return wall === null ? { kind: "number", number } : { kind: "date", wall };
}

function isoCell(cell: OpenCell, value: string, reading: SheetReading): Cell {
  const wall = wallIn(value);
  if (wall !== null) return { kind: "date", wall };
  throw at(cell, reading, "cell-unfit", "holds no date");
}

function nameOf({ row, column }: OpenCell): string {
  return `${columnLetters(Math.max(0, column))}${row}`;
}

function at(cell: OpenCell, { sheet }: SheetReading, code: FormatCode, what: string): Unreadable {
  const where = { sheet, row: cell.row, column: columnLetters(Math.max(0, cell.column)) };
  return new Unreadable(error(code, where, `${nameOf(cell)} ${what}.`, REMEDY));
}

function warn(cell: OpenCell, { sheet, warnings }: SheetReading, code: FormatCode, what: string) {
  if (warnings.length >= MAX_WARNINGS) return;
  const where = { sheet, row: cell.row, column: columnLetters(Math.max(0, cell.column)) };
  const remedy = "Ask for the edition with its values, or check them against another.";
  warnings.push(warning(code, where, `${nameOf(cell)} ${what}.`, remedy));
}
