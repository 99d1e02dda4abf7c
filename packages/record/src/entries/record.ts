import { type Entry, type EntryId, formatInZone, type Instant, type Zone } from "@proviso/core";
import type { RecordCode, RecordDiagnostic } from "./diagnostic.ts";
import { type EntryReading, JUDGED_READERS, readLineAs } from "./entry.ts";
import { MAX_PROBLEMS_A_LINE } from "./limits.ts";
import { columnOf, type Problem } from "./line.ts";
import {
  type RegisterEntry,
  readRegisterChange,
  readRegisterEdition,
  registerReferencesOf,
} from "./register.ts";

/** A record as read: what stands without fault, and everything that is wrong with the rest. */
export interface RecordReading {
  /** The file, relative to the case folder. */
  readonly file: string;
  /** The entries without fault, in record order. */
  readonly entries: readonly Entry[];
  /** The line of each of them, counted from 1. */
  readonly lines: readonly number[];
  /** The entries about registers that others publish, which nobody judges, with their lines. */
  readonly registers: readonly LinedRegisterEntry[];
  readonly diagnostics: readonly RecordDiagnostic[];
}

/** An entry about a register, and the line of a record on which it stands, counted from 1. */
export interface LinedRegisterEntry {
  readonly entry: RegisterEntry;
  readonly line: number;
}

/** What a line of a case folder may be: what is judged, and what is known of registers. */
const FOLDER_READERS = {
  ...JUDGED_READERS,
  "register-edition": readRegisterEdition,
  "register-change": readRegisterChange,
};

/**
 * Reads a record, one entry a line, in record order; empty lines are passed over.
 *
 * Every problem of every line is named. An entry with an error is left out of `entries`, and it is
 * for the caller to refuse the whole or to say plainly what it left out. It never throws.
 *
 * @param source - the text of `record.jsonl`.
 * @param file - its name, for diagnostics.
 * @param zone - the case's zone, on whose clocks bare dates are read.
 */
export function readRecord(source: string, file: string, zone: Zone): RecordReading {
  const reading = begin(file, zone, () => statedIds(source));
  takeLines(reading, source, 0);
  return readingOf(reading);
}

/** A record that is read part by part, as it arrives or grows. */
export interface GrowingRecord {
  /**
   * Reads the lines that follow those read so far, as `readRecord` reads the whole.
   *
   * Where this finds anything wrong, `readRecord` of the whole says it in better words: it knows
   * what stands on later lines. Nothing more is to be read then.
   *
   * @param source - whole lines.
   * @returns the reading of these lines alone, numbered from the first of the record.
   */
  readonly take: (source: string) => RecordReading;
}

/** Begins to read a record of which the lines come one part after another. */
export function growingRecord(file: string, zone: Zone): GrowingRecord {
  const reading = begin(file, zone, () => new Map());
  let line = 0;
  return {
    take: (source) => {
      line = takeLines(reading, source, line);
      const fresh = { entries: reading.entries.splice(0), lines: reading.lines.splice(0) };
      const registers = reading.registers.splice(0);
      return { file, ...fresh, registers, diagnostics: [...reading.diagnostics] };
    },
  };
}

/** Takes lines that follow so many others, and says how many there are then. */
function takeLines(reading: LinesTaken, source: string, before: number): number {
  const lines = source.split("\n");
  for (const [at, textOfLine] of lines.entries()) {
    const text = textOfLine.endsWith("\r") ? textOfLine.slice(0, -1) : textOfLine;
    if (text.trim() !== "") takeLine(reading, text, before + at + 1);
  }
  // What follows the end of the last line is no line yet.
  return before + lines.length - (lines.at(-1) === "" ? 1 : 0);
}

/**
 * Holds entries that a store has against each other, as `readRecord` does those of lines: the first
 * stands on line 1.
 *
 * @param entries - in record order.
 * @param file - the name under which diagnostics speak of the record.
 * @param zone - the case's zone, on whose clocks diagnostics show instants.
 */
