import type { CaseAnswer, CaseSummary, CasesAnswer } from "@proviso/wire";
import { askForJson } from "./http.ts";

/** Lists the cases that are served. Throws a `CaseError` where they cannot be listed. */
export async function listCases(): Promise<readonly CaseSummary[]> {
  const { cases } = (await askForJson("/api/cases")) as CasesAnswer;
  return cases;
}

/** Gets the files of a case. Throws a `CaseError` where they do not arrive. */
export async function getCase(id: string): Promise<CaseAnswer> {
  return (await askForJson(`/api/cases/${encodeURIComponent(id)}`)) as CaseAnswer;
}
