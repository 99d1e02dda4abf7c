import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../vectors/", import.meta.url));

/** A file of `testing/vectors` as text. */
export function vectorText(path: string): string {
  return readFileSync(`${ROOT}${path}`, "utf8");
}

/** A JSON file of `testing/vectors`. The caller says what is in it; the files are fixed. */
export function vector<Content>(path: string): Content {
  return JSON.parse(vectorText(path)) as Content;
}

/** The paths of the vectors that match a pattern, in one order everywhere. */
export function vectorPaths(pattern: string): readonly string[] {
  const paths = globSync(pattern, { cwd: ROOT }).map((path) => path.replaceAll("\\", "/"));
  return paths.sort();
}
