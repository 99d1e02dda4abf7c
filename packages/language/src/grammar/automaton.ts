import { GrammarAST } from "langium";
import type { Token } from "./layout.ts";

/** A place within a rule of the grammar: what may come next there. */
export interface State {
  /** Its number among all of the grammar, below `MOST_STATES`. */
  readonly index: number;
  readonly rule: string;
  /** The words that may come here: a keyword or the name of a terminal, and where each leads. */
  readonly words: { readonly word: string; readonly to: State }[];
  /** The rules that may begin here, and where the end of each leads. */
  readonly calls: { readonly rule: string; readonly to: State }[];
  /** Whether the rule may end here. */
  isEnd: boolean;
}

/** A state as it is built: what may be left out still leads to states of its own. */
interface Draft extends State {
  readonly onward: Draft[];
}

/** How many states a grammar can have. */
export const MOST_STATES = 100_000;

/** The rules of a grammar as automata. */
export interface Automata {
  /** Each rule by the state in which it begins. */
  readonly starts: ReadonlyMap<string, State>;
  /** The words with which each rule can begin. */
  readonly beginnings: ReadonlyMap<string, ReadonlySet<string>>;
  /** The words that each rule has of its own. */
  readonly own: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Builds the automata of a grammar. */
export function automataOf({ rules }: GrammarAST.Grammar): Automata {
  const starts = new Map<string, State>();
  const known = new Map<Draft, State>();
  for (const rule of rules) {
    if (!GrammarAST.isParserRule(rule)) continue;
    const start = stateOf(rule.name);
    build(rule.definition, start).isEnd = true;
    starts.set(rule.name, shortened(start, known));
  }
  const beginnings = new Map([...starts.keys()].map((name) => [name, beginningsOf(name, starts)]));
  const own = new Map([...starts.keys()].map((name) => [name, new Set<string>()]));
  for (const { rule, words } of known.values())
    for (const { word } of words) own.get(rule)?.add(word);
  return { starts, beginnings, own };
}

function beginningsOf(rule: string, starts: Automata["starts"]): ReadonlySet<string> {
  const words = new Set<string>();
  const rules = new Set([rule]);
  for (const name of rules) {
    const start = starts.get(name);
    for (const { word } of start?.words ?? []) words.add(word);
    for (const { rule: inner } of start?.calls ?? []) rules.add(inner);
  }
  return words;
}

/** A state and all that it leads to, with what is reached by leaving something out taken in. */
function shortened(draft: Draft, known: Map<Draft, State>): State {
  const earlier = known.get(draft);
  if (earlier !== undefined) return earlier;
  const state: State = { index: known.size, rule: draft.rule, words: [], calls: [], isEnd: false };
  known.set(draft, state);
  for (const one of reachedFrom(draft, new Set())) {
    state.isEnd ||= one.isEnd;
    for (const { word, to } of one.words) {
      state.words.push({ word, to: shortened(to as Draft, known) });
    }
    for (const { rule, to } of one.calls) {
      state.calls.push({ rule, to: shortened(to as Draft, known) });
    }
  }
  return state;
}

/** Whether a token can stand where the grammar has a word: most keywords can also be ids. */
export function fits({ tokenType }: Token, word: string): boolean {
  if (tokenType.name === word) return true;
  return word === "ID" && isIdType(tokenType);
}

/** Whether tokens of a type can be ids: ids, and the keywords that are not reserved. */
export function isIdType({ name, CATEGORIES }: Token["tokenType"]): boolean {
  return name === "ID" || (CATEGORIES?.some((category) => category.name === "ID") ?? false);
}

/** A state and those that it leads to without a word, in the order of the grammar. */
function reachedFrom(draft: Draft, seen: Set<Draft>): ReadonlySet<Draft> {
  if (seen.has(draft)) return seen;
  seen.add(draft);
  for (const next of draft.onward) reachedFrom(next, seen);
  return seen;
}

function stateOf(rule: string): Draft {
  return { index: 0, rule, onward: [], words: [], calls: [], isEnd: false };
}

/** Adds what an element reads after a state, and gives the state in which it has been read. */
function build(element: GrammarAST.AbstractElement, from: Draft): Draft {
  const { cardinality } = element;
  const isRepeated = cardinality === "*" || cardinality === "+";
  // What is repeated goes back to a state of its own, so that nothing before it is read again.
  const before = stateOf(from.rule);
  from.onward.push(before);
  const after = buildOnce(element, before);
  const end = stateOf(from.rule);
  after.onward.push(end);
  if (isRepeated) end.onward.push(before);
  if (cardinality === "?" || cardinality === "*") before.onward.push(end);
  return end;
}

function buildOnce(element: GrammarAST.AbstractElement, from: Draft): Draft {
  if (GrammarAST.isGroup(element)) {
    return element.elements.reduce((state, part) => build(part, state), from);
  }
  if (GrammarAST.isAlternatives(element)) {
    const end = stateOf(from.rule);
    for (const one of element.elements) build(one, from).onward.push(end);
    return end;
  }
  if (GrammarAST.isAssignment(element)) return build(element.terminal, from);
  const to = stateOf(from.rule);
  if (GrammarAST.isAction(element)) from.onward.push(to);
  else if (GrammarAST.isKeyword(element)) from.words.push({ word: element.value, to });
  else if (GrammarAST.isCrossReference(element)) from.words.push({ word: "ID", to });
  else if (GrammarAST.isRuleCall(element)) call(element, from, to);
  else throw new Error(`The grammar has an element that nothing reads: ${element.$type}.`);
  return to;
}

function call({ rule: { ref } }: GrammarAST.RuleCall, from: Draft, to: Draft): void {
  if (ref === undefined) throw new Error("The grammar calls a rule that it does not have.");
  if (GrammarAST.isTerminalRule(ref)) from.words.push({ word: ref.name, to });
  else from.calls.push({ rule: ref.name, to });
}
