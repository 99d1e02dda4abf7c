import type { TextPlace } from "@proviso/core";
import type { LexerResult } from "langium";
import type { Report } from "../check/diagnostic.ts";
import type { Token } from "./layout.ts";

/** The longest file that is read, in UTF-16 units: as much as a case folder takes of one text. */
export const MAX_SOURCE = 1_048_576;

/** The most words that a file may have: those of some 5,000 undertakings with their requirements. */
export const MAX_WORDS = 200_000;

/** The longest text in quotes, in UTF-16 units as written. */
export const MAX_QUOTED = 8_000;

/** Refuses a file that is too long to be read at all. */
export function checkSize(file: string, source: string, report: Report): boolean {
  if (source.length <= MAX_SOURCE) return true;
  report(
    "text-too-long",
    { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
    `The file has ${source.length} characters; at most ${MAX_SOURCE} are read.`,
    "Divide it: a reading and each amendment can have files of their own.",
  );
  return false;
}

/** Reports what is wrong with the words; `false` where there are too many to go on. */
export function checkWords(
  file: string,
  source: string,
  words: LexerResult,
  report: Report,
): boolean {
  for (const token of straysOf(source, words.hidden)) reportStray(file, token, report);
  let line = 0;
  for (const token of words.tokens) {
    if (token.startLine !== line) checkIndentation(file, source, token, report);
    line = token.startLine ?? line;
    if (token.image.length > MAX_QUOTED) reportLongToken(file, token, report);
  }
  const beyond = words.tokens[MAX_WORDS];
  if (beyond === undefined) return true;
  report(
    "text-too-long",
    tokenPlace(file, beyond),
    `The file has ${words.tokens.length} words; at most ${MAX_WORDS} are read.`,
    "Divide it: a reading and each amendment can have files of their own.",
  );
  return false;
}

/**
 * The stretches that are no words of the language, each told where it stands: of a date such as
 * 1/2/1962 and of a second quote on a line something else tells.
 */
export function straysOf(source: string, hidden: readonly Token[]): readonly Token[] {
  let quoted = 0;
  return hidden.filter((token) => {
    if (!STRAYS.includes(token.tokenType.name) || isBetweenDigits(source, token)) return false;
    const isQuote = QUOTES.test(token.image);
    const isSecond = isQuote && token.startLine === quoted;
    if (isQuote) quoted = token.startLine ?? 0;
    return !isSecond;
  });
}

const STRAYS: readonly string[] = ["OPEN_STRING", "OPEN_COMMENT", "STRAY"];
const QUOTES = /^['‘’“”„«»]+$/;

function isBetweenDigits(source: string, { image, startOffset }: Token): boolean {
  const around = source.slice(Math.max(0, startOffset - 1), startOffset + 2);
  return image === "/" && /^[0-9]\/[0-9]$/.test(around);
}

function reportStray(file: string, token: Token, report: Report): void {
  const at = tokenPlace(file, token);
  switch (token.tokenType.name) {
    case "OPEN_STRING":
      report(
        "open-string",
        at,
        "This text is not closed by a quote on its line.",
        'Close it with ". A long text goes on in a second pair of quotes on the next line.',
      );
      break;
    case "OPEN_COMMENT":
      report(
        "open-comment",
        { ...at, endLine: at.line, endColumn: at.column + 2 },
        "This comment is not closed, and nothing after it is read.",
        "Close it with */, or begin it with // if it is one line.",
      );
      break;
    case "STRAY": {
      const shown = JSON.stringify(token.image.slice(0, 12));
      const isQuote = QUOTES.test(token.image);
      report(
        "unexpected-character",
        at,
        `${shown} does not belong to the language.`,
        isQuote ? 'Write texts between straight quotes: "…".' : "Take it out, or put it in quotes.",
      );
      break;
    }
  }
}

function checkIndentation(file: string, source: string, token: Token, report: Report): void {
  const column = token.startColumn ?? 1;
  const indentation = source.slice(token.startOffset - (column - 1), token.startOffset);
  if (!indentation.includes("\t") || indentation.trim() !== "") return;
  report(
    "tab-indentation",
    { ...tokenPlace(file, token), column: 1 },
    "The line is indented with a tab.",
    "Indent with spaces: what belongs to a list is told by its column.",
  );
}

function reportLongToken(file: string, token: Token, report: Report): void {
  report(
    "text-too-long",
    tokenPlace(file, token),
    `This has ${token.image.length} characters; at most ${MAX_QUOTED} are read at once.`,
    "Divide it into shorter texts, one after the other.",
  );
}

function tokenPlace(file: string, token: Token): TextPlace {
  return {
    file,
    line: token.startLine ?? 1,
    column: token.startColumn ?? 1,
    endLine: token.endLine ?? 1,
    endColumn: (token.endColumn ?? 1) + 1,
  };
}
