import type { CaseLines, CaseSummary } from "@proviso/wire";
import { getCase, getTail, listCases } from "../case/case-client.ts";
import type { CaseFiles } from "../case/case-files.ts";
import { CaseError } from "../case/http.ts";

/** What there is of a case: all of it, or what has come to what is here already. */
export type BroughtCase =
  | {
      readonly kind: "whole";
      readonly files: CaseFiles;
      /**
       * When they came where that was earlier: then there is no network. Milliseconds by this
       * device's clock; `null` where they have just come.
       */
      readonly keptAt: number | null;
    }
  | { readonly kind: "tail"; readonly lines: readonly CaseLines[] }
  /** The server does not answer: what is here is all there is. */
  | { readonly kind: "unreachable" };

/**
 * Gets what has come to a case since it was last got, or the whole where nothing is here that it
 * follows; where the server does not answer, what this device keeps.
 *
 * @param held - the case as it is here; `null` where it is not, or is to be got as a whole.
 * @throws {CaseError} where there is neither
 */
export async function bringCase(id: string, held: CaseFiles | null): Promise<BroughtCase> {
  try {
    const lines = held === null ? null : await getTail(id, held);
    if (lines !== null) return { kind: "tail", lines };
    return { kind: "whole", files: await getCase(id), keptAt: null };
  } catch (cause) {
    if (isOffline(cause) && held !== null) return { kind: "unreachable" };
    const kept = isOffline(cause) ? await (await keeping()).keptCase(id).catch(() => null) : null;
    if (kept === null) throw cause;
    return { kind: "whole", files: kept.files, keptAt: kept.keptAt };
  }
}

/** The cases that are served; where the server does not answer, those that this device keeps. */
export async function bringCases(): Promise<readonly CaseSummary[]> {
  try {
    return await listCases();
  } catch (cause) {
    const kept = isOffline(cause) ? await (await keeping()).keptCases().catch(() => []) : [];
    if (kept.length === 0) throw cause;
    return kept;
  }
}

// Whoever has a network never needs it.
const keeping = () => import("../screens/inspect/kept-case.ts");

function isOffline(cause: unknown): boolean {
  return cause instanceof CaseError && cause.code === "unreachable";
}
