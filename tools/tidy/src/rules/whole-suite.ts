import type { Rule } from "../rule.ts";
import { isNode, isTest, lineAt, walk } from "../source.ts";

const SUITES = new Set(["test", "it", "describe", "suite", "bench"]);
const LEFT_OUT = new Set(["only", "skip", "todo"]);

/** No test is left out of the suite, and none keeps the others from running. */
export const wholeSuite: Rule = {
  name: "whole-suite",
  why: "A suite that passes because part of it did not run says something that is not so.",
  on: "source",
  check(source) {
    if (!isTest(source.path)) return [];
    const found: { line: number; message: string }[] = [];
    walk(source.program, (node) => {
      if (node.type !== "MemberExpression" || !isSuite(node["object"])) return;
      const property = node["property"] as { readonly name?: string };
      if (property.name === undefined || !LEFT_OUT.has(property.name)) return;
      found.push({
        line: lineAt(source.text, node.start),
        message: `'.${property.name}' leaves tests out; make them pass, or delete them.`,
      });
    });
    return found;
  },
};

/** `test`, and also `test.concurrent` and the like. */
function isSuite(node: unknown): boolean {
  if (!isNode(node)) return false;
  if (node.type === "Identifier") return SUITES.has(String(node["name"]));
  return node.type === "MemberExpression" && isSuite(node["object"]);
}
