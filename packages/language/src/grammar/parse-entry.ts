import type { AstNode } from "langium";
import type { Entry } from "../generated/ast.ts";
import { ruleOf } from "./declaration-forms.ts";
import { type Diagnosis, diagnose, type SyntaxFault } from "./faults.ts";
import type { Token } from "./layout.ts";
import { parserServices } from "./services.ts";

/** A stretch of an entry that was read by itself: the entry, or an item of one of its lists. */
export interface Piece {
  /** As much of it as could be read; `null` for nothing. */
  readonly node: AstNode | null;
  /** Its words, a list in it standing as one. */
  readonly tokens: readonly Token[];
  /** The dash of an item of a list; `null` for what is none. */
  readonly dash: Token | null;
  /** What is wrong with it, in order. */
  readonly faults: readonly SyntaxFault[];
  /** Where it was not understood, and what follows is not read; `null` where it was. */
  readonly lost: number | null;
  /** The offsets of words of which it is not known what they mean. */
  readonly unsure: ReadonlySet<number>;
}

/** An entry as it was read: one piece where it is sound. */
export interface ReadEntry {
  readonly node: Entry | null;
  readonly pieces: readonly Piece[];
  /** Whether it says something: it is sound, or what is wrong with it is plainly a slip. */
  readonly isClear: boolean;
}

/**
 * Reads an entry. Where it has an error its lists are read item by item, so that an error in one
 * does not hide one in another. Where every error is one of a word that is
 * misspelt or missing, the entry is read as it was meant, so that whatever else is wrong with it is
 * told as well.
 *
 * @param isMending - whether to look for what would mend an error.
 */
export function readEntry(source: string, tokens: readonly Token[], isMending: boolean): ReadEntry {
  const whole = readAs("Entry", source, tokens);
  // The rule yields an entry, or as much of one as could be read.
  if (whole.failed === null) {
    const { node } = whole;
    const piece = { node, tokens, dash: null, faults: [], lost: null, unsure: new Set<number>() };
    return { node: node as Entry, pieces: [piece], isClear: true };
  }
  const { skeleton, items } = withoutLists(tokens);
  const outer = diagnosed({
    rule: ruleOfEntry(skeleton),
    source,
    tokens: skeleton,
    dash: null,
    isMending,
  });
  const pieces = [outer, ...items.flatMap((item) => readItem(source, item, isMending))];
  const meant = pieces.every(({ isMended }) => isMended) ? mended(tokens, pieces) : null;
  const again = meant === null ? null : readAs("Entry", source, meant);
  if (again?.failed === null && pieces.some(({ faults }) => faults.length > 0)) {
    return { node: again.node as Entry, pieces, isClear: true };
  }
  // Pieces that are sound by themselves do not make a sound whole, which was tried first.
  const isTold = pieces.some(({ faults }) => faults.length > 0);
  const node = readOutside(source, skeleton);
  if (isTold) return { node, pieces, isClear: false };
  const fault = {
    token: whole.failed,
    previous: null,
    expected: [],
    rules: [],
    plain: null,
    repair: null,
  };
  const lost = whole.failed.startOffset;
  const piece = { node, tokens, dash: null, faults: [fault], lost, unsure: new Set<number>() };
  return { node, pieces: [piece], isClear: false };
}

/** The rule by which an entry is to be read: that of its first word, unless that is an id here. */
function ruleOfEntry([first, second]: readonly Token[]): string {
  const isId = AFTER_ID.includes(second?.image ?? "");
  return (isId ? null : ruleOf(first?.image ?? "")) ?? "Entry";
}

const AFTER_ID: readonly string[] = ["is", "are", "reaches", "accepts"];

/** A piece with the words that it was probably meant to have. */
interface DiagnosedPiece extends Piece, Pick<Diagnosis, "isMended"> {
  readonly meant: readonly Token[];
}

