import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Problem } from "./problem.ts";

/** What knip reports of one file. */
type Issue = { readonly file: string } & Readonly<Record<string, readonly Named[] | string>>;

type Named = { readonly name: string; readonly line?: number };

/** What is asked of knip, and what it means. */
const KINDS: Readonly<Record<string, (name: string) => string>> = {
  files: () => "Nothing imports this file; use it, or delete it.",
  exports: (name) => `'${name}' is exported, and nothing imports it from here.`,
  types: (name) => `The type '${name}' is exported, and nothing imports it from here.`,
  dependencies: (name) => `'${name}' is depended on, and nothing imports it.`,
  devDependencies: (name) => `'${name}' is depended on, and nothing uses it.`,
  unlisted: (name) => `'${name}' is imported, and package.json does not name it.`,
  unresolved: (name) => `'${name}' is imported, and is not there.`,
};

/**
 * What nothing uses: files, exports (those of an index too) and dependencies. A test is a use of
 * an export, but not of a file: code that only its test imports is dead.
 *
 * @param root - an absolute path of a checkout with its `knip.json` and what is installed
 */
export function deadCode(root: string): readonly Problem[] {
  const asked = Object.keys(KINDS).filter((kind) => kind !== "files");
  const found = [
    ...knip(root, ["--include", ["files", ...asked].join(",")]),
    ...knip(root, ["--production", "--include", "files"]),
  ];
  const problems = found.flatMap((issue) =>
    Object.entries(KINDS).flatMap(([kind, say]) =>
      namedIn(issue[kind]).map(({ name, line }) => ({
        rule: "dead-code",
        path: issue.file,
        line: line ?? 1,
        message: say(name),
      })),
    ),
  );
  const byPlace = problems.map((one) => [`${one.path}:${one.line} ${one.message}`, one] as const);
  return [...new Map(byPlace).values()];
}

function namedIn(reported: readonly Named[] | string | undefined): readonly Named[] {
  return typeof reported === "object" ? reported : [];
}

function knip(root: string, options: readonly string[]): readonly Issue[] {
  const program = join(root, "node_modules", "knip", "bin", "knip.js");
  const report = execFileSync(
    process.execPath,
    [program, "--reporter", "json", "--no-exit-code", "--no-config-hints", ...options],
    { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  return (JSON.parse(report) as { readonly issues: readonly Issue[] }).issues;
}
