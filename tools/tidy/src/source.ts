import { type Comment, type EcmaScriptModule, type Program, parseSync } from "oxc-parser";

/** A file of the repository that tidy looks at. */
export type TextFile = {
  readonly path: string;
  readonly text: string;
};

/** A TypeScript or JavaScript file with its syntax. */
export type Source = TextFile & {
  readonly program: Program;
  readonly module: EcmaScriptModule;
  readonly comments: readonly Comment[];
};

/** A node of the syntax tree, as far as the rules need to know it. */
export type SyntaxNode = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
};

/** Code that people write: what is generated, bundled or kept as a fixture is not held to rules. */
export function isSource(path: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(path) && !/(^|\/)(generated|dist|fixtures)\//.test(path);
}

/** Parses a file; what does not parse is the compiler's to report, and yields nothing here. */
export function parseSource(file: TextFile): Source | undefined {
  const { program, module, comments, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) return undefined;
  return { ...file, program, module, comments };
}

/** Visits every node under `root`, parents first. */
export function walk(root: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(root)) {
    for (const item of root) walk(item, visit);
    return;
  }
  if (!isNode(root)) return;
  visit(root);
  for (const value of Object.values(root)) {
    if (typeof value === "object" && value !== null) walk(value, visit);
  }
}

/** Whether a value of the tree is a node (and not a list, a span or a literal's value). */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
  }
  return line;
}

/** Whether a file is a test, or stands in a folder that only tests use: a port's contract too. */
export function isTest(path: string): boolean {
  return /\.(test|test-d|bench)\.tsx?$|\/(testing|contract)\//.test(path);
}
