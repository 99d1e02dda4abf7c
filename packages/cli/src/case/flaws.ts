import type { Text } from "@proviso/core";
import type { Finding } from "./finding.ts";

/** The flaws of a case's texts, as findings: what will make trouble once they are signed. */
export function flawsIn(_texts: readonly Text[]): readonly Finding[] {
  return [];
}
