import { strToU8, zipSync } from "fflate";

/** Sheets by name: rows of XML cells, or of plain values. */
export interface MadeWorkbook {
  /** The XML within `sheetData`. */
  readonly sheetData?: string;
  readonly sharedStrings?: string;
  readonly styles?: string;
  readonly workbookPr?: string;
  /** Further or other parts, by name. */
  readonly parts?: Readonly<Record<string, string>>;
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";

/** Makes a workbook with one sheet, "Data", for tests. */
export function workbook(made: MadeWorkbook, level: 0 | 6 = 0): Uint8Array {
  return zipOf({ ...partsOf(made), ...made.parts }, level);
}

/** The parts of such a workbook. */
export function partsOf(made: MadeWorkbook): Readonly<Record<string, string>> {
  const { sheetData = "", sharedStrings = "", styles = "", workbookPr = "" } = made;
  return {
    "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook ${NS} xmlns:r="${REL}">${workbookPr}<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([
      ["rId1", "worksheet", "worksheets/sheet1.xml"],
      ["rId2", "sharedStrings", "sharedStrings.xml"],
      ["rId3", "styles", "styles.xml"],
    ]),
    "xl/sharedStrings.xml": `<sst ${NS}>${sharedStrings}</sst>`,
    "xl/styles.xml": `<styleSheet ${NS}>${styles}</styleSheet>`,
    "xl/worksheets/sheet1.xml": `<worksheet ${NS}><sheetData>${sheetData}</sheetData></worksheet>`,
  };
}

/** A ZIP file of texts; unpacked is soon made, and the tests read thousands of them. */
export function zipOf(parts: Readonly<Record<string, string>>, level: 0 | 6 = 0): Uint8Array {
  const entries = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { level });
}

function relations(all: readonly (readonly [string, string, string])[]): string {
  const each = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${RELATIONS}">${each.join("")}</Relationships>`;
}
