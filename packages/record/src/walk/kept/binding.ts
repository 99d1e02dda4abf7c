import {
  type BindingDiscrepancy,
  type Bindings,
  bindingDiscrepancies,
  bindsItsFiles,
  isJudgedBy,
  type RecordDiagnostic,
} from "../../entries/index.ts";
import { toHex } from "../../log/index.ts";
import { nodeHash } from "../../node-crypto.ts";
import { StoreError } from "../../store/store-error.ts";
import type { CaseFiles } from "./terms.ts";

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