export function recordOf(
  entries: readonly (Entry | RegisterEntry)[],
  file: string,
  zone: Zone,
): RecordReading {
  const reading = begin(file, zone, () => {
    const stated = new Map<string, number>();
    for (const [at, { id }] of entries.entries()) if (!stated.has(id)) stated.set(id, at + 1);
    return stated;
  });
  for (const [at, entry] of entries.entries()) {
    take(reading, { ok: true, entry }, at + 1, () => null);
  }
  return readingOf(reading);
}

/** The entries of a record in its order, those about registers among those that are judged. */
export function inRecordOrder({
  entries,
  lines,
  registers,
}: Pick<RecordReading, "entries" | "lines" | "registers">): readonly (Entry | RegisterEntry)[] {
  if (registers.length === 0) return entries;
  const judged = entries.map((entry, at) => ({ entry, line: lines[at] ?? 0 }));
  return [...judged, ...registers]
    .toSorted((one, other) => one.line - other.line)
    .map(({ entry }) => entry);
}

function begin(file: string, zone: Zone, find: () => ReadonlyMap<string, number>): LinesTaken {
  const taken = { entries: [], lines: [], registers: [], diagnostics: [], accepted: new Map() };
  let found: ReadonlyMap<string, number> | null = null;
  const stated = (id: string) => {
    found ??= find();
    return found.get(id);
  };
  return { file, zone, ...taken, stated, newest: null };
}

function readingOf({ file, entries, lines, registers, diagnostics }: LinesTaken): RecordReading {
  return { file, entries, lines, registers, diagnostics };
}

interface LinesTaken {
  readonly file: string;
  readonly zone: Zone;
  readonly entries: Entry[];
  readonly lines: number[];
  readonly registers: LinedRegisterEntry[];
  readonly diagnostics: RecordDiagnostic[];
  /** The line of each entry taken so far. */
  readonly accepted: Map<string, number>;
  /**
   * The first line on which an id stands, anywhere in the record and however faulty. A record
   * without fault is never asked.
   */
  readonly stated: (id: string) => number | undefined;
  newest: { readonly known: Instant; readonly line: number } | null;
}

function takeLine(reading: LinesTaken, text: string, line: number): void {
  const read = readLineAs<Entry | RegisterEntry>(text, reading.zone, FOLDER_READERS);
  take(reading, read, line, (found) => columnIn(text, found));
}

function take(
  reading: LinesTaken,
  read: EntryReading<Entry | RegisterEntry>,
  line: number,
  columnOfProblem: (found: Problem) => number | null,
): void {
  const problems = read.ok ? order(reading, read.entry, line) : read.problems;
  const entry = read.ok ? read.entry.id : read.id;
  for (const found of problems.slice(0, MAX_PROBLEMS_A_LINE)) {
    const { code, message, remedy } = found;
    const place = { file: reading.file, line, column: columnOfProblem(found), entry };
    reading.diagnostics.push({ code, severity: "error", ...place, message, remedy });
  }
  if (!read.ok || problems.length > 0) return;
  const taken = read.entry;
  if (isAboutRegister(taken)) {
    reading.registers.push({ entry: taken, line });
  } else {
    reading.entries.push(taken);
    reading.lines.push(line);
  }
  reading.accepted.set(taken.id, line);
  reading.newest = { known: taken.known, line };
}

function isAboutRegister(entry: Entry | RegisterEntry): entry is RegisterEntry {
  return entry.kind === "register-edition" || entry.kind === "register-change";
}

/** On which column of its line a problem is. */
function columnIn(text: string, { code, path, column }: Problem): number | null {
  // A missing field has no column: the nearest object that is there stands for it. What is no
  // JSON has no fields at all.
  const isJson = code !== "not-json" && code !== "line-too-long";
  const columnAt = (of: string): number | null => (isJson ? columnOf(text, of) : null);
  return column ?? columnAt(path) ?? columnAt(parent(path));
}

function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}

