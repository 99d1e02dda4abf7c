import type { CaseAnswer, CaseSummary, CasesAnswer, LinesAnswer } from "@proviso/wire";
import { type CaseFiles, follows, withLines } from "./case-files.ts";
import { askForJson, CaseError } from "./http.ts";

/** Lists the cases that are served. Throws a `CaseError` where they cannot be listed. */
export async function listCases(): Promise<readonly CaseSummary[]> {
  const { cases } = (await askForJson("/api/cases")) as CasesAnswer;
  return cases;
}

/** How often a case is begun anew that changes while its parts arrive. */
const MOST_TIMES = 4;

/** Gets a case, all its lines. Throws a `CaseError` where they do not arrive. */
export async function getCase(id: string): Promise<CaseFiles> {
  for (let times = 0; times < MOST_TIMES; times += 1) {
    const { next, ...first } = (await askForJson(addressOf(id))) as CaseAnswer;
    const rest = next === null ? [] : await getLines(id, first, next);
    if (rest !== null) return rest.reduce(withLines, first);
  }
  throw new CaseError("case-changing", "The case changes faster than it arrives.", "Try again.");
}

/**
 * Gets the lines that have come to a case since.
 *
 * @returns `null` where they do not follow what is here: another text, another record, or one that
 *   has gone back. The case is then to be got as a whole.
 */
export async function getTail(
  id: string,
  files: CaseFiles,
): Promise<readonly LinesAnswer[] | null> {
  if (files.logSize === null || files.head === undefined) return null;
  return getLines(id, files, `${files.logSize}`);
}

async function getLines(
  id: string,
  before: CaseFiles,
  cursor: string,
): Promise<readonly LinesAnswer[] | null> {
  const parts: LinesAnswer[] = [];
  let files: Pick<CaseFiles, "head"> = before;
  for (let next: string | null = cursor; next !== null; ) {
    const part: LinesAnswer | null = await getLinesAt(id, next).catch(noPlace);
    if (part === null || !follows(part, files)) return null;
    parts.push(part);
    files = part;
    next = part.next;
  }
  return parts;
}

async function getLinesAt(id: string, cursor: string): Promise<LinesAnswer> {
  const asked = `${addressOf(id)}/lines?cursor=${encodeURIComponent(cursor)}`;
  return (await askForJson(asked)) as LinesAnswer;
}

/** A record that is shorter than what is here has no such place: it has gone back. */
function noPlace(cause: unknown): null {
  if (cause instanceof CaseError && cause.code === "cursor-unknown") return null;
  throw cause;
}

function addressOf(id: string): string {
  return `/api/cases/${encodeURIComponent(id)}`;
}
