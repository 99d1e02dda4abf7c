import type { DiagnosticCode } from "../check/diagnostic.ts";
import { nearest } from "../check/suggest.ts";
import { DECLARATION_FORMS } from "./declaration-forms.ts";
import type { SyntaxFault } from "./faults.ts";
import type { Token } from "./layout.ts";
import { JOINING } from "./repair.ts";
import { RESERVED_WORDS } from "./reserved-words.ts";
import { SENTENCE_FORMS } from "./sentence-forms.ts";

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
  fault: SyntaxFault,
  { tokens, dash }: { readonly tokens: readonly Token[]; readonly dash: Token | null },
  entry: readonly Token[],
): Explanation {
  const first = entry[0] as Token;
  const { token, previous } = fault;
  const place = token ?? previous ?? dash ?? first;
  if (dash === null && isUnknownStart(place, tokens, entry)) return unknownStart(first);
  const found = say(token);
  const expected = expectedOf(fault);
  const after = previous === null ? "" : ` after \`${shorten(previous.image)}\``;
  const message =
    token === null && expected === null
      ? `The sentence ends too early${after}.`
      : expected === null
        ? `${found} cannot stand here${after}.`
        : `Expected ${expected}${after}, found ${found}.`;
  return { code: "syntax", place, message, remedy: remedyOf(fault, dash !== null, entry) };
}

// `undertakng removal by …`: whatever the parser stumbles over, the first word is wrong.
function isUnknownStart(place: Token, tokens: readonly Token[], entry: readonly Token[]): boolean {
  const [first, second] = entry;
  if (first === undefined || DECLARATION_FORMS[first.image] !== undefined) return false;
  if (tokens[0] !== first) return false;
  if (entry.some(({ image }) => image === "verified" || image === "when")) return false;
  if (place.startOffset === first.startOffset) return true;
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
};

const MOST_EXPECTED = 4;

function expectedOf({ expected, repair, previous }: SyntaxFault): string | null {
  // That a text may go on in a second pair of quotes is not what was expected.
  const isText = previous?.tokenType.name === "STRING";
  const listed = expected.filter((word) => word !== "PART" && !(isText && word === "STRING"));
  const meant = repair?.kind === "missing" ? repair.words : listed;
  if (meant.length === 0 || meant.length > MOST_EXPECTED) return null;
  return meant.map((word) => TOKEN_WORDS[word] ?? `\`${word}\``).join(" or ");
}

function remedyOf(fault: SyntaxFault, isItem: boolean, entry: readonly Token[]): string {
  const { token, previous, expected, repair, rules, plain } = fault;
  const image = token?.image ?? "";
  const [only, ...others] = expected.filter((word) => word !== "PART");
  if (expected.includes("LIST_OPEN") || isListWithoutDashes(fault, entry)) {
    return "Begin each item on a line of its own, with a `-` deeper than the line or dash above.";
  }
  if (plain !== null) return plain;
  const isNamed = only === "ID" && others.length === 0 && !/Predicate$/.test(rules[0] ?? "");
  if (isNamed && RESERVED_WORDS.has(image)) {
    return `\`${image}\` is a word that joins sentences and cannot be an id: choose another.`;
  }
  if (token === null && expected.includes(")")) return "Close the parenthesis with `)`.";
  if (repair === null && JOINING.includes(previous?.image ?? "")) {
    return `Write a condition after \`${previous?.image ?? ""}\`, such as \`removal is verified\`.`;
  }
  if (repair?.kind === "superfluous") return sayRepair(fault, repair);
  const form = formOf(fault, entry);
  const whole = form === null ? "" : ` Write it as: ${form}.`;
  if (repair !== null) return `${sayRepair(fault, repair)}${whole}`;
  if (form !== null) return whole.trim();
  if (isItem) return "Write a condition after the `-`, such as `removal is verified`.";
  if (entry.some(({ image: word }) => word === "when")) {
    return "Write a condition after `when`, such as `missiles are absent from island`.";
  }
  return "Write it as: CLAUSE is verified when …, or INSTRUMENT accepts INSTRUMENT.";
}

// `all of`, and on the next lines what should be its items: read as the work `all` of something.
function isListWithoutDashes({ token, rules }: SyntaxFault, entry: readonly Token[]): boolean {
  const end = token === null ? entry.length : entry.indexOf(token);
  if (!rules.some((rule) => rule === "WorkPredicate" || rule === "BegunWork")) return false;
  const words = entry.slice(Math.max(0, end - 6), end).map(({ image }) => image);
  return words.some((word, i) => /^(?:all|any)$/.test(word) && words[i + 1] === "of");
}

function sayRepair(
  { token }: SyntaxFault,
  { kind, words }: NonNullable<SyntaxFault["repair"]>,
): string {
  const listed = words.map((word) => `\`${word}\``).join(" or ");
  const here = token === null ? "at the end" : `before \`${shorten(token.image)}\``;
  switch (kind) {
    case "spelling":
      return `Did you mean ${listed}?`;
    case "missing":
      return `Write ${listed} ${here}.`;
    case "other":
      return `Write ${listed} in place of \`${shorten(token?.image ?? "")}\`.`;
    case "superfluous":
      return `Leave out \`${shorten(token?.image ?? "")}\`.`;
  }
}

/** How the sentence around an error is written. */
function formOf({ rules, repair }: SyntaxFault, entry: readonly Token[]): string | null {
  const meant = repair?.rule ?? null;
  for (const rule of meant === null ? rules : [meant, ...rules]) {
    if (Object.hasOwn(SENTENCE_FORMS, rule)) return SENTENCE_FORMS[rule] ?? null;
  }
  return formOfEntry(entry);
}

function formOfEntry(entry: readonly Token[]): string | null {
  const [first, second] = entry;
  const own = DECLARATION_FORMS[first?.image ?? ""];
  const isOperation = own?.endsWith("a declaration") ?? false;
  return (isOperation ? DECLARATION_FORMS[second?.image ?? ""] : undefined) ?? own ?? null;
}

function say(token: Token | null): string {
  if (token === null) return "the end";
  if (token.image !== "") return `\`${shorten(token.image)}\``;
  return token.tokenType.name === "LIST_CLOSE" ? "the end of the list" : "a new part";
}

function shorten(image: string): string {
  return image.length > 40 ? `${image.slice(0, 37)}…` : image;
}
