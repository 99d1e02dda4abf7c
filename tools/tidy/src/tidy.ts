import type { Allowance } from "./allowed.ts";
import type { Problem } from "./problem.ts";
import type { Finding, Paths, Rule } from "./rule.ts";
import { isSource, parseSource, type Source, type TextFile } from "./source.ts";

/** A repository as tidy sees it: its text files, and what else it holds. */
export type Repository = {
  readonly files: readonly TextFile[];
  readonly paths: Paths;
};

/**
 * Holds a repository to its rules.
 *
 * @returns every departure that is not allowed, by path and line; and every allowance that
 *   nothing needs any more, as a departure from the rule `allowed`.
 */
export function tidy(
  { files, paths }: Repository,
  rules: readonly Rule[],
  allowed: readonly Allowance[],
): readonly Problem[] {
  const found = [
    ...files.flatMap((file) => problemsOf(file, paths, rules)),
    ...rules.flatMap((rule) => acrossFiles(rule, files)),
  ];
  const used = new Set<Allowance>();
  const problems: Problem[] = [];
  for (const problem of found) {
    const allowance = allowed.find(
      ({ rule, path }) => rule === problem.rule && path === problem.path,
    );
    if (allowance === undefined) problems.push(problem);
    else used.add(allowance);
  }
  problems.push(...allowed.filter((allowance) => !used.has(allowance)).map(needless));
  return problems.sort((a, b) => compare(a.path, b.path) || a.line - b.line);
}

function problemsOf(file: TextFile, paths: Paths, rules: readonly Rule[]): readonly Problem[] {
  const source = isSource(file.path) ? parseSource(file) : undefined;
  return rules.flatMap((rule) =>
    findings(rule, file, source, paths).map((finding) => ({
      rule: rule.name,
      path: file.path,
      ...finding,
    })),
  );
}

function findings(
  rule: Rule,
  file: TextFile,
  source: Source | undefined,
  paths: Paths,
): readonly Finding[] {
  if (rule.on === "text") return rule.check(file, paths);
  return rule.on === "source" && source !== undefined ? rule.check(source) : [];
}

function acrossFiles(rule: Rule, files: readonly TextFile[]): readonly Problem[] {
  if (rule.on !== "repository") return [];
  return rule.check(files).map((finding) => ({ rule: rule.name, ...finding }));
}

function needless({ rule, path }: Allowance): Problem {
  const message = `${path} no longer needs its allowance from '${rule}'; remove it.`;
  return { rule: "allowed", path: "tools/tidy/src/allowed.ts", line: 1, message };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
