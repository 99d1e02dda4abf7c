import type { Io } from "../io.ts";

/** How a stretch of text may be set. */
export type Style = "plain" | "strong" | "soft" | "good" | "bad" | "doubtful";

const CODES: Readonly<Record<Style, string>> = {
  plain: "",
  strong: "\u001b[1m",
  soft: "\u001b[2m",
  good: "\u001b[32m",
  bad: "\u001b[31m",
  doubtful: "\u001b[33m",
};

/** Sets text in a style, where colour may be used at all. */
export function paint(io: Io, style: Style, text: string): string {
  return io.colour && style !== "plain" ? `${CODES[style]}${text}\u001b[0m` : text;
}

/** Takes out what would act on a terminal: texts and file names come from others. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

/** Breaks text between words into lines of at most `width` columns; a longer word stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of plain(text).split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Sets text below an indent, each line broken to the width that is left. */
export function indented(io: Io, indent: number, text: string, style: Style = "plain"): string {
  return wrap(text, io.columns - indent)
    .map((line) => `${" ".repeat(indent)}${paint(io, style, line)}\n`)
    .join("");
}

/** Sets a short word in a left column and text beside it, broken to the width that is left. */
export function beside(
  io: Io,
  left: { readonly text: string; readonly style: Style },
  width: number,
  text: string,
  style: Style = "plain",
): string {
  const [first = "", ...rest] = wrap(text, io.columns - width);
  const head = paint(io, left.style, plain(left.text).padEnd(width));
  const tail = rest.map((line) => `${" ".repeat(width)}${paint(io, style, line)}\n`).join("");
  return `${head}${paint(io, style, first)}\n${tail}`;
}

/** A heading over a part of a page. */
export function heading(io: Io, text: string): string {
  return `\n${paint(io, "strong", plain(text))}\n`;
}
