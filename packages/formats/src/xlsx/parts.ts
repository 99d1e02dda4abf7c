import { error, Unreadable } from "../table/problem.ts";
import { TABLE_LIMITS } from "../table/table.ts";
import { isDateFormat } from "./serial-date.ts";
import { readXml } from "./xml.ts";
import type { Zip } from "./zip.ts";

/** A sheet as the workbook lists it. */
export interface SheetEntry {
  readonly name: string;
  readonly isHidden: boolean;
  /** The relation that leads to its part. */
  readonly relation: string;
}

/** What a workbook says before any of its sheets is read. */
export interface Workbook {
  readonly sheets: readonly SheetEntry[];
  readonly isFrom1904: boolean;
  readonly sharedStrings: readonly string[];
  /** Of each cell style, by its number: whether it shows numbers as dates. */
  readonly dateStyles: readonly boolean[];
  /** The part of a relation; `null` where it leads nowhere within the file. */
  readonly target: (relation: string) => string | null;
}

const MAX_SHEETS = 200;

/** The most texts that cells may share. */
const MAX_SHARED_STRINGS = 500_000;

/** The most cell styles. */
const MAX_STYLES = 65_536;

/**
 * Reads a workbook's directory, shared texts and styles.
 *
 * @throws {Unreadable}
 */
export function readWorkbook(zip: Zip): Workbook {
  const root = relationsOf(zip, "");
  const main = root.find(({ type }) => type.endsWith("/officeDocument"))?.target ?? null;
  const bytes = main === null ? null : zip.part(main);
  if (main === null || bytes === null) throw notXlsx("It names no workbook.");
  const sheets: SheetEntry[] = [];
  let isFrom1904 = false;
  readXml(bytes, "The workbook", {
    open: ({ name, attributes }) => {
      if (name === "workbookPr") isFrom1904 = isTrue(attributes["date1904"]);
      if (name !== "sheet") return;
      if (sheets.length >= MAX_SHEETS) throw notXlsx(`It has more than ${MAX_SHEETS} sheets.`);
      const { name: title = "", id = "", state = "visible" } = attributes;
      sheets.push({ name: title, isHidden: state !== "visible", relation: id });
    },
  });
  const relations = relationsOf(zip, main);
  const partOf = (kind: string): Uint8Array | null => {
    const target = relations.find(({ type }) => type.endsWith(kind))?.target ?? null;
    return target === null ? null : zip.part(target);
  };
  return {
    sheets,
    isFrom1904,
    sharedStrings: readSharedStrings(partOf("/sharedStrings")),
    dateStyles: readDateStyles(partOf("/styles")),
    target: (relation) => relations.find(({ id }) => id === relation)?.target ?? null,
  };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  /** A part of this file; `null` where it leads out of it. */
  readonly target: string | null;
}

/** The relations of a part; of the file itself for an empty name. */
function relationsOf(zip: Zip, part: string): readonly Relation[] {
  const slash = part.lastIndexOf("/") + 1;
  const bytes = zip.part(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
  if (bytes === null) return [];
  const relations: Relation[] = [];
  readXml(bytes, "A list of relations", {
    open: ({ name, attributes }) => {
      if (name !== "Relationship") return;
      if (relations.length >= 2 * MAX_SHEETS) throw notXlsx("It has too many relations.");
      const { Id = "", Type = "", Target = "", TargetMode } = attributes;
      const target = TargetMode === "External" ? null : within(part.slice(0, slash), Target);
      relations.push({ id: Id, type: Type, target });
    },
  });
  return relations;
}

/** A target as the name of a part: relative to the folder of what refers to it, or from the root. */
function within(folder: string, target: string): string | null {
  const parts: string[] = [];
  for (const step of `${target.startsWith("/") ? "" : folder}${target}`.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") parts.push(step);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

function readSharedStrings(bytes: Uint8Array | null): readonly string[] {
  if (bytes === null) return [];
  const all: string[] = [];
  const run = richText();
  readXml(bytes, "The shared texts", {
    open: ({ name }) => run.open(name),
    text: run.text,
    close: (name) => {
      run.close(name);
      if (name !== "si") return;
      if (all.length >= MAX_SHARED_STRINGS) {
        const message = `It has more than ${MAX_SHARED_STRINGS} shared texts.`;
        throw new Unreadable(error("too-many-cells", {}, message, "Split it."));
      }
      all.push(run.take());
    },
  });
  return all;
}

/** Puts a text together from its runs; what is there for pronunciation is no part of it. */
export function richText(): {
  readonly open: (name: string) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
  readonly take: () => string;
} {
  let text = "";
  let isIn = false;
  let isPhonetic = false;
  return {
    open: (name) => {
      if (name === "rPh") isPhonetic = true;
      if (name === "t") isIn = !isPhonetic;
    },
    text: (piece) => {
      if (!isIn) return;
      text += piece;
      if (text.length <= TABLE_LIMITS.cellLength) return;
      const message = `A text is longer than ${TABLE_LIMITS.cellLength} characters.`;
      throw new Unreadable(error("cell-too-long", {}, message, "Shorten it."));
    },
    close: (name) => {
      if (name === "rPh") isPhonetic = false;
      if (name === "t") isIn = false;
    },
    take: () => {
      const whole = unescaped(text);
      text = "";
      return whole;
    },
  };
}

/** A workbook writes characters that XML cannot hold as `_x000D_` (ECMA-376, 22.9.2.19). */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => {
    return String.fromCharCode(Number.parseInt(code, 16));
  });
}

function readDateStyles(bytes: Uint8Array | null): readonly boolean[] {
  if (bytes === null) return [];
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let isInCells = false;
  readXml(bytes, "The styles", {
    open: ({ name, attributes }) => {
      const id = Number(attributes["numFmtId"] ?? "0");
      if (name === "numFmt") codes.set(id, (attributes["formatCode"] ?? "").slice(0, 1000));
      if (name === "cellXfs") isInCells = true;
      if (name !== "xf" || !isInCells) return;
      if (styles.length >= MAX_STYLES) throw notXlsx(`It has more than ${MAX_STYLES} styles.`);
      styles.push(isDateFormat(id, codes.get(id)));
    },
    close: (name) => {
      if (name === "cellXfs") isInCells = false;
    },
  });
  return styles;
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true" || value === "on";
}

function notXlsx(message: string): Unreadable {
  const remedy = "Save it as .xlsx anew, or as CSV UTF-8.";
  return new Unreadable(error("not-xlsx", {}, `The file is no workbook. ${message}`, remedy));
}