/** What is wrong with a well-formed entry at its place in the record. */
function order(
  reading: LinesTaken,
  entry: Entry | RegisterEntry,
  line: number,
): readonly Problem[] {
  const problems: Problem[] = [];
  // Where every line before was taken, they are all among those that were.
  const earlier = reading.diagnostics.length === 0 ? undefined : reading.stated(entry.id);
  const first = reading.accepted.get(entry.id) ?? earlier;
  if (first !== undefined && first < line) {
    const message = `The id ${entry.id} is already on line ${first}.`;
    problems.push(at("id", "duplicate-id", message, "Give the entry an id of its own."));
  }
  const { newest } = reading;
  if (newest !== null && entry.known < newest.known) {
    const later = formatInZone(reading.zone, newest.known);
    const message = `It was known before the entry on line ${newest.line} (${later}).`;
    const remedy = "Put entries in the order in which they were known, or correct the time.";
    problems.push(at("known", "known-decreases", message, remedy));
  }
  const references = isAboutRegister(entry) ? registerReferencesOf(entry) : referencesOf(entry);
  for (const { path, to } of references) {
    const found = reference(reading, path, to, line);
    if (found !== null) problems.push(found);
  }
  return problems;
}

/** Finds what keeps a reference from being to an earlier entry that stands without fault. */
function reference(reading: LinesTaken, path: string, to: EntryId, line: number): Problem | null {
  if (reading.accepted.has(to)) return null;
  const stated = reading.stated(to);
  if (stated === undefined) {
    const message = `"${path}" refers to ${to}, which is not on the record.`;
    return at(path, "unknown-entry", message, "Write the id of an earlier entry.");
  }
  if (stated >= line) {
    const message = `"${path}" refers to ${to}, which does not come before it (line ${stated}).`;
    return at(path, "later-entry", message, "Put the entry after the one that it refers to.");
  }
  const message = `"${path}" refers to ${to}, whose line ${stated} has errors of its own.`;
  return at(path, "refers-to-invalid", message, `Correct line ${stated}.`);
}

function at(path: string, code: RecordCode, message: string, remedy: string): Problem {
  return { code, path, message, remedy, column: null };
}

/** A reference from an entry to another: the field, and the entry that it names. */
export interface EntryReference {
  readonly path: string;
  readonly to: EntryId;
}

/** All references of an entry that must name earlier entries. */
export function referencesOf(entry: Entry): readonly EntryReference[] {
  switch (entry.kind) {
    case "withdrawal":
      return [{ path: "of", to: entry.of }];
    case "supersession":
      return [
        { path: "of", to: entry.of },
        { path: "by", to: entry.by },
      ];
    case "observation": {
      const assessed = assessedFrom(entry.report, "report");
      const { confirmedBy } = entry.grade;
      if (confirmedBy === undefined) return assessed;
      const confirming = confirmedBy.map((to, index) => ({
        path: `grade.confirmedBy[${index}]`,
        to,
      }));
      return [...assessed, ...confirming];
    }
    case "amendment":
    case "decision":
      return [];
  }
}

type ReportOfEntry = Extract<Entry, { kind: "observation" }>["report"];

const NONE: readonly EntryReference[] = [];

function assessedFrom(report: ReportOfEntry, path: string): readonly EntryReference[] {
  if (report.kind === "statement") {
    return report.claim === null ? NONE : assessedFrom(report.claim, `${path}.claim`);
  }
  if (report.kind !== "assessment") return NONE;
  return report.from.map((to, index) => ({ path: `${path}.from[${index}]`, to }));
}

/** The first line of every id, from lines that are not yet known to be sound. */
function statedIds(source: string): ReadonlyMap<string, number> {
  const stated = new Map<string, number>();
  let line = 0;
  for (const text of source.split("\n")) {
    line += 1;
    const id = /"id"\s*:\s*"([^"\\]{1,120})"/.exec(text.slice(0, 65_536))?.[1];
    if (id !== undefined && !stated.has(id)) stated.set(id, line);
  }
  return stated;
}
