import { stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";

// The places of a case's own files; any other file in its folder is on its own.
const IN_CASE =
  /^(?:case\.json|record\.jsonl|(?:agreement|(?:readings|amendments)\/[^/]+)\.proviso)$/;

/** The case that a file is part of, and its name there; `null` for none. */
export async function caseOf(
  path: string,
): Promise<{ readonly home: string; readonly file: string } | null> {
  const folder = dirname(resolve(path));
  for (const home of [folder, dirname(folder)]) {
    const file = relative(home, resolve(path)).split(sep).join("/");
    const isCase = await stat(join(home, "case.json")).then(
      () => true,
      () => false,
    );
    if (isCase && IN_CASE.test(file)) return { home, file };
  }
  return null;
}
