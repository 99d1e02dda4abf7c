import { type Zone, zone } from "@proviso/core";
import { DELIMITERS, type Delimiter } from "../csv/read-csv.ts";
import { IDENTIFIER_KINDS, type IdentifierKind } from "../identifiers/identifiers.ts";
import { error, type FileReading, type FormatProblem } from "../table/problem.ts";
import {
  closeJson,
  countJson,
  flagJson,
  isPlainText,
  type JsonFields,
  listJson,
  openJson,
  pathIn,
  rawJson,
  textJson,
  wordJson,
  wrong,
} from "./json-fields.ts";
import { type ObservationTemplate, OTHER_PLACES, readTemplate } from "./template.ts";

/** What the values of a column are. */
export type ColumnType = "text" | "number" | "date" | IdentifierKind;

/** The order in which a date in text gives its parts. */
export type DateFormat = "ymd" | "dmy" | "mdy";

/** A field of a register: a column that is read, under a name of our own. */
export interface RegisterColumn {
  readonly field: string;
  /** What its heading may be, folded as `foldedHeader` folds. */
  readonly headers: readonly string[];
  readonly type: ColumnType;
  /** Whether an edition may lack it. */
  readonly isOptional: boolean;
  readonly format: DateFormat;
  readonly decimal: "." | ",";
  /** For an identifier: the field that names what it identifies. */
  readonly of: string | null;
  /** What is published → the id that texts of the case have for it. */
  readonly names: ReadonlyMap<string, string>;
}

/** How a published register is read, compared and turned into observations. */
export interface RegisterMapping {
  readonly title: string;
  readonly publisher: string;
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly firstRow: number;
  readonly delimiter: Delimiter;
  /** On whose clocks its dates are written. */
  readonly zone: Zone;
  /** Zones in which dates may have been written by mistake; UTC is among them. */
  readonly zones: readonly Zone[];
  readonly columns: readonly RegisterColumn[];
  /** Lists of columns, by their place, by which a row is found again; the surest first. */
  readonly keys: readonly (readonly number[])[];
  /** The column of the register's own number of a row; `null` where it gives none. */
  readonly number: number | null;
  readonly observations: readonly ObservationTemplate[];
}

const COLUMN_TYPES: readonly ColumnType[] = ["text", "number", "date", ...IDENTIFIER_KINDS];

/** The longest mapping, in characters. */
const MAX_MAPPING_LENGTH = 262_144;

const MOST = { columns: 40, keys: 8, headers: 20, zones: 20, templates: 8, row: 1000 } as const;

/**
 * Reads a mapping (`docs/registers.md`), strictly: what is not understood is an error.
 *
 * @returns the mapping, or everything that is wrong with it. It never throws.
 */
export function readMapping(source: string): FileReading<RegisterMapping> {
  const value = parsed(source);
  if (value === null) {
    const message = "The mapping is not JSON.";
    const remedy = "Write one JSON object, as docs/registers.md shows.";
    return { ok: false, problems: [error("not-json", {}, message, remedy)] };
  }
  const problems: FormatProblem[] = [];
  const fields = openJson(value.json, "", problems);
  if (rawJson(fields, "v") !== 1) wrong(fields, "v", "is no version known here", 'Write "v":1.');
  const columns = readColumns(fields);
  const headerRow = countJson(fields, "headerRow", MOST.row, 1);
  const firstRow = countJson(fields, "firstRow", MOST.row, headerRow + 1);
  if (firstRow <= headerRow) {
    wrong(fields, "firstRow", "is not below the headings", "Count from 1, headings included.");
  }
  const mapping: RegisterMapping = {
    title: textJson(fields, "title"),
    publisher: textJson(fields, "publisher"),
    sheet: rawJson(fields, "sheet") === undefined ? null : textJson(fields, "sheet"),
    headerRow,
    firstRow,
    delimiter: wordJson(fields, "delimiter", DELIMITERS, ","),
    zone: zoneNamed(fields, "zone", rawJson(fields, "zone")),
    zones: withUtc(
      listJson(fields, "zones", { least: 0, most: MOST.zones }, (name) =>
        zoneNamed(fields, "zones", name),
      ),
    ),
    columns,
    keys: listJson(fields, "keys", { least: 1, most: MOST.keys }, (key, path) =>
      readKey(fields, key, path, columns),
    ),
    number: rawJson(fields, "number") === undefined ? null : fieldAt(fields, "number", columns),
    observations: listJson(
      fields,
      "observations",
      { least: 0, most: MOST.templates },
      (one, path) => readTemplate(openJson(one, path, problems), columns),
    ),
  };
  closeJson(fields);
  return problems.length === 0
    ? { ok: true, value: mapping, warnings: [] }
    : { ok: false, problems: problems.slice(0, 50) };
}

