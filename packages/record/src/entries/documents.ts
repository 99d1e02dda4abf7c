import type { EntryId, Instant } from "@proviso/core";
import type { EntryHead } from "./entry.ts";
import { closeFields, type Fields, openFields, problem, sha256, someOf, text } from "./fields.ts";
import type { SigningRole } from "./key.ts";

/** Files of a case came, and are bound to its record from this entry on. */
export interface CaseDocuments {
  readonly kind: "documents";
  readonly id: EntryId;
  readonly known: Instant;
  readonly files: readonly BoundFile[];
}

/** A file of a case, by its name and what it holds. */
export interface BoundFile {
  /** Relative to the case, with forward slashes: `agreement.proviso`. */
  readonly file: string;
  /** SHA-256 of its bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** The most files that one entry binds: it stays far below the bytes that an entry may have. */
export const MAX_BOUND_FILES = 100;

const MAX_FILE_NAME = 240;

/** Reads an entry that binds files. */
export function readDocuments(fields: Fields, head: EntryHead): CaseDocuments {
  const files = someOf(fields, "files", (value, path) => {
    return readBoundFile(openFields(value, path, fields.problems));
  });
  if (files.length > MAX_BOUND_FILES) {
    const remedy = "Bind the rest in an entry of its own.";
    problem(fields, "files", "out-of-range", `are more than ${MAX_BOUND_FILES}`, remedy);
  }
  if (new Set(files.map(({ file }) => file)).size < files.length) {
    problem(fields, "files", "duplicate-field", "name a file twice", "Name each file once.");
  }
  return { kind: "documents", id: head.id, known: head.known, files };
}

// No part that is empty or begins with a dot, nothing that leads elsewhere on another system.
const PART = /^[^./\\][^/\\]*$/;

function readBoundFile(fields: Fields): BoundFile {
  const before = fields.problems.length;
  const file = text(fields, "file", MAX_FILE_NAME);
  const isWithin = file.split("/").every((part) => PART.test(part));
  if (fields.problems.length === before && !isWithin) {
    const remedy = "Write its path within the case, with forward slashes.";
    problem(fields, "file", "malformed-text", "is no file of a case", remedy);
  }
  const bound = { file, sha256: sha256(fields, "sha256") };
  closeFields(fields);
  return bound;
}

/** What each file of a case is bound to: SHA-256 by name. */
export type Bindings = ReadonlyMap<string, string>;

/** Before the first entry. */
export const NO_BINDINGS: Bindings = new Map();

/** The files by which a case is judged; they never change once they are bound. */
const JUDGED_BY = /^(?:agreement\.proviso|case\.json|(?:readings|amendments)\/[^/]+\.proviso)$/;

/** The files without which a record says nothing; its keeper alone binds them. */
const FOUNDING: readonly string[] = ["agreement.proviso", "case.json"];

/** Files that are named by what they hold need no entry that says it again. */
const NAMED_BY_DIGEST = /^(?:attachments\/([0-9a-f]{64})|openings\/([0-9a-f]{64})\.json)$/;

/** Whether a case is judged by a file: its agreement, a reading, an amendment, or `case.json`. */
export function isJudgedBy(file: string): boolean {
  return JUDGED_BY.test(file);
}

/** The SHA-256 that a file's own name gives, as attachments have it; `null` where it gives none. */
export function digestInName(file: string): string | null {
  const [, attachment, opening] = NAMED_BY_DIGEST.exec(file) ?? [];
  return attachment ?? opening ?? null;
}

/**
 * Why a file of an entry may not be bound so, or `null`. What a case is judged by changes through
 * amendments alone, so that it is bound once; the newest entry for any other file stands.
 */
export function bindingFault(
  bindings: Bindings,
  { file, sha256: digest }: BoundFile,
  role: SigningRole,
): string | null {
  const bound = bindings.get(file);
  if (bound !== undefined && bound !== digest && isJudgedBy(file)) {
    return `${file} is bound to other content already.`;
  }
  if (FOUNDING.includes(file) && role !== "keeper") return `The keeper alone binds ${file}.`;
  return null;
}

/** What files are bound to after an entry; what it may not bind stays as it was. */
export function bindingsAfter(
  bindings: Bindings,
  entry: CaseDocuments,
  role: SigningRole,
): Bindings {
  const after = new Map(bindings);
  for (const bound of entry.files) {
    if (bindingFault(after, bound, role) === null) after.set(bound.file, bound.sha256);
  }
  return after;
}

/**
 * Whether a record binds its files from the founding on. Those founded before there were such
 * entries do not, until their files are bound afterwards.
 */
export function bindsItsFiles(bindings: Bindings): boolean {
  return FOUNDING.every((file) => bindings.has(file));
}

/** A file that does not agree with what the record says of it. */
export interface BindingDiscrepancy {
  readonly file: string;
  /** `unbound`: no entry says what it holds. */
  readonly kind: "altered" | "missing" | "unbound";
  /** What it should hold, where that is said. */
  readonly expected: string | null;
  /** What it holds; `null` where it is not there. */
  readonly found: string | null;
}

/**
 * Holds the files of a case against what binds them, or against their own names.
 *
 * @param found - SHA-256 of each file by its name, none under a label.
 */
export function bindingDiscrepancies(
  bindings: Bindings,
  found: ReadonlyMap<string, string>,
): readonly BindingDiscrepancy[] {
  const wrong: BindingDiscrepancy[] = [];
  for (const [file, digest] of found) {
    const expected = bindings.get(file) ?? digestInName(file);
    if (expected === null) wrong.push({ file, kind: "unbound", expected, found: digest });
    else if (expected !== digest) wrong.push({ file, kind: "altered", expected, found: digest });
  }
  for (const [file, expected] of bindings) {
    if (!found.has(file)) wrong.push({ file, kind: "missing", expected, found: null });
  }
  return wrong;
}
