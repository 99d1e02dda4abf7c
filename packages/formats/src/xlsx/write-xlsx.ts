import { strToU8, zipSync } from "fflate";
import { columnLetters } from "../table/table.ts";

/** A sheet to be written: its name, and rows of texts; the first is set apart as headings. */
export interface SheetToWrite {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/**
 * Writes a workbook of texts (ECMA-376). Every cell is a text, so that no program takes one for a
 * formula; the same sheets give the same bytes.
 */
export function writeXlsx(sheets: readonly SheetToWrite[]): Uint8Array {
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypes(sheets.length),
    "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": workbookXml(sheets),
    "xl/_rels/workbook.xml.rels": relations([
      ...sheets.map((_, at) => relationOf(at + 1)),
      [`rId${sheets.length + 1}`, "styles", "styles.xml"] as const,
    ]),
    "xl/styles.xml": STYLES,
  };
  for (const [at, { rows }] of sheets.entries()) {
    parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(rows);
  }
  const entries = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const);
  // ZIP dates files from 1980 on; a fixed one keeps the bytes the same.
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1) });
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts>` +
  '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>' +
  '<cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>';

function relationOf(sheet: number): readonly [string, string, string] {
  return [`rId${sheet}`, "worksheet", `worksheets/sheet${sheet}.xml`];
}

function relations(all: readonly (readonly [string, string, string])[]): string {
  const each = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const override = (part: string, type: string) =>
    `<Override PartName="/xl/${part}" ContentType="${TYPE}.${type}+xml"/>`;
  const each = Array.from({ length: sheets }, (_, at) => {
    return override(`worksheets/sheet${at + 1}.xml`, "worksheet");
  });
  const relType = "application/vnd.openxmlformats-package.relationships+xml";
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="${relType}"/>` +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `${override("workbook.xml", "sheet.main")}${override("styles.xml", "styles")}${each.join("")}</Types>`
  );
}

function workbookXml(sheets: readonly SheetToWrite[]): string {
  const each = sheets.map(({ name }, at) => {
    return `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`;
  });
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets>${each.join("")}</sheets></workbook>`;
}

function sheetXml(rows: readonly (readonly string[])[]): string {
  const each = rows.map((cells, at) => {
    const row = at + 1;
    const xml = cells.map((text, column) => {
      if (text === "") return "";
      const style = at === 0 ? ' s="1"' : "";
      const reference = `${columnLetters(column)}${row}`;
      return `<c r="${reference}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
    });
    return `<row r="${row}">${xml.join("")}</row>`;
  });
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${each.join("")}</sheetData></worksheet>`;
}

// What XML cannot hold is left out: no text that is written needs it.
const UNFIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(UNFIT, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      // A text such as `_x000D_` would be read as a character of that number.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
  );
}