/** A heading as headings are compared: compatibility forms, one space between words, no case. */
export function foldedHeader(header: string): string {
  return header.normalize("NFKC").replace(/\s+/g, " ").trim().toLocaleLowerCase("en");
}

function parsed(source: string): { readonly json: unknown } | null {
  if (source.length > MAX_MAPPING_LENGTH) return null;
  try {
    return { json: JSON.parse(source.replace(/^\ufeff/, "")) as unknown };
  } catch {
    return null;
  }
}

function readColumns(fields: JsonFields): readonly RegisterColumn[] {
  const { values, problems } = openJson(rawJson(fields, "columns"), "columns", fields.problems);
  if (values.size < 1 || values.size > MOST.columns) {
    wrong(fields, "columns", `has not 1 to ${MOST.columns} fields`, "Name the columns to read.");
  }
  const names = [...values.keys()].slice(0, MOST.columns);
  return names.map((field) => {
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(field) || OTHER_PLACES.includes(field)) {
      const remedy = "Write small letters, digits and hyphens; not row, not edition.";
      wrong(fields, `columns.${field}`, "is no name for a field", remedy);
    }
    return readColumn(openJson(values.get(field), `columns.${field}`, problems), field, names);
  });
}

function readColumn(fields: JsonFields, field: string, all: readonly string[]): RegisterColumn {
  const type = wordJson(fields, "type", COLUMN_TYPES);
  const of = rawJson(fields, "of");
  if (of !== undefined && (typeof of !== "string" || !all.includes(of) || of === field)) {
    wrong(fields, "of", "names no other field", `Fields: ${all.join(", ")}.`);
  }
  const column: RegisterColumn = {
    field,
    headers: readHeaders(fields),
    type,
    isOptional: flagJson(fields, "optional"),
    format: wordJson(fields, "format", ["ymd", "dmy", "mdy"], "ymd"),
    decimal: wordJson(fields, "decimal", [".", ","], "."),
    of: typeof of === "string" ? of : null,
    names: readNames(fields),
  };
  closeJson(fields);
  return column;
}

function readHeaders(fields: JsonFields): readonly string[] {
  const value = rawJson(fields, "header");
  if (!Array.isArray(value)) return [foldedHeader(textJson(fields, "header"))];
  return listJson(fields, "header", { least: 1, most: MOST.headers }, (one, path) => {
    if (isPlainText(one)) return foldedHeader(one);
    wrong(fields, path, "is no plain text", "Write a heading.");
    return "";
  });
}

const IDENTIFIER = /^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u;

function readNames(fields: JsonFields): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const value = rawJson(fields, "names");
  if (value === undefined) return names;
  const given = openJson(value, pathIn(fields, "names"), fields.problems);
  for (const [published, id] of given.values) {
    if (typeof id === "string" && id.length <= 120 && IDENTIFIER.test(id))
      names.set(publishedName(published), id);
    else wrong(given, published, "has no id", "Write the id that a text of the case declares.");
  }
  return names;
}

/** What is published as it is looked up: whole characters, one space between words. */
export function publishedName(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}

function readKey(
  fields: JsonFields,
  key: unknown,
  path: string,
  columns: readonly RegisterColumn[],
): readonly number[] {
  const members: readonly unknown[] = Array.isArray(key) ? key : [];
  const places = members.map((name) => columns.findIndex(({ field }) => field === name));
  const isKey = places.length > 0 && !places.includes(-1) && new Set(places).size === places.length;
  if (!isKey)
    wrong({ ...fields, path: "" }, path, "is no list of fields", "Name fields, each once.");
  return isKey ? places : [];
}

function fieldAt(fields: JsonFields, key: string, columns: readonly RegisterColumn[]): number {
  const name = rawJson(fields, key);
  const at = columns.findIndex(({ field }) => field === name);
  if (at === -1) wrong(fields, key, "names no field", "Name one of the columns.");
  return Math.max(0, at);
}

function zoneNamed(fields: JsonFields, key: string, name: unknown): Zone {
  const found = typeof name === "string" && name.length <= 60 ? zone(name) : null;
  if (found !== null) return found;
  wrong(fields, key, "is no zone of the IANA database", "Write one: Europe/Istanbul.");
  return zone("UTC") as Zone;
}

function withUtc(zones: readonly Zone[]): readonly Zone[] {
  return [zone("UTC") as Zone, ...zones];
}
