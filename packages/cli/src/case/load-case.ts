import type { Entry, Text } from "@proviso/core";
import type { ParsedTexts } from "@proviso/language";
import {
  type CaseMetadata,
  checkReferences,
  type RecordDiagnostic,
  type SkippedLine,
  withoutInvalid,
} from "@proviso/record/entries";
import type { StoredCase } from "@proviso/record/store";
import { type From, readNamedCase } from "./case-source.ts";
import { type CaseDiagnostic, inReadingOrder, ofRecord, ofText } from "./diagnostic.ts";
import { parseOrRecall } from "./kept-texts.ts";

/** A case with everything in it read, linked and held against each other. */
export interface LoadedCase {
  /** `null` where `case.json` cannot be understood. */
  readonly metadata: CaseMetadata | null;
  readonly texts: readonly Text[];
  /** The entries without error, in record order. */
  readonly entries: readonly Entry[];
  /** Every entry that was left out, line by line. */
  readonly skipped: readonly SkippedLine[];
  readonly findings: readonly CaseDiagnostic[];
  /** Whether, apart from the lines left out, nothing keeps the case from being judged. */
  readonly soundButForSkipped: boolean;
}

/**
 * Loads a case, of a folder or of a store: its texts parsed and linked, its record read and checked
 * against them. Everything that is wrong is in the findings; nothing is judged here.
 *
 * @throws {StoreError} or {MisuseError} where there is no such case.
 */
export async function loadCase(name: string, from: From = {}): Promise<LoadedCase> {
  const { stored } = await readNamedCase(name, from);
  return composeCase(stored, await parseOrRecall(stored.files));
}

/** Holds the parts of a stored case against each other. */
export function composeCase(stored: StoredCase, parsed: ParsedTexts): LoadedCase {
  const { texts, diagnostics: textProblems } = parsed;
  const record = { file: stored.recordFile, entries: stored.entries, lines: stored.lines };
  const textsAreSound = textProblems.every((found) => found.severity !== "error");
  const references = checkReferences(record, texts, {
    textOfLine: lineOf(stored),
    // What a text that does not parse speaks of anywhere, it may declare.
    ...(textsAreSound ? {} : { mayBeDeclared: spokenOfIn(stored) }),
  });
  const recordProblems = [...stored.diagnostics, ...references];
  const caseProblems = checkMetadata(stored.case, texts, textsAreSound);
  const { entries, skipped } = withoutInvalid(record, recordProblems);
  const files = ["case.json", ...stored.files.map(({ file }) => file), stored.recordFile];
  const findings = [
    ...recordProblems.map(ofRecord),
    ...caseProblems.map(ofRecord),
    ...textProblems.map(ofText),
  ];
  return {
    metadata: stored.case,
    texts,
    entries,
    skipped,
    findings: inReadingOrder(findings, files),
    soundButForSkipped: findings.every(
      (found) =>
        found.severity !== "error" || (found.file === stored.recordFile && found.line !== null),
    ),
  };
}

function lineOf({ recordSource }: Pick<StoredCase, "recordSource">) {
  let lines: readonly string[] | null = null;
  return (line: number): string | undefined => {
    lines ??= recordSource().split(/\r?\n/);
    return lines[line - 1];
  };
}

function spokenOfIn({ files }: Pick<StoredCase, "files">): (name: string) => boolean {
  const words = new Set(files.flatMap(({ source }) => source.split(/[^\p{L}\p{M}\p{N}_-]+/u)));
  const names = new Set(files.map(({ file }) => file));
  return (name) => words.has(name) || names.has(name);
}

/** Holds what a case says of itself against its texts. */
function checkMetadata(
  metadata: CaseMetadata | null,
  texts: readonly Text[],
  textsAreSound: boolean,
): readonly RecordDiagnostic[] {
  if (metadata === null || !textsAreSound) return [];
  const problems: RecordDiagnostic[] = [];
  const agreement = texts.find((text) => text.kind === "agreement");
  if (agreement === undefined) {
    const message = "Among the texts of the case there is no agreement.";
    problems.push(caseProblem(message, "Write it in agreement.proviso."));
  } else if (agreement.zone !== metadata.zone.name) {
    const message = `The case is in ${metadata.zone.name}, the agreement in ${agreement.zone}.`;
    problems.push(caseProblem(message, "Write the same time zone in both."));
  }
  const { reading } = metadata;
  if (reading !== null && !texts.some((text) => text.kind === "reading" && text.id === reading)) {
    const message = `The reading "${reading}" is in none of the texts.`;
    problems.push(caseProblem(message, `Readings: ${readingsOf(texts).join(", ") || "none"}.`));
  }
  return problems;
}

/** The ids of the readings among texts. */
export function readingsOf(texts: readonly Text[]): readonly string[] {
  return texts.flatMap((text) => (text.kind === "reading" ? text.id : []));
}

function caseProblem(message: string, remedy: string): RecordDiagnostic {
  const place = { file: "case.json", line: null, column: null, entry: null };
  return { code: "unknown-word", severity: "error", ...place, message, remedy };
}
