import type { CaseAnswer, CaseSummary } from "@proviso/wire";
import { getCase, listCases } from "../case/case-client.ts";
import { CaseError } from "../case/http.ts";

/** The files of a case, and when they came where that was earlier: then there is no network. */
export interface BroughtCase {
  readonly files: CaseAnswer;
  /** Milliseconds by this device's clock; `null` where they have just come. */
  readonly keptAt: number | null;
}

/**
 * Gets the files of a case; where the server does not answer, those that this device keeps.
 *
 * @throws {CaseError} where there are neither
 */
export async function bringCase(id: string): Promise<BroughtCase> {
  try {
    return { files: await getCase(id), keptAt: null };
  } catch (cause) {
    const kept = isOffline(cause) ? await (await keeping()).keptCase(id).catch(() => null) : null;
    if (kept === null) throw cause;
    return kept;
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
