import type { Finding, Rule } from "../rule.ts";
import { isNode, isTest, lineAt, type Source, type SyntaxNode } from "../source.ts";

/** Everything a file exports says what it is, in a docstring. */
export const docstrings: Rule = {
  name: "docstrings",
  why: "What leaves its file is read by people who have not read the file.",
  on: "source",
  check(source) {
    if (isTest(source.path) || /\.config\.ts$/.test(source.path)) return [];
    const documented = new Set<string>();
    const found: Finding[] = [];
    for (const { node, start, name } of exportedBy(source)) {
      const key = name ?? `at ${node.start}`;
      // An overloaded function is documented once, at its first signature.
      if (documented.has(key)) continue;
      documented.add(key);
      if (hasDocstring(source, start)) continue;
      found.push({
        line: lineAt(source.text, start),
        message: `${name === undefined ? "This export" : `'${name}'`} needs a docstring.`,
      });
    }
    return found;
  },
};

type Exported = {
  readonly node: SyntaxNode;
  /** Where the docstring must end. */
  readonly start: number;
  readonly name: string | undefined;
};

function exportedBy(source: Source): readonly Exported[] {
  const body = source.program.body as unknown as readonly SyntaxNode[];
  return body.flatMap((statement): readonly Exported[] => {
    const { declaration } = statement as { readonly declaration?: unknown };
    if (statement.type === "ExportDefaultDeclaration") {
      return [{ node: statement, start: statement.start, name: undefined }];
    }
    if (statement.type !== "ExportNamedDeclaration" || statement["source"] != null) return [];
    if (isNode(declaration)) {
      return [{ node: declaration, start: statement.start, name: nameOf(declaration) }];
    }
    return localNames(statement).flatMap((name) => declared(body, name));
  });
}

/** The names of `export { a, b as c }`, as the file itself calls them. */
function localNames(statement: SyntaxNode): readonly string[] {
  const specifiers = statement["specifiers"] as readonly { local?: { name?: string } }[];
  return specifiers.flatMap(({ local }) => (local?.name === undefined ? [] : [local.name]));
}

function declared(body: readonly SyntaxNode[], name: string): readonly Exported[] {
  const node = body.find((statement) => nameOf(statement) === name);
  return node === undefined ? [] : [{ node, start: node.start, name }];
}

function nameOf(node: SyntaxNode): string | undefined {
  const { id, declarations } = node as {
    readonly id?: { readonly name?: string } | null;
    readonly declarations?: readonly { readonly id?: { readonly name?: string } }[];
  };
  return id?.name ?? declarations?.[0]?.id?.name;
}

function hasDocstring({ comments, text }: Source, start: number): boolean {
  return comments.some(
    ({ type, value, end }) =>
      type === "Block" &&
      value.startsWith("*") &&
      end <= start &&
      // Between a docstring and its export stand at most decorators and line comments.
      /^\s*(\/\/[^\n]*\n\s*)*$/.test(text.slice(end, start)),
  );
}
