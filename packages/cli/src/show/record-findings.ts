import type { BundleFinding } from "@proviso/record/bundle";
import type { FsckFinding } from "@proviso/record/fsck";
import type { CaseDiagnostic } from "../case/diagnostic.ts";
import type { Io } from "../io.ts";
import type { Json } from "../json/clause-json.ts";
import { showDiagnostics } from "./diagnostics.ts";

/** Says what does not agree in a record: file or table, code, entry, and what to do. */
export function showRecordFindings(
  io: Io,
  findings: readonly (BundleFinding | FsckFinding)[],
  directory: string,
): string {
  return showDiagnostics(io, findings.map(asDiagnostic), directory);
}

/** The same in the documented shape (`docs/cli-json.md`). */
export function recordFindingJson(found: BundleFinding | FsckFinding): Json {
  const { severity, code, file, position, entry, message, remedy } = found;
  return { severity, code, file, position, entry, message, remedy };
}

/** Whether anything among them was changed. */
export function hasErrors(findings: readonly (BundleFinding | FsckFinding)[]): boolean {
  return findings.some(({ severity }) => severity === "error");
}

/** How many errors and warnings, in words. */
export function countFindings(findings: readonly (BundleFinding | FsckFinding)[]): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const said = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? "thing does" : "things do"} not agree`] : []),
    ...(warnings > 0 ? [`${warnings} to note`] : []),
  ];
  return said.length === 0 ? "All of it agrees." : `${said.join(", ")}.`;
}

function asDiagnostic(found: BundleFinding | FsckFinding): CaseDiagnostic {
  const { file, severity, code, entry, message, remedy } = found;
  return { file, line: null, column: null, severity, code, on: entry, message, remedy };
}
