import type { TextPlace } from "@proviso/core";
import type { Diagnostic } from "@proviso/core/fault";

/** What each code means; the table of README.md is held to it by a test. */
export const DIAGNOSTIC_CODES = {
  syntax: "the words do not make a sentence of the language here",
  "unexpected-character": "a character that the language does not use",
  "open-string": "a text in quotes that its line does not close",
  "open-comment": "a comment that begins with `/*` and that nothing closes",
  "unknown-declaration": "a line that begins with no word that begins a declaration",
  "text-too-long": "a file, a declaration or a text in quotes beyond what is read",
  "nested-too-deep": "parentheses, lists or exceptions within each other too many times",
  "tab-indentation": "a tab in the indentation, whose width nobody can know",
  "missing-head": "a file that begins with no agreement, reading or amendment",
  "missing-zone": "an agreement that does not say on whose clocks its dates are read",
  "missing-brief": "an agreement that does not say in brief what it is",
  misplaced: "something that cannot stand in this kind of text or clause",
  "duplicate-id": "an id that is declared twice",
  "duplicate-part": "a part of a clause that is stated twice",
  "missing-part": "a part that a clause cannot do without",
  "undefined-reference": "an id that nothing declares",
  "wrong-kind": "an id that declares something of another kind",
  "circular-exception":
    "a circle of clauses through a status, an exception or the end of a measure",
  "circular-term": "a term, facility or place that is among its own members",
  "unknown-zone": "a time zone that the IANA database does not have",
  "bad-date": "a date that does not exist",
  "bad-number": "a number out of its range",
  "bad-unit": "months, years or business days where nothing says when they begin",
  "percent-range": "a percentage out of its range",
  "unknown-method": "a name after `by` that is neither a method nor a body",
  "unknown-level": "a level that is not suspected, probable or confirmed",
  "unknown-grade": "a reliability that is not A to F",
  "unknown-stage": "a stage of removal that is none of the nine",
  "unknown-place-kind": "a kind of place that no place is of",
  "unknown-status": "a word after the name of a clause that is no status, value or act of checking",
  "wrong-status": "a status that a clause of its kind never has",
  "unknown-phrase": "words that name no open term",
  "misread-word":
    "a word that says how work or a clause stands, where it would be taken for an activity",
  "near-word": "a word that nothing declares, used once, and nearly another: a warning",
  "empty-list": "a list without members",
  ambiguous: "a sentence that can be read in two ways",
  "coverage-without-every": "a coverage where nothing ranges over places",
  "it-without-every": "`it` where nothing ranges over anything",
  "too-many": "more is wrong than is listed",
} as const;

/** The stable code of a diagnostic. */
export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES;

/** What is wrong with a text, where, and what to write instead. Lines and columns count from 1. */
export interface TextDiagnostic extends Diagnostic<DiagnosticCode> {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Takes what is wrong, as the checks find it. */
export type Report = (
  code: DiagnosticCode,
  at: TextPlace,
  message: string,
  remedy: string,
  severity?: TextDiagnostic["severity"],
) => void;

/** The most diagnostics that are listed at once. */
export const MAX_DIAGNOSTICS = 1_000;

/** Collects diagnostics into a list, up to `MAX_DIAGNOSTICS` and one that says so. */
export function reportInto(list: TextDiagnostic[]): Report {
  return (code, at, message, remedy, severity = "error") => {
    const { file, line, column, endLine, endColumn } = at;
    if (list.length > MAX_DIAGNOSTICS) return;
    if (list.length === MAX_DIAGNOSTICS) {
      list.push({
        code: "too-many",
        severity: "error",
        ...{ file, line, column, endLine, endColumn },
        message: `More is wrong than the ${MAX_DIAGNOSTICS} things listed.`,
        remedy: "Put those right first, then read it again.",
      });
      return;
    }
    list.push({ code, severity, file, line, column, endLine, endColumn, message, remedy });
  };
}

/** The order of reading: by file as given, then by place. */
export function inOrder(
  diagnostics: readonly TextDiagnostic[],
  files: readonly string[],
): readonly TextDiagnostic[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  return [...diagnostics].sort(
    (one, other) =>
      (rank.get(one.file) ?? 0) - (rank.get(other.file) ?? 0) ||
      one.line - other.line ||
      one.column - other.column ||
      (one.code < other.code ? -1 : one.code > other.code ? 1 : 0),
  );
}
