import type { Flaw } from "@proviso/core";
import type { Diagnostic } from "@proviso/core/fault";
import type { TextDiagnostic } from "@proviso/language";
import type { RecordDiagnostic } from "@proviso/record";

/** Something wrong with a case, from whichever part found it, as a compiler would say it. */
export interface CaseDiagnostic extends Omit<Diagnostic, "severity"> {
  /** A flaw, too, does not keep a case from being judged: it is for whoever is to sign. */
  readonly severity: Diagnostic["severity"] | "flaw";
  /** The entry, or the clause, that it is about. */
  readonly on: string | null;
}

/** Takes what is wrong with a record or a folder. */
export function ofRecord(found: RecordDiagnostic): CaseDiagnostic {
  const { file, line, column, severity, code, entry, message, remedy } = found;
  return { file, line, column, severity, code, on: entry, message, remedy };
}

/** Takes what is wrong with a text. */
export function ofText(found: TextDiagnostic): CaseDiagnostic {
  const { file, line, column, severity, code, message, remedy } = found;
  return { file, line, column, severity, code, on: null, message, remedy };
}

/** Takes a flaw of an agreement. */
export function ofFlaw({ at, code, on, message, remedy }: Flaw): CaseDiagnostic {
  const { file, line, column } = at;
  return { file, line, column, severity: "flaw", code, on, message, remedy };
}

/** Puts findings in the order of reading: file by file as given, then by line and column. */
export function inReadingOrder(
  findings: readonly CaseDiagnostic[],
  files: readonly string[],
): readonly CaseDiagnostic[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  return [...findings].sort(
    (a, b) =>
      (rank.get(a.file) ?? -1) - (rank.get(b.file) ?? -1) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}
