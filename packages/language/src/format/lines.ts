import type { LexerResult } from "langium";
import type { Chunk, Token } from "../grammar/layout.ts";

/** A word of a line, or a comment in it. */
export interface Piece {
  readonly text: string;
  readonly token: Token;
  readonly isComment: boolean;
}

/** One line of a text: what stands on it, how far in, and whether a blank line is above it. */
export interface Line {
  readonly pieces: readonly Piece[];
  readonly indent: number;
  readonly blankAbove: boolean;
}

const STEP = 2;

/** Divides a text into its lines, each with the indentation that its place in a sentence gives. */
export function linesOf(words: LexerResult, chunks: readonly Chunk[]): readonly Line[] {
  const indents = indentsOf(chunks);
  const pieces = [
    ...words.tokens.map((token) => ({ text: token.image, token, isComment: false })),
    ...words.hidden.map((token) => ({ text: token.image.trimEnd(), token, isComment: true })),
  ].sort((one, other) => one.token.startOffset - other.token.startOffset);
  const grouped = byLine(pieces);
  let below = 0;
  const lines: Line[] = [];
  for (let i = grouped.length - 1; i >= 0; i -= 1) {
    const group = grouped[i] as readonly Piece[];
    const first = group[0] as Piece;
    const word = group.find(({ isComment }) => !isComment);
    // A comment in the first column stays there; another goes with the line below it.
    const indentOfComment = first.token.startColumn === 1 ? 0 : Math.max(below, STEP);
    const ofWord = word === undefined ? undefined : indents.get(word.token.startOffset);
    if (ofWord !== undefined) below = ofWord;
    const indent = ofWord ?? indentOfComment;
    lines.push({ pieces: group, indent, blankAbove: hasBlankAbove(grouped[i - 1], first) });
  }
  return lines.reverse();
}

function byLine(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [];
  let lastLine = 0;
  for (const piece of pieces) {
    const current = lines.at(-1);
    if (current === undefined || (piece.token.startLine ?? 0) > lastLine) lines.push([piece]);
    else current.push(piece);
    lastLine = piece.token.endLine ?? lastLine;
  }
  return lines;
}

function hasBlankAbove(above: readonly Piece[] | undefined, first: Piece): boolean {
  const last = above?.at(-1)?.token.endLine;
  return last !== undefined && (first.token.startLine ?? 0) > last + 1;
}

/** The indentation of each word, were it the first of its line. */
function indentsOf(chunks: readonly Chunk[]): ReadonlyMap<number, number> {
  const indents = new Map<number, number>();
  for (const { tokens } of chunks) indentChunk(tokens, indents);
  return indents;
}

// A line that begins so opens a part of its sentence; another goes on with the part above it.
const PART_WORDS: ReadonlySet<string> = new Set(
  [
    "rests with best due within promptly by from to that not in then may snaps takes opens",
    "about if defined described included passage obligation expects stands under",
    "seen opening doubting breached satisfactory observers learning as",
  ].flatMap((line) => line.split(" ")),
);

function indentChunk(tokens: readonly Token[], indents: Map<number, number>): void {
  const words = tokens.filter(({ image }) => image !== "");
  const next = new Map(words.map((word, i) => [word, words[i + 1]?.image ?? ""]));
  const bullets: number[] = [];
  let line = 0;
  let lineIndent = 0;
  let partsBegun = false;
  let before = "";
  let begun = false;
  for (const [index, token] of tokens.entries()) {
    const name = token.tokenType.name;
    if (name === "PART") {
      // It says that a part begins with the word after it, and is no word itself.
      begun = true;
    } else if (name === "LIST_OPEN") {
      // A list within an item stands below the item's words, not below its dash.
      bullets.push(lineIndent + (bullets.at(-1) === lineIndent ? 2 * STEP : STEP));
    } else if (name === "LIST_CLOSE") {
      bullets.pop();
    } else {
      const isPart = begun || beginsPart(token, before, next.get(token) ?? "");
      begun = false;
      const indent = indentOf(token, index, bullets.at(-1), partsBegun && !isPart);
      indents.set(token.startOffset, indent);
      if (token.startLine !== line) {
        lineIndent = indent;
        partsBegun ||= isPart && index > 0 && bullets.length === 0;
      }
      line = token.startLine ?? line;
      before = token.image;
    }
  }
}

function beginsPart({ image }: Token, before: string, next: string): boolean {
  if (image === "or") return next === "an";
  if (image === "every") return /^\d/.test(next);
  return before === ":" || PART_WORDS.has(image);
}

function indentOf(
  token: Token,
  index: number,
  bullet: number | undefined,
  goesOn: boolean,
): number {
  if (index === 0) return 0;
  if (bullet !== undefined) return token.image === "-" ? bullet : bullet + 2 * STEP;
  if (token.image === "}") return 0;
  return goesOn ? 2 * STEP : STEP;
}
