import { posix } from "node:path";
import type { Rule } from "../rule.ts";
import { importsOf, isSource, isTest, parseSource, type TextFile } from "../source.ts";

/** Files that are reached from outside the code: a package's index, a program, a configuration. */
const ENTRANCE = /(^|\/)(index|main)\.tsx?$|\.config\.ts$|\.d\.ts$/;

/** Every source file is reached by another, or is an entrance. A test alone does not reach it. */
export const unreached: Rule = {
  name: "unreached",
  why: "Code that nothing uses is read, kept and believed for years.",
  on: "repository",
  check(files) {
    const reached = new Set(files.flatMap(targetsOf));
    return files
      .filter(({ path }) => needsReaching(path) && !reached.has(path))
      .map(({ path }) => ({
        path,
        line: 1,
        message: "Nothing imports this file but tests; use it, or delete it.",
      }));
  },
};

function needsReaching(path: string): boolean {
  return isSource(path) && /(^|\/)src\//.test(path) && !isTest(path) && !ENTRANCE.test(path);
}

/** The files that a file leads to: by import, as a worker by address, or from a page. */
function targetsOf(file: TextFile): readonly string[] {
  if (isTest(file.path)) return [];
  const written = file.path.endsWith(".html") ? addressesIn(file.text) : specifiersOf(file);
  return written.map((one) => posix.join(posix.dirname(file.path), one));
}

function specifiersOf(file: TextFile): readonly string[] {
  const source = isSource(file.path) ? parseSource(file) : undefined;
  if (source === undefined) return [];
  const workers = file.text.matchAll(/new URL\(\s*"([^"]+)",\s*import\.meta\.url/g);
  return [
    ...importsOf(source).map(({ specifier }) => specifier.replace(/\?.*$/, "")),
    ...[...workers].map((match) => match[1] ?? ""),
  ];
}

function addressesIn(page: string): readonly string[] {
  return [...page.matchAll(/\bsrc="\/?([^"]+)"/g)].map((match) => match[1] ?? "");
}
