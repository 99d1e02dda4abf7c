import { automataOf, fits } from "./automaton.ts";
import { Chart } from "./chart.ts";
import type { Token } from "./layout.ts";
import { plainWords } from "./plain-words.ts";
import { JOINING, type Repair, repaired, repairOf, type Words } from "./repair.ts";
import { parserServices } from "./services.ts";

/** A word that cannot stand where it stands. */
export interface SyntaxFault {
  /** The word; `null` for the end. */
  readonly token: Token | null;
  /** The word before it. */
  readonly previous: Token | null;
  /** The keywords and terminals that could stand there. */
  readonly expected: readonly string[];
  /** The rules that it stands in, the innermost first. */
  readonly rules: readonly string[];
  /** What to write where it is said as one says it elsewhere; `null` where it is not. */
  readonly plain: string | null;
  /** What would mend it. */
  readonly repair: Repair | null;
}

/** What is wrong with a stretch of words, and the words as they were probably meant. */
export interface Diagnosis {
  readonly faults: readonly SyntaxFault[];
  /** The words as far as they could be mended. */
  readonly tokens: readonly Token[];
  /** Whether they now make what they were to make, nothing left out of them. */
  readonly isMended: boolean;
  /** Where reading ended, as an offset; `null` where it went on to the end. */
  readonly lost: number | null;
}

// In a stretch with more than these nobody reads on.
const MOST_FAULTS = 10;
// A longer stretch is not looked through: all its readings at once would take too much room.
const MOST_WORDS = 5_000;
// After a word that could not be mended only a fault this far on is one of its own.
const OWN = 3;

/**
 * Finds what is wrong with words that are to make what a rule reads; none where they do.
 *
 * @param isMending - whether to look for what would mend it, which takes longer than all else.
 */
export function diagnose(rule: string, given: readonly Token[], isMending: boolean): Diagnosis {
  const { words, automata } = grammarOfParser();
  const faults: SyntaxFault[] = [];
  if (given.length > MOST_WORDS) return { faults, tokens: given, isMended: false, lost: 0 };
  let tokens = given;
  let isMended = true;
  // Before it everything may be an echo of what was not understood.
  let sureFrom = 0;
  const chart = new Chart(automata, rule);
  let at = chart.read(tokens, 0);
  while (!(at === tokens.length && chart.canEnd(at))) {
    if (faults.length === MOST_FAULTS) return lostAt(faults, tokens, at);
    const plain = plainWords(tokens, at);
    const isMendable = isMending && plain === null;
    const repair = isMendable ? repairOf(chart, tokens, at, words) : null;
    const isEcho = plain !== null && faults.at(-1)?.plain === plain;
    if (at >= sureFrom && !isEcho)
      faults.push({ ...faultAt(chart, tokens, repair?.at ?? at, repair), plain });
    if (rule === "Entry" && isNothingKnown(tokens, at, repair)) return lostAt(faults, tokens, at);
    if (repair === null) {
      isMended = false;
      const resumed = resume(chart, tokens, at);
      if (resumed === null) return lostAt(faults, tokens, at);
      ({ tokens, sureFrom } = resumed);
      at = chart.read(tokens, resumed.from);
    } else {
      // What is left out may have meant anything.
      isMended &&= repair.kind !== "superfluous";
      tokens = repaired(tokens, repair, words);
      at = chart.read(tokens, repair.at);
    }
  }
  return { faults, tokens, isMended, lost: null };
}

/** Whether an entry does not even begin as one: what follows is then no sentence of ours. */
function isNothingKnown(tokens: readonly Token[], at: number, repair: Repair | null): boolean {
  const isRequirement = tokens.some(({ image }) => image === "verified" || image === "when");
  return at <= 1 && repair?.kind !== "spelling" && !isRequirement;
}

function lostAt(faults: readonly SyntaxFault[], tokens: readonly Token[], at: number): Diagnosis {
  const lost = tokens[at]?.startOffset ?? Number.POSITIVE_INFINITY;
  return { faults, tokens, isMended: false, lost };
}

function faultAt(
  chart: Chart,
  tokens: readonly Token[],
  at: number,
  repair: Repair | null,
): Omit<SyntaxFault, "plain"> {
  return {
    token: tokens[at] ?? null,
    previous: tokens.slice(0, at).findLast(({ image }) => image !== "") ?? null,
    // What is to go fits where it stands, but nothing fits after it.
    expected: repair?.kind === "superfluous" ? [] : chart.expected(at),
    rules: chart.open(at, tokens[at]?.image),
    repair,
  };
}

interface Resumed {
  readonly tokens: readonly Token[];
  readonly from: number;
  /** From which word on a fault is one of its own. */
  readonly sureFrom: number;
}

/**
 * Leaves out what was not understood, up to a word that begins a part on a line of its own, or one
 * that joins the next sentence.
 */
function resume(chart: Chart, tokens: readonly Token[], failed: number): Resumed | null {
  let depth = 0;
  for (let next = failed; next < tokens.length; next += 1) {
    const token = tokens[next] as Token;
    if (token.image === "(") depth += 1;
    if (token.image === ")") depth -= 1;
    const isWord = token.image === "" || /^[a-z]/i.test(token.image);
    const isLine = isWord && beginsLine(tokens, next);
    const isJoined = depth === 0 && next > failed && JOINING.includes(token.image);
    if (depth < 0) return null;
    if (!isLine && !isJoined) continue;
    for (let from = failed; from > 0; from -= 1) {
      if (!chart.expected(from).some((word) => word !== "ID" && fits(token, word))) continue;
      if (from === next) continue;
      const left = [...tokens.slice(0, from), ...tokens.slice(next)];
      return { tokens: left, from, sureFrom: from + 1 + (isLine ? 0 : OWN) };
    }
  }
  return null;
}

/** Whether a word, or the sign that a part begins, is the first of its line. */
function beginsLine(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before === undefined || before.tokenType.name === "PART") return false;
  return (tokens[at]?.startLine ?? 0) > (before.startLine ?? 0);
}

interface ParserGrammar {
  readonly automata: ReturnType<typeof automataOf>;
  readonly words: Words;
}

let known: ParserGrammar | null = null;

/** The grammar of the parser, as what is wrong with a sentence is found by. */
function grammarOfParser(): ParserGrammar {
  if (known !== null) return known;
  const { lexer, grammar } = parserServices();
  const words = new Map(Object.entries(lexer.definition));
  known = { automata: automataOf(grammar), words };
  return known;
}
