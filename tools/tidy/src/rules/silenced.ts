import type { Finding, Rule } from "../rule.ts";
import { lineAt, type Source, walk } from "../source.ts";

/** The compiler is not told to look away without a reason that the next reader can judge. */
export const silenced: Rule = {
  name: "silenced",
  why: "A check that was silenced without a reason stays silent for ever.",
  on: "source",
  check: (source) => [...directives(source), ...casts(source)],
};

function directives({ comments, text }: Source): readonly Finding[] {
  return comments.flatMap(({ value, start }) => {
    const found = /^\s*@ts-(ignore|nocheck|expect-error)\b[\s:-]*(.*)/s.exec(value);
    if (found === null) return [];
    const [, kind = "", reason = ""] = found;
    const line = lineAt(text, start);
    if (kind !== "expect-error") {
      return [{ line, message: `'@ts-${kind}' hides what comes later; use '@ts-expect-error'.` }];
    }
    if (reason.trim().length >= 10) return [];
    return [{ line, message: "Say after '@ts-expect-error' why the compiler is wrong here." }];
  });
}

function casts(source: Source): readonly Finding[] {
  const { comments, program, text } = source;
  const explained = new Set(comments.map(({ end }) => lineAt(text, end)));
  const found: Finding[] = [];
  walk(program, (node) => {
    if (node.type !== "TSAsExpression") return;
    const target = node["typeAnnotation"] as { readonly type: string };
    const line = lineAt(text, node.end);
    if (target.type !== "TSAnyKeyword" || explained.has(line) || explained.has(line - 1)) return;
    found.push({ line, message: "Say beside 'as any' why no type fits, or find the type." });
  });
  return found;
}
