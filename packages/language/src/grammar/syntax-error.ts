import type { DiagnosticCode } from "../check/diagnostic.ts";
import { nearest } from "../check/suggest.ts";
import { DECLARATION_FORMS } from "./declaration-forms.ts";
import type { Token } from "./layout.ts";
import { RESERVED_WORDS } from "./reserved-words.ts";

/** A syntax error, as the parser gives it. */
export interface SyntaxError {
  readonly name: string;
  readonly message: string;
  readonly token: Token;
  readonly previousToken?: Token;
  readonly context: { readonly ruleStack: readonly string[] };
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
 * @param tokens - the whole declaration.
 * @param item - the index of the token at which the item of a list begins; 0 outside a list.
 */
export function explainSyntaxError(
  error: SyntaxError,
  tokens: readonly Token[],
  item: number,
): Explanation {
  const first = tokens[0] as Token;
  const place = placeOfError(error, tokens);
  const atStart = place.startOffset === first.startOffset || isSecondOfUnknown(place, tokens);
  if (atStart && DECLARATION_FORMS[first.image] === undefined) return unknownStart(first);
  const found = say(error.token);
  const expected = expectedOf(error);
  const previous = error.previousToken?.image ?? "";
  const after = previous === "" ? "" : ` after \`${shorten(previous)}\``;
  const message =
    expected === null
      ? `${found} cannot stand here${after}.`
      : `Expected ${expected}${after}, found ${found}.`;
  return { code: "syntax", place, message, remedy: remedyOf(error, tokens, item) };
}

function placeOfError(error: SyntaxError, tokens: readonly Token[]): Token {
  const last = tokens.at(-1) as Token;
  const atEnd = Number.isNaN(error.token.startOffset) || error.token.image === "";
  if (!atEnd) return error.token;
  return error.previousToken !== undefined && !Number.isNaN(error.previousToken.startOffset)
    ? error.previousToken
    : last;
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

function expectedOf(error: SyntaxError): string | null {
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

function remedyOf(error: SyntaxError, tokens: readonly Token[], item: number): string {
  const { image } = error.token;
  if (expectsId(error) && RESERVED_WORDS.has(image)) {
    return `\`${image}\` is a word that joins sentences and cannot be an id: choose another.`;
  }
  if (error.message.includes("'LIST_OPEN'")) {
    return "Begin each item on a line of its own, with a `-` deeper than the line or dash above.";
  }
  if (item > 0) {
    return "Write a condition after the `-`, such as `removal is verified`.";
  }
  const first = tokens[0] as Token;
  const isOperation = DECLARATION_FORMS[first.image]?.endsWith("a declaration") ?? false;
  const start = isOperation && tokens[1] !== undefined ? tokens[1] : first;
  const form = DECLARATION_FORMS[start.image];
  if (form !== undefined) return `Write it as: ${form}.`;
  return `Write it as: CLAUSE is verified when …, or INSTRUMENT accepts INSTRUMENT.`;
}

function expectsId(error: SyntaxError): boolean {
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
