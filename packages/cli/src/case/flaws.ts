import { flawsOf, type Text } from "@proviso/core";
import { type CaseDiagnostic, ofFlaw } from "./diagnostic.ts";

/** The flaws of a case's texts, as findings: what will make trouble once they are signed. */
export function flawsIn(texts: readonly Text[]): readonly CaseDiagnostic[] {
  return flawsOf(texts).map(ofFlaw);
}
