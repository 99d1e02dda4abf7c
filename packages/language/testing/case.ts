import type { AgreementText, Condition, Declaration, Text } from "@proviso/core";
import { type DiagnosticCode, parseTexts, type TextDiagnostic } from "../src/index.ts";

/** An agreement with one of everything that sentences refer to. */
export const AGREEMENT = `agreement accord "The accord"
time zone America/New_York
in brief "No missiles on the island."
party US "United States"
party USSR "Soviet Union"
state Cuba "Cuba"
body UN "United Nations"
body ICRC "Red Cross"
group Neighbours "the neighbours" { Cuba, UN }
instrument letter "A letter" from US to USSR on 1962-10-27 {
  passage remove "remove them"
  passage halt "and halt"
}
item missiles "missiles" counted each
item bombers "bombers" counted each
term weapons "all weapons" = missiles, bombers
facility base "a base"
open term provocation "other provocation"
area island "the island"
place sagua "Sagua", a launch site in island
place mariel "Mariel", a port in island
methods photography "aerial photography", alongside "count alongside"
authority President may amend texts
places bases "the bases" = launch site, port
undertaking removal by USSR to US, to remove weapons from Cuba through dismantled, returned
undertaking respect by US, that "the island is respected"
measure quarantine by US, in force until removal is verified
assurance no-attack by US to USSR, takes effect while removal is verified
undertaking training by USSR, to "train the guards", levels primary, secondary
`;

/** Reads the agreement with more lines after it. */
export function withLines(lines: string): {
  readonly text: AgreementText;
  readonly texts: readonly Text[];
  readonly diagnostics: readonly TextDiagnostic[];
} {
  const parsed = parseTexts([{ file: "accord.proviso", source: `${AGREEMENT}${lines}` }]);
  const text = parsed.texts[0];
  if (text?.kind !== "agreement") throw new Error("The agreement could not be read at all.");
  return { text, ...parsed };
}

/** What the lines after the agreement declare; fails where anything is wrong with them. */
export function declared(lines: string): Declaration {
  const { text, diagnostics } = withLines(lines);
  if (diagnostics.length > 0) throw new Error(said(diagnostics).join("\n"));
  const last = text.declarations.at(-1);
  if (last === undefined) throw new Error("Nothing is declared.");
  return last;
}

/** The condition that a requirement states; fails where anything is wrong with it. */
export function condition(words: string): Condition {
  const { text, diagnostics } = withLines(`removal is verified when ${words}\n`);
  if (diagnostics.length > 0) throw new Error(said(diagnostics).join("\n"));
  const [requirement] = text.requirements;
  if (requirement === undefined) throw new Error("Nothing is required.");
  return requirement.condition;
}

/** The codes of what is wrong with the lines after the agreement, in order. */
export function codes(lines: string): readonly DiagnosticCode[] {
  return withLines(lines).diagnostics.map(({ code }) => code);
}

/** The codes of what is wrong with a condition. */
export function conditionCodes(words: string): readonly DiagnosticCode[] {
  return codes(`removal is verified when ${words}\n`);
}

/** The one thing that is wrong with the lines after the agreement. */
export function only(lines: string): TextDiagnostic {
  const { diagnostics } = withLines(lines);
  const [first, second] = diagnostics;
  if (first === undefined || second !== undefined) {
    throw new Error(`One thing should be wrong, but: ${said(diagnostics).join("\n")}`);
  }
  return first;
}

/** Diagnostics as a compiler prints them. */
export function said(diagnostics: readonly TextDiagnostic[]): readonly string[] {
  return diagnostics.map(
    ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code}: ${message}`,
  );
}

/** The model without places, files and sources: what a text says, and not where. */
export function meaning(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part) =>
      key === "at" || key === "source" || key === "file" ? undefined : part,
    ),
  );
}
