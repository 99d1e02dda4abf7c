import type { DiagnosticCode } from "../check/diagnostic.ts";
import { nearest } from "../check/suggest.ts";
import { DECLARATION_FORMS } from "./declaration-forms.ts";
import type { Token } from "./layout.ts";
import { RESERVED_WORDS } from "./reserved-words.ts";

/** A syntax error, as the parser gives it. */
export interface ParseError {
  readonly name: string;
  readonly message: string;
  readonly token: Token;
}

/** A syntax error in words. */
export interface Explanation {
  readonly code: DiagnosticCode;
  readonly place: Token;
  readonly message: string;
  readonly remedy: string;
}

/**
 * Says what is wrong where the words make no sentence.
 *
 * @param piece - the entry, or the item of a list, in which it is.
 * @param entry - the whole entry.
 */
export function explainSyntaxError(
  error: ParseError,
  { tokens, isItem }: { readonly tokens: readonly Token[]; readonly isItem: boolean },
  entry: readonly Token[],
): Explanation {
  const first = entry[0] as Token;
  const { place, previous } = aroundError(error, tokens, entry);
  const atStart = place.startOffset === first.startOffset || isSecondOfUnknown(place, tokens);
  if (!isItem && atStart && DECLARATION_FORMS[first.image] === undefined)
    return unknownStart(first);
  const found = say(error.token);
  const expected = expectedOf(error);
  const after = previous === null ? "" : ` after \`${shorten(previous.image)}\``;
  const message =
    expected === null
      ? `${found} cannot stand here${after}.`
      : `Expected ${expected}${after}, found ${found}.`;
  return { code: "syntax", place, message, remedy: remedyOf(error, isItem, entry) };
}

/** Where an error is, and the word before it; at the end, it is at the last word. */
function aroundError(
  error: ParseError,
  tokens: readonly Token[],
  entry: readonly Token[],
): { readonly place: Token; readonly previous: Token | null } {
  const words = tokens.filter(({ image }) => image !== "");
  const isAtEnd = Number.isNaN(error.token.startOffset) || error.token.image === "";
  const index = isAtEnd ? words.length : words.indexOf(error.token);
  const previous = words[index - 1] ?? null;
  if (!isAtEnd) return { place: error.token, previous };
  return { place: previous ?? (entry[0] as Token), previous };
}

// `undertakng removal by …`: the parser stumbles over the second word, but the first is wrong.
function isSecondOfUnknown(place: Token, tokens: readonly Token[]): boolean {
  const second = tokens[1];
  if (second === undefined || place.startOffset !== second.startOffset) return false;
  return second.tokenType.name === "ID" || second.tokenType.name === "STRING";
}

function unknownStart(first: Token): Explanation {
  const meant = nearest(first.image, Object.keys(DECLARATION_FORMS));
  return {
    code: "unknown-declaration",
    place: first,
    message: `No declaration begins with \`${shorten(first.image)}\`.`,
    remedy:
      meant === null
        ? "Begin with a word such as `party` or `undertaking`, or indent the line if it goes on."
        : `Did you mean \`${meant}\`? Write it as: ${DECLARATION_FORMS[meant]}.`,
  };
}

const TOKEN_WORDS: Readonly<Record<string, string>> = {
  ID: "an id",
  STRING: "a text in quotes",
  NUMBER: "a number",
  DATE: "a date (1962-10-27)",
  TIME: "a time (20:44)",
  ZONE: "a time zone (America/New_York)",
  BULLET: "an item that begins with `-`",
  LIST_OPEN: "a list, each item on a line that begins with `-`",
  LIST_CLOSE: "the end of the list",
  EOF: "the end of the declaration",
};

function expectedOf(error: ParseError): string | null {
  if (error.name === "MismatchedTokenException") {
    const name = /^Expecting (?:token of type|keyword) '(.*)' but/.exec(error.message)?.[1];
    if (name === undefined) return null;
    return TOKEN_WORDS[name] ?? `\`${name}\``;
  }
  const names = [...error.message.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] ?? "");
  const unique = [...new Set(names)].filter((name) => name !== "");
  if (unique.length === 0 || unique.length > 4) return null;
  return unique.map((name) => TOKEN_WORDS[name] ?? `\`${name}\``).join(" or ");
}

function remedyOf(error: ParseError, isItem: boolean, tokens: readonly Token[]): string {
  const { image } = error.token;
  if (expectsId(error) && RESERVED_WORDS.has(image)) {
    return `\`${image}\` is a word that joins sentences and cannot be an id: choose another.`;
  }
  if (error.message.includes("'LIST_OPEN'")) {
    return "Begin each item on a line of its own, with a `-` deeper than the line or dash above.";
  }
  if (isItem) {
    return "Write a condition after the `-`, such as `removal is verified`.";
  }
  const first = tokens[0] as Token;
  const isOperation = DECLARATION_FORMS[first.image]?.endsWith("a declaration") ?? false;
  const start = isOperation && tokens[1] !== undefined ? tokens[1] : first;
  const form = DECLARATION_FORMS[start.image];
  if (form !== undefined) return `Write it as: ${form}.`;
  if (tokens.some((token) => token.image === "when")) {
    return "Write a condition after `when`, such as `missiles are absent from island`.";
  }
  return "Write it as: CLAUSE is verified when …, or INSTRUMENT accepts INSTRUMENT.";
}

function expectsId(error: ParseError): boolean {
  return error.message.includes("'ID'") || error.message.includes("[ID]");
}

function say(token: Token): string {
  if (token.image === "" || Number.isNaN(token.startOffset)) {
    return token.tokenType.name === "LIST_CLOSE" ? "the end of the list" : "the end";
  }
  return `\`${shorten(token.image)}\``;
}

function shorten(image: string): string {
  return image.length > 40 ? `${image.slice(0, 37)}…` : image;
}
