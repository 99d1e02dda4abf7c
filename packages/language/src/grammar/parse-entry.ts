import type { AstNode } from "langium";
import type { Entry } from "../generated/ast.ts";
import { ruleOf } from "./declaration-forms.ts";
import type { Token } from "./layout.ts";
import { parserServices } from "./services.ts";
import type { ParseError } from "./syntax-error.ts";

/** A stretch of an entry that was read by itself: the entry, or an item of one of its lists. */
export interface Piece {
  /** As much of it as could be read; `null` for nothing. */
  readonly node: AstNode | null;
  /** Its words, a list in it standing as one. */
  readonly tokens: readonly Token[];
  /** The dash of an item of a list; `null` for what is none. */
  readonly dash: Token | null;
  /** The first error: what follows it is usually its echo. */
  readonly error: ParseError | null;
}

/** An entry as it was read: one piece where it is sound. */
export interface ReadEntry {
  readonly node: Entry | null;
  readonly pieces: readonly Piece[];
}

/**
 * Reads an entry. Where it has an error its lists are read item by item, and a clause part by part,
 * so that an error in one does not hide one in another.
 */
export function readEntry(source: string, tokens: readonly Token[]): ReadEntry {
  const whole = readAs("Entry", source, tokens, null);
  // The rule yields an entry, or as much of one as could be read.
  if (whole.error === null) return { node: whole.node as Entry, pieces: [whole] };
  const { skeleton, items } = withoutLists(tokens);
  const outer = readOutside(source, skeleton);
  const parts = outer.error === null ? [] : partsOfClause(skeleton);
  const outside = parts.length === 0 ? [outer] : readParts(source, skeleton, parts);
  const pieces = [...outside, ...items.flatMap((item) => readItem(source, item))];
  // Pieces that are sound by themselves do not make a sound whole, which was tried first.
  const isTold = pieces.some(({ error }) => error !== null);
  return { node: outer.node as Entry | null, pieces: isTold ? pieces : [whole] };
}

/**
 * Reads an entry whose lists are left out. Where no kind of entry fits, the parser can only say
 * that the first word is wrong; read as what that word begins, it says where it goes wrong.
 */
function readOutside(source: string, tokens: readonly Token[]): Piece {
  const whole = readAs("Entry", source, tokens, null);
  const [first, second] = tokens;
  if (first === undefined || whole.error?.token.startOffset !== first.startOffset) return whole;
  const isRequirement = tokens.slice(1, 4).some(({ image }) => REQUIRING.includes(image));
  const rule = ruleOf(first.image) ?? (isRequirement ? "Requirement" : null);
  if (rule === null) return whole;
  const inner = rule === "Addition" ? ruleOf(second?.image ?? "") : null;
  if (inner === null) return readAs(rule, source, tokens, null);
  return { ...whole, error: readAs(inner, source, tokens.slice(1), null).error ?? whole.error };
}

/**
 * Reads the head of a clause and each of its parts by themselves.
 *
 * @param starts - the indices at which its parts begin.
 */
function readParts(
  source: string,
  tokens: readonly Token[],
  starts: readonly number[],
): readonly Piece[] {
  const head = readOutside(source, tokens.slice(0, starts[0]));
  const parts = starts.map((start, i) => {
    const own = tokens.slice(start, starts[i + 1]).filter(({ tokenType }) => !isPart(tokenType));
    return readAs("ClausePart", source, own, null);
  });
  return [head, ...parts];
}

const isPart = ({ name }: Token["tokenType"]) => name === "PART";

/** Where the parts of a clause begin that stand on lines of their own; none for anything else. */
function partsOfClause(tokens: readonly Token[]): readonly number[] {
  const [first, second] = tokens;
  const isAddition = first?.image === "add" || first?.image === "replace";
  if (!CLAUSES.includes((isAddition ? second : first)?.image ?? "")) return [];
  const starts: number[] = [];
  let line = first?.startLine ?? 0;
  tokens.forEach((token, i) => {
    if ((token.startLine ?? 0) <= line) return;
    line = token.startLine ?? 0;
    const following = tokens.slice(i + 1, i + 3).map(({ image }) => image);
    const isBegun =
      isPart(token.tokenType) ||
      (PART_BEGINNINGS.get(token.image)?.test(following.join(" ")) ?? false);
    if (isBegun) starts.push(i);
  });
  return starts;
}

const CLAUSES: readonly string[] = ["undertaking", "measure", "assurance", "option"];

/** The words with which a part of a clause can begin a line, and what tells it from what goes on. */
const PART_BEGINNINGS: ReadonlyMap<string, RegExp> = new Map([
  ...["rests", "best", "promptly", "due", "then", "may", "snaps", "takes", "opens"].map(
    (word) => [word, /^/] as const,
  ),
  ...["to", "that", "within"].map((word) => [word, /^/] as const),
  ...["by", "from", "every"].map((word) => [word, /^[0-9]/] as const),
  ["not", /^to/],
  ["in", /^(?:force|parts)/],
  ["with", /^(?:the|[0-9.]+ [^%])/],
]);

const REQUIRING: readonly string[] = ["verified", "when"];

interface Item {
  readonly dash: Token;
  readonly tokens: Token[];
}

function readItem(source: string, { dash, tokens }: Item): readonly Piece[] {
  const { skeleton, items } = withoutLists(tokens);
  const own = readAs("Condition", source, skeleton, dash);
  return [own, ...items.flatMap((item) => readItem(source, item))];
}

// Not every engine has it; where it has not, setting it does nothing.
const errors = Error as ErrorConstructor & { stackTraceLimit: number | undefined };

function readAs(rule: string, source: string, tokens: readonly Token[], dash: Token | null): Piece {
  const { lexer, parser } = parserServices();
  lexer.feed(tokens);
  // The parser makes an error for every slip; where in its own code it did so tells nobody anything.
  const { stackTraceLimit } = errors;
  errors.stackTraceLimit = 0;
  try {
    const { value, parserErrors } = parser.parse<AstNode>(source, { rule });
    const [error] = parserErrors;
    return { node: value, tokens, dash, error: error ?? null };
  } finally {
    errors.stackTraceLimit = stackTraceLimit;
    lexer.feed(null);
  }
}

/** Takes out the items of the outermost lists, and leaves in their place one word that is sound. */
function withoutLists(tokens: readonly Token[]): {
  readonly skeleton: readonly Token[];
  readonly items: readonly Item[];
} {
  const skeleton: Token[] = [];
  const items: Item[] = [];
  let depth = 0;
  for (const token of tokens) {
    const name = token.tokenType.name;
    if (name === "LIST_CLOSE") depth -= 1;
    if (depth === 0) skeleton.push(token);
    else if (depth === 1 && name === "BULLET") items.push({ dash: token, tokens: [] });
    else items.at(-1)?.tokens.push(token);
    if (name === "LIST_OPEN") {
      if (depth === 0) skeleton.push(...placeholder(token));
      depth += 1;
    }
  }
  return { skeleton, items };
}

function placeholder(before: Token): readonly Token[] {
  const { definition } = parserServices().lexer;
  return ["BULLET", "ID"].map((name) => {
    const tokenType = definition[name];
    if (tokenType?.tokenTypeIdx === undefined) throw new Error(`The grammar has no token ${name}.`);
    return { ...before, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx };
  });
}
