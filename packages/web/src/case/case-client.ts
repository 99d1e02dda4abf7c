import type { Text } from "@proviso/core";
import type { RecordDiagnostic } from "@proviso/record/entries";
import { askForJson } from "./http.ts";

/** The texts of a case, parsed, and what is wrong with them. */
export interface Parsed {
  readonly texts: readonly Text[];
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: "error" | "warning";
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
    readonly remedy: string;
  }[];
}

/** A case as the server sends it: its files as they stand (ADR 0040). */
export interface CaseFiles {
  readonly case: {
    readonly id: string;
    readonly title: string;
    readonly reconstructed: boolean;
    readonly zone: string;
    readonly language: string;
    readonly signatures: "none";
    readonly reading: string | null;
  } | null;
  readonly files: readonly { readonly file: string; readonly source: string }[];
  /** The files as the server parsed them, for the first drawing (ADR 0041). */
  readonly parsed: Parsed;
  readonly recordFile: string;
  readonly record: string;
  readonly notIntact: readonly string[];
  readonly diagnostics: readonly RecordDiagnostic[];
  /** Entries in its log when it was read; `null` for a case folder, which has no log. */
  readonly logSize: number | null;
}

/** A case in the list of those that are served. */
export interface CaseInList {
  readonly id: string;
  readonly title: string;
  readonly reconstructed: boolean;
}

/** Lists the cases that are served. Throws a `CaseError` where they cannot be listed. */
export async function listCases(): Promise<readonly CaseInList[]> {
  const { cases } = (await askForJson("/api/cases")) as { readonly cases: readonly CaseInList[] };
  return cases;
}

/** Gets the files of a case. Throws a `CaseError` where they do not arrive. */
export async function getCase(id: string): Promise<CaseFiles> {
  return (await askForJson(`/api/cases/${encodeURIComponent(id)}`)) as CaseFiles;
}
