import type { Line, Piece } from "./lines.ts";

/** Writes lines: one space between words, columns where declarations stand under each other. */
export function render(lines: readonly Line[]): string {
  const widths = columnsOf(lines);
  const out: string[] = [];
  let textColumn: number | null = null;
  let lastWord: Piece | undefined;
  lines.forEach((line, i) => {
    const words = line.pieces.filter(({ isComment }) => !isComment);
    const goesOn = isText(lastWord) && isText(words[0]) && textColumn !== null;
    const indent = goesOn && textColumn !== null ? textColumn : line.indent;
    const text = renderLine(line, indent, widths[i] ?? null);
    if (line.blankAbove && i > 0) out.push("");
    out.push(text.trimEnd());
    if (!goesOn && words.length > 0) textColumn = columnOfLastText(line, text);
    lastWord = words.at(-1) ?? lastWord;
  });
  return out.length === 0 ? "" : `${out.join("\n")}\n`;
}

function isText(piece: Piece | undefined): boolean {
  return piece?.token.tokenType.name === "STRING";
}

/** How far in the text starts with which a line ends, so that what continues it stands below. */
function columnOfLastText({ pieces }: Line, rendered: string): number | null {
  const words = pieces.filter(({ isComment }) => !isComment);
  let first = words.length;
  while (first > 0 && isText(words[first - 1])) first -= 1;
  const start = words[first];
  if (start === undefined || rendered.includes("\n")) return null;
  const index = rendered.indexOf(start.text, lengthBefore(words, first));
  return index === -1 ? null : index;
}

// A text may occur twice in a line: the search begins where no earlier word can end.
function lengthBefore(words: readonly Piece[], index: number): number {
  return words.slice(0, index).reduce((sum, { text }) => sum + text.length, 0);
}

interface Columns {
  readonly first: number;
  readonly second: number;
}

const ALIGNED: readonly string[] = ["party", "state", "body", "item", "area", "place", "passage"];

/** The widths of the columns of each line that stands in a block of like declarations. */
function columnsOf(lines: readonly Line[]): readonly (Columns | null)[] {
  const widths: (Columns | null)[] = lines.map(() => null);
  let block: number[] = [];
  const close = () => {
    const columns = {
      first: Math.max(0, ...block.map((i) => lengthAt(lines, i, 0))),
      second: Math.max(0, ...block.map((i) => lengthAt(lines, i, 1))),
    };
    if (block.length > 1) for (const i of block) widths[i] = columns;
    block = [];
  };
  lines.forEach((line, i) => {
    if (line.blankAbove) close();
    if (isAligned(line)) {
      if (lines[block[0] ?? i]?.indent !== line.indent) close();
      block.push(i);
    } else if (!isText(line.pieces[0])) {
      close();
    }
  });
  close();
  return widths;
}

function isAligned({ pieces }: Line): boolean {
  const [word, id, title] = pieces;
  if (word === undefined || id === undefined || !isText(title)) return false;
  return ALIGNED.includes(word.text) && !word.isComment && !id.isComment;
}

function lengthAt(lines: readonly Line[], line: number, piece: number): number {
  return lines[line]?.pieces[piece]?.text.length ?? 0;
}

function renderLine({ pieces }: Line, indent: number, columns: Columns | null): string {
  let text = " ".repeat(indent);
  let before: Piece | undefined;
  pieces.forEach((piece, i) => {
    if (before !== undefined) text += gap(before, piece, text, i === pieces.length - 1);
    text += piece.text;
    if (columns !== null && i < 2) {
      const width = i === 0 ? columns.first : columns.second;
      text += " ".repeat(width - piece.text.length);
    }
    before = piece;
  });
  return text;
}

const TIGHT_AFTER: readonly string[] = ["(", "."];
const TIGHT_BEFORE: readonly string[] = [")", ",", ".", ":"];

function gap(before: Piece, piece: Piece, soFar: string, isLast: boolean): string {
  if (piece.isComment && isLast && !before.isComment) return gapBeforeComment(piece, soFar);
  if (!before.isComment && TIGHT_AFTER.includes(before.text)) return "";
  return !piece.isComment && TIGHT_BEFORE.includes(piece.text) ? "" : " ";
}

// A comment at the end of a line keeps its column where the line leaves it room.
function gapBeforeComment(comment: Piece, soFar: string): string {
  const end = soFar.length - (soFar.lastIndexOf("\n") + 1);
  const column = (comment.token.startColumn ?? 1) - 1;
  return " ".repeat(Math.max(2, column - end));
}
