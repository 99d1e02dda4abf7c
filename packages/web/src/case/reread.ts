import type { ParsedTexts } from "@proviso/language";
import type { CaseFiles } from "./case-files.ts";

/** What reading the texts a second time, here, has come to. */
export type Rereading = "same" | "different";

/**
 * Parses the texts again in this browser and holds them against what the server made of them, so
 * that nobody need trust the server for what an agreement says. The language arrives only now: it
 * is a third of the app, and the first page does not wait for it (ADR 0041).
 */
export async function reread({
  files,
  parsed,
}: Pick<CaseFiles, "files" | "parsed">): Promise<Rereading> {
  const { parseTexts } = await import("@proviso/language");
  return isSame(parsed, parseTexts(files)) ? "same" : "different";
}

/** Whether two parsings say the same, field by field. */
export function isSame(one: ParsedTexts, other: ParsedTexts): boolean {
  return canonical(one) === canonical(other);
}

// What the server sent has been through JSON; what was parsed here must go through it as well, or
// a field that is not there would differ from one that was left out.
function canonical(parsed: ParsedTexts): string {
  return JSON.stringify(parsed, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
