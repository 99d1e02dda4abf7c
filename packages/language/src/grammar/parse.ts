import type { TextPlace } from "@proviso/core";
import type { AstNode } from "langium";
import { type Diagnostic, type Report, reportInto } from "../check/diagnostic.ts";
import type { Entry } from "../generated/ast.ts";
import { checkSize, checkWords } from "./bounds.ts";
import type { Chunk, Token } from "./layout.ts";
import { discardParser, parserServices } from "./services.ts";
import { explainSyntaxError } from "./syntax-error.ts";

/** One file as it was given. */
export interface SourceFile {
  /** Its name, relative to the case folder. */
  readonly file: string;
  readonly source: string;
}

/** One declaration, requirement, head or operation of a file. */
export interface ParsedEntry {
  /** What it says; where it is not sound, as much of it as could be read, or nothing. */
  readonly node: Entry | null;
  /** Whether it has no syntax error: only then is it mapped to the model. */
  readonly sound: boolean;
  /** Offsets between which a syntax error makes what was read unsure. */
  readonly unsure: readonly { readonly from: number; readonly to: number }[];
  readonly tokens: readonly Token[];
  readonly at: TextPlace;
}

/** A file as its syntax has it, with everything that is wrong with that. */
export interface ParsedFile extends SourceFile {
  readonly entries: readonly ParsedEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the syntax of one file. Each declaration is read by itself, so that an error in one never
 * hides an error in another, nor changes what another says.
 */
export function parseFile({ file, source }: SourceFile): ParsedFile {
  const diagnostics: Diagnostic[] = [];
  const report = reportInto(diagnostics);
  if (!checkSize(file, source, report)) return { file, source, entries: [], diagnostics };
  const { lexer } = parserServices();
  const words = lexer.words(source);
  if (!checkWords(file, source, words, report)) return { file, source, entries: [], diagnostics };
  const entries = lexer
    .chunks(words.tokens)
    .map((chunk) => parseEntry({ file, source }, chunk, report));
  return { file, source, entries, diagnostics };
}

function parseEntry(from: SourceFile, chunk: Chunk, report: Report): ParsedEntry {
  const tokens = chunk.tokens;
  const at = placeOfTokens(from.file, tokens[0] as Token, tokens.at(-1) as Token);
  const tooDeep = (place: TextPlace): ParsedEntry => {
    report(
      "nested-too-deep",
      place,
      "Parentheses and lists are nested too deep to be read.",
      "Give parts of it an undertaking or a question of their own, and refer to those.",
    );
    return { node: null, sound: false, unsure: [WHOLE], tokens, at };
  };
  if (chunk.tooDeepAt !== null) return tooDeep(placeOfTokens(from.file, chunk.tooDeepAt));
  const { lexer, parser } = parserServices();
  lexer.feed(tokens);
  try {
    const result = parser.parse<AstNode>(from.source, { rule: "Entry" });
    const unsure = reportErrors(from.file, tokens, result.parserErrors, report);
    // The rule was named above, and the parser gives what the rule yields.
    const node = result.value as Entry;
    return { node, sound: unsure.length === 0, unsure, tokens, at };
  } catch (failure) {
    // Nesting is bounded above; should the stack still run out, the text is refused, not the run.
    if (!(failure instanceof RangeError)) throw failure;
    discardParser();
    return tooDeep(at);
  } finally {
    lexer.feed(null);
  }
}

const WHOLE = { from: 0, to: Number.POSITIVE_INFINITY } as const;

type SyntaxErrors = ReturnType<typeof parserServices>["parser"] extends {
  parse: (...args: never[]) => { parserErrors: infer Errors };
}
  ? Errors
  : never;

// What follows an error in the same item is usually its echo, so that each item reports one.
function reportErrors(
  file: string,
  tokens: readonly Token[],
  errors: SyntaxErrors,
  report: Report,
): ParsedEntry["unsure"] {
  const seen = new Map<number, { from: number; to: number }>();
  for (const error of errors) {
    const token = Number.isNaN(error.token.startOffset) ? (tokens.at(-1) as Token) : error.token;
    const item = itemAround(tokens, token.startOffset);
    if (seen.has(item.from)) continue;
    seen.set(item.from, item);
    const { place, message, remedy, code } = explainSyntaxError(error, tokens, item.index);
    report(code, placeOfTokens(file, place), message, remedy);
  }
  return [...seen.values()];
}

/** The stretch from a bullet, or from the start, to before the next bullet. */
function itemAround(
  tokens: readonly Token[],
  offset: number,
): { readonly from: number; readonly to: number; readonly index: number } {
  let from = tokens[0]?.startOffset ?? 0;
  let index = 0;
  for (const [i, token] of tokens.entries()) {
    if (token.image !== "-") continue;
    if (token.startOffset > offset) return { from, to: token.startOffset, index };
    from = token.startOffset;
    index = i;
  }
  return { from, to: Number.POSITIVE_INFINITY, index };
}

/** The place of a token, or of all from one to another. */
export function placeOfTokens(file: string, first: Token, last: Token = first): TextPlace {
  return {
    file,
    line: first.startLine ?? 1,
    column: first.startColumn ?? 1,
    endLine: last.endLine ?? 1,
    endColumn: (last.endColumn ?? 1) + (last.image === "" ? 0 : 1),
  };
}

/** The place of what was read. */
export function placeOf(file: string, node: AstNode | undefined): TextPlace {
  const range = node?.$cstNode?.range;
  if (range === undefined) return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    file,
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}