/** Reads words by a rule, says what is wrong with them, and reads what they were meant to be. */
function diagnosed(given: {
  readonly rule: string;
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly dash: Token | null;
  readonly isMending: boolean;
}): DiagnosedPiece {
  const { rule, source, tokens, dash, isMending } = given;
  const { faults, tokens: meant, isMended, lost } = diagnose(rule, tokens, isMending);
  const node = dash === null ? readOutside(source, meant) : readAs(rule, source, meant).node;
  const unsure = faults.flatMap(({ repair, token, previous }) =>
    repair === null || repair.kind === "superfluous" ? [token, previous] : [],
  );
  const offsets = new Set(unsure.flatMap((word) => word?.startOffset ?? []));
  return { node, tokens, dash, faults, lost, unsure: offsets, isMended, meant };
}

/** The words of an entry with those of its pieces as they were meant. */
function mended(tokens: readonly Token[], pieces: readonly DiagnosedPiece[]): readonly Token[] {
  const meant = new Map<Token, readonly Token[]>();
  for (const piece of pieces) alignInto(meant, piece);
  return tokens.flatMap((token) => meant.get(token) ?? [token]);
}

/** Notes for each word beside which something was changed what stands in its place. */
function alignInto(into: Map<Token, readonly Token[]>, { tokens, meant }: DiagnosedPiece): void {
  const kept = new Set(meant.filter((token) => tokens.includes(token)));
  let rest = 0;
  const untilKept = (): readonly Token[] => {
    const from = rest;
    while (rest < meant.length && !kept.has(meant[rest] as Token)) rest += 1;
    return meant.slice(from, rest);
  };
  for (const token of tokens) {
    const put = untilKept();
    const isKept = kept.has(token);
    if (isKept) rest += 1;
    if (put.length > 0 || !isKept) into.set(token, isKept ? [...put, token] : put);
  }
  const last = tokens.at(-1);
  const after = meant.slice(rest);
  if (last !== undefined && after.length > 0)
    into.set(last, [...(into.get(last) ?? [last]), ...after]);
}

/**
 * Reads an entry that is not sound, its lists left out. Where no kind of entry fits, the parser
 * reads nothing; read as what its first word begins, it reads as far as it can.
 */
function readOutside(source: string, tokens: readonly Token[]): Entry | null {
  const { node, failed } = readAs("Entry", source, tokens);
  const [first] = tokens;
  if (first === undefined || failed?.startOffset !== first.startOffset) return node as Entry | null;
  const isRequirement = tokens.slice(1, 4).some(({ image }) => REQUIRING.includes(image));
  const rule = ruleOf(first.image) ?? (isRequirement ? "Requirement" : null);
  return (rule === null ? node : readAs(rule, source, tokens).node) as Entry | null;
}

const REQUIRING: readonly string[] = ["verified", "when"];

interface Item {
  readonly dash: Token;
  readonly tokens: Token[];
}

function readItem(
  source: string,
  { dash, tokens }: Item,
  isMending: boolean,
): readonly DiagnosedPiece[] {
  const { skeleton, items } = withoutLists(tokens);
  const own = diagnosed({ rule: "Condition", source, tokens: skeleton, dash, isMending });
  return [own, ...items.flatMap((item) => readItem(source, item, isMending))];
}

// Not every engine has it; where it has not, setting it does nothing.
const errors = Error as ErrorConstructor & { stackTraceLimit: number | undefined };

/** Reads words by a rule: what could be read of them, and the word at which that failed. */
function readAs(
  rule: string,
  source: string,
  tokens: readonly Token[],
): { readonly node: AstNode | null; readonly failed: Token | null } {
  const { lexer, parser } = parserServices();
  lexer.feed(tokens);
  // The parser makes an error for every slip; where in its own code it did so tells nobody anything.
  const { stackTraceLimit } = errors;
  errors.stackTraceLimit = 0;
  try {
    const { value, parserErrors } = parser.parse<AstNode>(source, { rule });
    const [error] = parserErrors;
    return { node: value, failed: error?.token ?? null };
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
