import type { TextPlace } from "@proviso/core";
import type { AstNode } from "langium";
import {
  MAX_DIAGNOSTICS,
  type Report,
  reportInto,
  type TextDiagnostic,
} from "../check/diagnostic.ts";
import type { Entry } from "../generated/ast.ts";
import { checkSize, checkWords, straysOf } from "./bounds.ts";
import type { SyntaxFault } from "./faults.ts";
import type { Chunk, Token } from "./layout.ts";
import { type Piece, readEntry } from "./parse-entry.ts";
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
  /** Whether it is clear what it says: only then is it mapped to the model. */
  readonly sound: boolean;
  /** What was read of it, each piece by itself where it is not sound. */
  readonly pieces: readonly Piece[];
  readonly tokens: readonly Token[];
  readonly at: TextPlace;
}

/** A file as its syntax has it, with everything that is wrong with that. */
export interface ParsedFile extends SourceFile {
  readonly entries: readonly ParsedEntry[];
  readonly diagnostics: readonly TextDiagnostic[];
}

/**
 * Reads the syntax of one file. Each declaration is read by itself, so that an error in one never
 * hides an error in another, nor changes what another says.
 */
export function parseFile({ file, source }: SourceFile): ParsedFile {
  const diagnostics: TextDiagnostic[] = [];
  const report = reportInto(diagnostics);
  if (!checkSize(file, source, report)) return { file, source, entries: [], diagnostics };
  const { lexer } = parserServices();
  const words = lexer.words(source);
  if (!checkWords(file, source, words, report)) return { file, source, entries: [], diagnostics };
  const strays = straysOf(source, words.hidden);
  const entries = lexer.chunks(words.tokens).map((chunk) =>
    // Where no more would be listed, no more is looked for.
    diagnostics.length > MAX_DIAGNOSTICS
      ? unread(file, chunk)
      : parseEntry({ file, source, strays }, chunk, report, diagnostics.length < MOST_MENDED),
  );
  return { file, source, entries, diagnostics };
}

// Beyond these a file is no text with slips, and what would mend each is not looked for.
const MOST_MENDED = 200;

function parseEntry(
  from: SourceFile & { readonly strays: readonly Token[] },
  chunk: Chunk,
  report: Report,
  isMending: boolean,
): ParsedEntry {
  const { tokens, tooDeepAt } = chunk;
  const { file, source } = from;
  const at = placeOfTokens(file, tokens[0] as Token, tokens.at(-1) as Token);
  if (tooDeepAt !== null) {
    reportTooDeep(placeOfTokens(file, tooDeepAt), report);
    return unread(file, chunk);
  }
  try {
    const { node, pieces, isClear } = readEntry(source, tokens, isMending);
    for (const piece of pieces) {
      for (const fault of piece.faults) {
        if (isOfStray(fault, from.strays)) continue;
        const { code, place, message, remedy } = explainSyntaxError(fault, piece, tokens);
        report(code, placeOfTokens(file, place), message, remedy);
      }
    }
    return { node, sound: isClear, pieces, tokens, at };
  } catch (failure) {
    // Nesting is bounded above; should the stack still run out, the text is refused, not the run.
    if (!(failure instanceof RangeError)) throw failure;
    discardParser();
    reportTooDeep(at, report);
    return unread(file, chunk);
  }
}

/** Whether a word is wrong because of what stands before it and is no word of the language. */
function isOfStray({ token, previous }: SyntaxFault, strays: readonly Token[]): boolean {
  const start = previous?.endOffset ?? 0;
  const end = token?.startOffset ?? Number.POSITIVE_INFINITY;
  return strays.some(({ startOffset }) => startOffset > start && startOffset <= end);
}

function unread(file: string, { tokens }: Chunk): ParsedEntry {
  const at = placeOfTokens(file, tokens[0] as Token, tokens.at(-1) as Token);
  return { node: null, sound: false, pieces: [], tokens, at };
}

function reportTooDeep(at: TextPlace, report: Report): void {
  report(
    "nested-too-deep",
    at,
    "Parentheses and lists are nested too deep to be read.",
    "Give parts of it an undertaking or a question of their own, and refer to those.",
  );
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
