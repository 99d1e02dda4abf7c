import type { Rule } from "../rule.ts";
import { lineAt } from "../source.ts";

/** An index re-exports and does nothing else. */
export const indexOnly: Rule = {
  name: "index-only",
  why: "Who opens an index wants to see what a room offers, not to run into what it does.",
  on: "source",
  check(source) {
    if (!/(^|\/)index\.ts$/.test(source.path)) return [];
    return source.program.body
      .filter((statement) => !isReExport(statement))
      .map(({ start }) => ({
        line: lineAt(source.text, start),
        message: "An index only re-exports; move this into a file that carries its name.",
      }));
  },
};

function isReExport(statement: {
  readonly type: string;
  readonly declaration?: unknown;
  readonly source?: unknown;
  readonly specifiers?: unknown;
}): boolean {
  if (statement.type === "ExportAllDeclaration") return true;
  if (statement.type !== "ExportNamedDeclaration") return false;
  // `export {};` marks a room that is still empty.
  const { declaration, source, specifiers } = statement;
  if (source != null) return true;
  return declaration == null && Array.isArray(specifiers) && specifiers.length === 0;
}
