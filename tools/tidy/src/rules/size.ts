import type { Finding, Rule } from "../rule.ts";
import { isTest, lineAt, type Source, type SyntaxNode, walk } from "../source.ts";

/** Lines a source file may have. */
export const FILE_LINES = 400;

/** Lines a function may have, from its first to its last. */
export const FUNCTION_LINES = 60;

const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** Files of at most 400 lines, functions of at most 60; tests may be long lists. */
export const size: Rule = {
  name: "size",
  why: "A file or function past these limits hides a second one that has a name.",
  on: "source",
  check(source) {
    if (isTest(source.path)) return [];
    return [...fileSize(source), ...functionSizes(source)];
  },
};

function fileSize({ text }: Source): readonly Finding[] {
  const lines = lineAt(text, text.length);
  if (lines <= FILE_LINES) return [];
  return [
    { line: 1, message: `${lines} lines, of at most ${FILE_LINES}. Find the second concept.` },
  ];
}

function functionSizes(source: Source): readonly Finding[] {
  const found: Finding[] = [];
  walk(source.program, (node) => {
    if (!FUNCTIONS.has(node.type)) return;
    const line = lineAt(source.text, node.start);
    const lines = lineAt(source.text, node.end) - line + 1;
    if (lines <= FUNCTION_LINES) return;
    found.push({
      line,
      message: `${nameOf(node)} has ${lines} lines, of at most ${FUNCTION_LINES}. Name its steps.`,
    });
  });
  return found;
}

function nameOf(node: SyntaxNode): string {
  const id = node["id"] as { readonly name?: string } | null | undefined;
  return id?.name === undefined ? "This function" : `'${id.name}'`;
}
