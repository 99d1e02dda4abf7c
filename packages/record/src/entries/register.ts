import { type EntryId, entryId, type Instant } from "@proviso/core";
import type { EntryHead } from "./entry.ts";
import {
  type Fields,
  has,
  identifier,
  missing,
  object,
  optionalText,
  problem,
  raw,
  sha256,
  text,
  texts,
  wholeNumber,
  word,
} from "./fields.ts";

/** What may have become of a row of a register between two editions, or be wrong with it. */
export const REGISTER_CHANGES = [
  "added",
  "changed",
  "renumbered",
  "dropped",
  "reused-id",
  "shifted-date",
  "invalid-identifier",
] as const;

/** One of them. */
export type RegisterChangeKind = (typeof REGISTER_CHANGES)[number];

/** A register that somebody else publishes came in a new edition, which is kept with the case. */
export interface RegisterEdition {
  readonly kind: "register-edition";
  readonly id: EntryId;
  readonly known: Instant;
  /** The name of its mapping: `registers/NAME.json`. */
  readonly register: string;
  /** The day that its publisher gives it, `2022-09-08`; `null` where none is given. */
  readonly date: string | null;
  /** Within the case: `registers/outbound/<sha256>.csv`. */
  readonly file: string;
  readonly sha256: string;
  /** SHA-256 of the mapping by which it was read. */
  readonly mapping: string;
  readonly rows: number;
}

/** A row of a register as its mapping reads it: field → text, number or nothing. */
export type RegisterRowFields = Readonly<Record<string, string | number | null>>;

/** What the publisher of a register did to a row, as an edition shows it. */
export interface RegisterChange {
  readonly kind: "register-change";
  readonly id: EntryId;
  readonly known: Instant;
  readonly register: string;
  /** The entry of the edition in which it was found. */
  readonly edition: EntryId;
  readonly change: RegisterChangeKind;
  /** In the edition before, counted from 1; `null` for a row that was added. */
  readonly rowBefore: number | null;
  /** In this edition; `null` for a row that was dropped. */
  readonly row: number | null;
  /** The fields that it is about; empty where it is about the whole row, or its place. */
  readonly columns: readonly string[];
  readonly before: RegisterRowFields | null;
  readonly after: RegisterRowFields | null;
  /** The observations, on the record already, that rest on the row. */
  readonly about: readonly EntryId[];
}

/** An entry about a register; the judge hears neither kind. */
export type RegisterEntry = RegisterEdition | RegisterChange;

/** Reads an edition of a register. Whether its file is there is for whoever holds the files. */
export function readRegisterEdition(fields: Fields, head: EntryHead): RegisterEdition {
  const register = identifier(fields, "register");
  const digest = sha256(fields, "sha256");
  const file = text(fields, "file", MAX_FILE_NAME);
  const name = file.startsWith(`registers/${register}/${digest}.`);
  if (digest !== "" && !(name && /\.(?:csv|xlsx)$/.test(file))) {
    const remedy = `Write registers/${register}/<sha256>.csv or .xlsx.`;
    problem(fields, "file", "malformed-text", "is no file of an edition", remedy);
  }
  return {
    kind: "register-edition",
    id: head.id,
    known: head.known,
    register,
    date: optionalDay(fields),
    file,
    sha256: digest,
    mapping: sha256(fields, "mapping"),
    rows: wholeNumber(fields, "rows"),
  };
}

const MAX_FILE_NAME = 240;

/** Reads what was found of one row. */
export function readRegisterChange(fields: Fields, head: EntryHead): RegisterChange {
  const change = word(fields, "change", REGISTER_CHANGES);
  const rowBefore = optionalRow(fields, "rowBefore");
  const row = optionalRow(fields, "row");
  if (row === null && change !== "dropped") missing(fields, "row", "Count from 1.");
  if (rowBefore === null && NEEDS_BEFORE.has(change)) missing(fields, "rowBefore", "Count from 1.");
  return {
    kind: "register-change",
    id: head.id,
    known: head.known,
    register: identifier(fields, "register"),
    edition: entryId(identifier(fields, "edition")),
    change,
    rowBefore,
    row,
    columns: texts(fields, "columns"),
    before: optionalRowFields(fields, "before"),
    after: optionalRowFields(fields, "after"),
    about: texts(fields, "about").map(entryId),
  };
}

const NEEDS_BEFORE: ReadonlySet<RegisterChangeKind> = new Set<RegisterChangeKind>([
  "changed",
  "renumbered",
  "dropped",
  "reused-id",
  "shifted-date",
]);

/** The fields of an entry about a register after its head, in the documented order. */
export function registerBody(entry: RegisterEntry): Readonly<Record<string, unknown>> {
  const { id: _id, kind: _kind, known: _known, ...body } = entry;
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => {
      return value !== null && !(Array.isArray(value) && value.length === 0);
    }),
  );
}

/** The references of an entry about a register, which must name earlier entries. */
export function registerReferencesOf(
  entry: RegisterEntry,
): readonly { readonly path: string; readonly to: EntryId }[] {
  if (entry.kind === "register-edition") return [];
  return [
    { path: "edition", to: entry.edition },
    ...entry.about.map((to, at) => ({ path: `about[${at}]`, to })),
  ];
}

function optionalDay(fields: Fields): string | null {
  const day = optionalText(fields, "date");
  if (day === null) return null;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && isInCalendar(day);
  if (!isDay) {
    problem(fields, "date", "not-an-instant", "is no day there is", "Write a date, 2022-09-08.");
  }
  return day;
}

function isInCalendar(day: string): boolean {
  const time = Date.parse(day);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(day);
}

function optionalRow(fields: Fields, key: string): number | null {
  if (!has(fields, key)) return null;
  const row = wholeNumber(fields, key);
  if (row < 1) problem(fields, key, "out-of-range", "is no row", "Count from 1.");
  return row;
}

const MAX_FIELDS = 40;
const MAX_VALUE_LENGTH = 1000;

function optionalRowFields(fields: Fields, key: string): RegisterRowFields | null {
  if (!has(fields, key)) return null;
  const row = object(fields, key);
  const names = Object.keys(row.values);
  if (names.length > MAX_FIELDS) {
    const most = `has more than ${MAX_FIELDS} fields`;
    problem(fields, key, "out-of-range", most, "Leave out what is not about it.");
    return {};
  }
  return Object.fromEntries(names.map((name) => [name, rowValue(row, name)]));
}

function rowValue(row: Fields, name: string): string | number | null {
  const value = raw(row, name) ?? null;
  if (value === null) return null;
  if (typeof value === "number") return value === 0 ? 0 : value;
  return text(row, name, MAX_VALUE_LENGTH);
}
