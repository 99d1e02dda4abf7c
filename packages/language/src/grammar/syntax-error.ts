import type { DiagnosticCode } from "../check/diagnostic.ts";
import { nearest } from "../check/suggest.ts";
import { DECLARATION_FORMS } from "./declaration-forms.ts";
import type { Token } from "./layout.ts";
import { RESERVED_WORDS } from "./reserved-words.ts";
import { SENTENCE_FORMS } from "./sentence-forms.ts";

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
  { tokens, dash }: { readonly tokens: readonly Token[]; readonly dash: Token | null },
  entry: readonly Token[],
): Explanation {
  const first = entry[0] as Token;
  const { place, previous, near } = aroundError(error, tokens, dash ?? first);
  const atStart = place.startOffset === first.startOffset || isSecondOfUnknown(place, tokens);
  if (dash === null && atStart && DECLARATION_FORMS[first.image] === undefined)
    return unknownStart(first);
  const found = say(error.token);
  const expected = expectedOf(error);
  const after = previous === null ? "" : ` after \`${shorten(previous.image)}\``;
  const message =
    expected === null
      ? `${found} cannot stand here${after}.`
      : `Expected ${expected}${after}, found ${found}.`;
  return { code: "syntax", place, message, remedy: remedyOf(error, dash !== null, near, entry) };
}

/** Where an error is, the word before it, and the words around it, the nearest first. */
function aroundError(
  error: ParseError,
  tokens: readonly Token[],
  start: Token,
): {
  readonly place: Token;
  readonly previous: Token | null;
  readonly near: readonly Token[];
} {
  const words = tokens.filter(({ image }) => image !== "");
  const isAtEnd = Number.isNaN(error.token.startOffset) || error.token.image === "";
  const index = isAtEnd ? words.length : words.indexOf(error.token);
  const previous = words[index - 1] ?? null;
  const near = [0, -1, 1, -2, 2, -3, -4].flatMap((step) => words[index + step] ?? []);
  return { place: isAtEnd ? (previous ?? start) : error.token, previous, near };
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

function remedyOf(
  error: ParseError,
  isItem: boolean,
  near: readonly Token[],
  entry: readonly Token[],
): string {
  const { image } = error.token;
  if (expectsId(error) && RESERVED_WORDS.has(image)) {
    return `\`${image}\` is a word that joins sentences and cannot be an id: choose another.`;
  }
  if (error.message.includes("'LIST_OPEN'")) {
    return "Begin each item on a line of its own, with a `-` deeper than the line or dash above.";
  }
  const form = formNear(near, entry);
  if (form !== null) return form;
  if (isItem) return "Write a condition after the `-`, such as `removal is verified`.";
  const declaration = formOfEntry(entry);
  if (declaration !== null) return `Write it as: ${declaration}.`;
  if (entry.some((token) => token.image === "when")) {
    return "Write a condition after `when`, such as `missiles are absent from island`.";
  }
  return "Write it as: CLAUSE is verified when …, or INSTRUMENT accepts INSTRUMENT.";
}

const FORM_WORDS: readonly string[] = Object.keys(SENTENCE_FORMS);

/** How the sentence around an error is written, as its words tell, or a word that was meant. */
function formNear(near: readonly Token[], entry: readonly Token[]): string | null {
  // The words with which an entry begins are those of its own form.
  const inner = near.filter((token) => entry.indexOf(token) > 3);
  for (const { image, tokenType } of inner.slice(0, 2)) {
    const meant = tokenType.name === "ID" ? nearest(image, FORM_WORDS, 1) : null;
    if (meant !== null && meant !== image) {
      return `Did you mean \`${meant}\`? Write it as: ${SENTENCE_FORMS[meant]}.`;
    }
  }
  for (const { image } of inner) {
    const form = Object.hasOwn(SENTENCE_FORMS, image) ? SENTENCE_FORMS[image] : undefined;
    if (form !== undefined) return `Write it as: ${form}.`;
  }
  return null;
}

function formOfEntry(entry: readonly Token[]): string | null {
  const [first, second] = entry;
  const own = DECLARATION_FORMS[first?.image ?? ""];
  const isOperation = own?.endsWith("a declaration") ?? false;
  return (isOperation ? DECLARATION_FORMS[second?.image ?? ""] : undefined) ?? own ?? null;
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
