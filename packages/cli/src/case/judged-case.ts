import { type Entry, type Judge, openJudge, type Text } from "@proviso/core";
import type { CaseMetadata, SkippedLine } from "@proviso/record";
import type { Io } from "../io.ts";
import { showDiagnostics } from "../show/diagnostics.ts";
import type { From } from "./case-source.ts";
import type { CaseDiagnostic } from "./diagnostic.ts";
import { loadCase } from "./load-case.ts";

/** A case that may be judged: without errors, or with the lines named that were left out. */
export interface JudgedCase {
  readonly metadata: CaseMetadata;
  readonly texts: readonly Text[];
  readonly entries: readonly Entry[];
  readonly judge: Judge;
  readonly skipped: readonly SkippedLine[];
  readonly warnings: readonly CaseDiagnostic[];
}

/** What help says about the option. */
export const SKIP_HELP = `  --skip-invalid     judge without the lines of the record that have errors, and say which
`;

/**
 * Loads a case to judge it. Where anything has an error, all errors are said and nothing is
 * judged, unless they are in lines of the record and someone asks to go on without those.
 *
 * @returns `null` where it refused; the errors have then been said on standard error.
 * @throws {StoreError} or {MisuseError} where there is no such case.
 */
export async function openToJudge(
  name: string,
  skipInvalid: boolean,
  io: Io,
  from: From = {},
): Promise<JudgedCase | null> {
  const loaded = await loadCase(name, from);
  const errors = loaded.findings.filter(({ severity }) => severity === "error");
  const { metadata, texts, entries, skipped } = loaded;
  const mayGoOn = errors.length === 0 || (skipInvalid && loaded.soundButForSkipped);
  if (!mayGoOn || metadata === null) {
    io.err(showDiagnostics(io, errors, name));
    io.err(refusal(errors.length, loaded.soundButForSkipped));
    return null;
  }
  const warnings = loaded.findings.filter(({ severity }) => severity === "warning");
  return { metadata, texts, entries, skipped, warnings, judge: openJudge({ texts, entries }) };
}

function refusal(count: number, isSkippable: boolean): string {
  const errors = count === 1 ? "1 error" : `${count} errors`;
  const way = isSkippable
    ? "Correct them, or go on without these lines: --skip-invalid."
    : "Correct them first.";
  return `\nNothing was judged: ${errors}. ${way}\n`;
}
