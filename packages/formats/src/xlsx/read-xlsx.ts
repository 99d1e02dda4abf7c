import {
  error,
  type FileReading,
  type FormatProblem,
  orRefused,
  Unreadable,
} from "../table/problem.ts";
import type { Table } from "../table/table.ts";
import { readWorkbook, type SheetEntry, type Workbook } from "./parts.ts";
import { readSheet } from "./sheet.ts";
import { openZip } from "./zip.ts";

/**
 * Reads one sheet of a workbook (ECMA-376) as a table of what its cells hold. No formula is
 * evaluated: a cell with one is read as the value that was kept with it, and named in the warnings.
 * Dates come as wall-clock moments, since a workbook knows no zone.
 *
 * @param sheet - its name; `null` for the first that is not hidden.
 * @returns the table, or every problem with its place. It throws nothing, whatever the bytes are.
 */
export function readXlsx(bytes: Uint8Array, sheet: string | null = null): FileReading<Table> {
  return orRefused(() => {
    const zip = openZip(bytes);
    const workbook = readWorkbook(zip);
    const entry = sheetNamed(workbook, sheet);
    const target = workbook.target(entry.relation);
    const part = target === null ? null : zip.part(target);
    if (part === null) throw noSheet(`The sheet ${quoted(entry.name)} leads nowhere.`, workbook);
    const warnings: FormatProblem[] = [];
    const rows = readSheet(part, { sheet: entry.name, workbook, warnings });
    return { ok: true, value: { sheet: entry.name, rows }, warnings };
  });
}

function sheetNamed(workbook: Workbook, name: string | null): SheetEntry {
  const found =
    name === null
      ? workbook.sheets.find(({ isHidden }) => !isHidden)
      : workbook.sheets.find((one) => one.name === name);
  if (found !== undefined) return found;
  const what = name === null ? "It has no visible sheet." : `It has no sheet ${quoted(name)}.`;
  throw noSheet(what, workbook);
}

function noSheet(message: string, { sheets }: Workbook): Unreadable {
  const there = sheets.slice(0, 20).map(({ name }) => quoted(name));
  const remedy = `Name one of its sheets: ${there.join(", ") || "there is none"}.`;
  return new Unreadable(error("no-such-sheet", {}, message, remedy));
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}
