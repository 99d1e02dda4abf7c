import { createHash } from "node:crypto";
import { entryId, type Instant } from "@proviso/core";
import {
  type BindingDiscrepancy,
  type Bindings,
  type BoundFile,
  bindingDiscrepancies,
  bindsItsFiles,
  digestInName,
  isJudgedBy,
  MAX_BOUND_FILES,
  type RecordDiagnostic,
} from "../entries/index.ts";
import { toHex } from "../log/index.ts";
import { StoreError } from "../store-error.ts";
import { nodeHash } from "./read-entries.ts";
import type { CaseFiles } from "./terms.ts";
import type { Draft } from "./writing.ts";

/** A file that comes to a case, or is there already. */
export interface FileToBind {
  readonly file: string;
  readonly label: string | null;
  readonly bytes: Uint8Array;
}

/** Entries to be appended, with those that bind what comes with them. */
export interface BoundDrafts {
  readonly drafts: readonly Draft[];
  /** Whether the draft at an index is one that was given. */
  readonly isGiven: (index: number) => boolean;
}

/**
 * Puts the entries that bind files before the entries that come with them; a record begins with its
 * founding entry, whatever comes with it.
 *
 * @param size - entries in the record before.
 */
export function withBindings(
  given: readonly Draft[],
  files: readonly FileToBind[],
  bindings: Bindings,
  at: { readonly size: number; readonly known: Instant },
): BoundDrafts {
  const binding = bindingDrafts(files, bindings, at);
  const from = at.size === 0 ? 1 : 0;
  const drafts = [...given.slice(0, from), ...binding, ...given.slice(from)];
  return { drafts, isGiven: (index) => index < from || index >= from + binding.length };
}

/**
 * The entries that bind files to a record, without those that it binds just so already, those whose
 * names say what they hold, and those under a label, whose very names are not for everyone.
 */
function bindingDrafts(
  files: readonly FileToBind[],
  bindings: Bindings,
  { size, known }: { readonly size: number; readonly known: Instant },
): readonly Draft[] {
  const bound: BoundFile[] = files.flatMap(({ file, label, bytes }) => {
    if (label !== null || digestInName(file) !== null) return [];
    const sha256 = toHex(nodeHash(bytes));
    return bindings.get(file) === sha256 ? [] : [{ file, sha256 }];
  });
  const drafts: Draft[] = [];
  for (let begin = 0; begin < bound.length; begin += MAX_BOUND_FILES) {
    const part = bound.slice(begin, begin + MAX_BOUND_FILES);
    const said = JSON.stringify([size, part]);
    const digest = createHash("sha256").update(said).digest("hex").slice(0, 16);
    const entry = { kind: "documents", id: entryId(`F-${digest}`), known, files: part } as const;
    drafts.push({ entry, label: null, stated: null, key: `documents-${digest}`, series: null });
  }
  return drafts;
}

/** The files of a case that no entry binds, of those that could be. */
export function unboundFiles(files: CaseFiles, bindings: Bindings): readonly string[] {
  return discrepanciesOf(files, bindings).flatMap(({ kind, file }) => {
    return kind === "unbound" ? [file] : [];
  });
}

/**
 * What keeps a case from being judged: a file by which it is judged is not the one that its record
 * binds. Where a record was founded before files were bound, that is remarked, once.
 */
export function bindingDiagnostics(
  files: CaseFiles,
  bindings: Bindings,
): readonly RecordDiagnostic[] {
  const wrong = discrepanciesOf(files, bindings).filter(({ file }) => isJudgedBy(file));
  const isBound = bindsItsFiles(bindings);
  const errors = wrong.filter(({ kind }) => isBound || kind !== "unbound").map(sayDiscrepancy);
  if (isBound || errors.length > 0) return errors;
  const message = "Its record does not say what its texts hold: it was founded before it could.";
  const remedy = "Bind them: proviso import case DIR, of the folder from which it came.";
  return [diagnostic("agreement.proviso", "unbound-file", "warning", message, remedy)];
}

/**
 * Passes where the files by which a case is judged are those that its record binds: nothing is
 * appended by what an altered text says.
 *
 * @throws {StoreError} `STORE_CORRUPT`
 */
export function requireBound(files: CaseFiles, bindings: Bindings): void {
  const first = bindingDiagnostics(files, bindings).find(({ severity }) => severity === "error");
  if (first === undefined) return;
  throw new StoreError("STORE_CORRUPT", `${first.file}: ${first.message}`, first.remedy);
}

function discrepanciesOf(files: CaseFiles, bindings: Bindings): readonly BindingDiscrepancy[] {
  const found = new Map<string, string>();
  for (const [file, { bytes, label }] of files) {
    if (label === null) found.set(file, toHex(nodeHash(bytes)));
  }
  return bindingDiscrepancies(bindings, found);
}

const RESTORE = "Run proviso fsck; restore the file from a bundle or a backup that agrees.";

function sayDiscrepancy({ file, kind, expected, found }: BindingDiscrepancy): RecordDiagnostic {
  switch (kind) {
    case "altered": {
      const message = `It is not the file that the record binds: its SHA-256 is ${found}, not ${expected}.`;
      return diagnostic(file, "hash-mismatch", "error", message, RESTORE);
    }
    case "missing":
      return diagnostic(file, "missing-file", "error", "The record binds it; it is gone.", RESTORE);
    case "unbound": {
      const message = "No entry of the record binds it: nobody signed that it came.";
      const remedy = "Find out how it came; run proviso fsck.";
      return diagnostic(file, "unbound-file", "error", message, remedy);
    }
  }
}

function diagnostic(
  file: string,
  code: RecordDiagnostic["code"],
  severity: RecordDiagnostic["severity"],
  message: string,
  remedy: string,
): RecordDiagnostic {
  return { code, severity, file, line: null, column: null, entry: null, message, remedy };
}
