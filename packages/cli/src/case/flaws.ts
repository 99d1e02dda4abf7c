import { flawsOf, type Text } from "@proviso/core";
import { type Finding, ofFlaw } from "./finding.ts";

/** The flaws of a case's texts, as findings: what will make trouble once they are signed. */
export function flawsIn(texts: readonly Text[]): readonly Finding[] {
  return flawsOf(texts).map(ofFlaw);
}
