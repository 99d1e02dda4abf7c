import type { Assessment, Inquiry } from "@proviso/core";
import type { CaseDiagnostic } from "../case/diagnostic.ts";
import type { JudgedCase } from "../case/judged-case.ts";
import { rfc3339 } from "../instants.ts";
import { clauseJson, type Json, undertakingJson } from "./clause-json.ts";

/** The version of every shape that `--json` prints. */
export const JSON_VERSION = 1;

/** What every answer begins with: the case, both clocks, and the texts asked for. */
export function inquiryJson(
  judged: JudgedCase,
  inquiry: Inquiry,
): { readonly [key: string]: Json } {
  const { metadata, entries } = judged;
  const last = entries[inquiry.knownAt - 1];
  return {
    v: JSON_VERSION,
    case: metadata.id,
    title: metadata.title,
    zone: metadata.zone.name,
    reconstructed: metadata.reconstructed,
    asOf: rfc3339(metadata.zone, inquiry.asOf),
    knownAt: inquiry.knownAt,
    known: {
      entry: last?.id ?? null,
      at: rfc3339(metadata.zone, last?.known ?? null),
      of: entries.length,
      leftOut: entries.length - inquiry.knownAt,
    },
    reading: inquiry.reading,
    under: inquiry.under,
  };
}

/** What every answer ends with: the lines that were left out, and the warnings. */
export function remarksJson({ skipped, warnings }: JudgedCase): { readonly [key: string]: Json } {
  return {
    skipped: skipped.map(({ file, line, entry, codes }) => ({ file, line, entry, codes })),
    warnings: warnings.map(diagnosticJson),
  };
}

/** Something wrong with a case. */
export function diagnosticJson(finding: CaseDiagnostic): Json {
  const { file, line, column, severity, code, on, message, remedy } = finding;
  return { file, line, column, severity, code, on, message, remedy };
}

/** An assessment in the documented shape (`docs/cli-json.md`). */
export function assessmentJson(
  judged: JudgedCase,
  inquiry: Inquiry,
  assessment: Assessment,
): { readonly [key: string]: Json } {
  const { zone } = judged.metadata;
  return {
    ...inquiryJson(judged, inquiry),
    agreement: assessment.agreement,
    brief: assessment.brief,
    headline: assessment.headline,
    texts: assessment.texts.map(({ id, kind, title, file, from, adoptedBy }) => {
      return { id, kind, title, file, from: rfc3339(zone, from), adoptedBy };
    }),
    undertakings: assessment.undertakings.map((clause) => undertakingJson(clause, zone)),
    assurances: assessment.assurances.map((clause) => clauseJson(clause, zone)),
    measures: assessment.measures.map((clause) => clauseJson(clause, zone)),
    options: assessment.options.map((clause) => clauseJson(clause, zone)),
    questions: assessment.questions.map((clause) => clauseJson(clause, zone)),
    refusedDecisions: assessment.refusedDecisions.map(({ id, of, act, why, wouldAllow }) => {
      return { id, of, act, why, wouldAllow };
    }),
    ...remarksJson(judged),
  };
}
