import { type Entry, flawsOf, type Text } from "@proviso/core";
import { type CaseDiagnostic, ofFlaw } from "./diagnostic.ts";

/** The flaws of a case's texts, as findings: what will make trouble once they are signed. */
export function flawsIn(
  texts: readonly Text[],
  entries: readonly Entry[] = [],
): readonly CaseDiagnostic[] {
  return flawsOf(texts, entries).map(ofFlaw);
}
