import { type Automata, fits, isIdType, MOST_STATES, type State } from "./automaton.ts";
import type { Token } from "./layout.ts";

/** A rule that is being read: how far, and before which word it began. */
interface Item {
  readonly state: State;
  readonly origin: number;
}

/** What is possible before a word. */
interface Stand {
  readonly items: readonly Item[];
  /** By rule, what goes on when one that began here has ended. */
  readonly waiting: ReadonlyMap<string, readonly Item[]>;
}

/**
 * All readings of a sentence at once, word by word (Earley's recogniser). The parser decides early
 * for one reading and stumbles where that fails; here the reading that gets farthest tells which
 * word is wrong, and what could have stood there.
 */
export class Chart {
  private readonly automata: Automata;
  private readonly rule: string;
  /** By word, what the words before it lead to. */
  private readonly reached: (readonly Item[])[];
  /** The same with what follows without a word, as far as the word there can go on with it. */
  private readonly stands: Stand[] = [];

  constructor(automata: Automata, rule: string) {
    this.automata = automata;
    this.rule = rule;
    this.reached = [[{ state: this.start(rule), origin: 0 }]];
  }

  /** Reads words after the first ones, and gives how many are read in all. */
  read(tokens: readonly Token[], from: number, to = tokens.length): number {
    this.reached.length = Math.min(this.reached.length, from + 1);
    let at = this.reached.length - 1;
    this.stands.length = at;
    for (; at < to; at += 1) {
      const token = tokens[at];
      if (token === undefined) return at;
      const stand = this.closed(this.reachedAt(at), at, token);
      this.stands[at] = stand;
      const next = stand.items.flatMap(({ state, origin }) =>
        state.words.flatMap(({ word, to: state }) =>
          fits(token, word) ? [{ state, origin }] : [],
        ),
      );
      if (next.length === 0) return at;
      this.reached[at + 1] = next;
    }
    return at;
  }

  /** Whether the sentence can end before a word. */
  canEnd(at: number): boolean {
    return this.allAt(at).some(
      ({ state, origin }) => origin === 0 && state.isEnd && state.rule === this.rule,
    );
  }

  /** The keywords and terminals that can stand before a word, each once. */
  expected(at: number): readonly string[] {
    return [...new Set(this.allAt(at).flatMap(({ state }) => wordsOf(state)))];
  }

  /**
   * The rules that have begun before a place and wait for a word there: those that have the word
   * which stands there before others, and the innermost first.
   */
  open(at: number, word: string | undefined): readonly string[] {
    const rules = new Set<string>();
    let level = this.allAt(at).filter(
      ({ state, origin }) => origin < at && (state.words.length > 0 || state.calls.length > 0),
    );
    level.sort((one, other) => other.origin - one.origin);
    while (level.length > 0) {
      const around: Item[] = [];
      for (const { state, origin } of level) {
        if (rules.has(state.rule)) continue;
        rules.add(state.rule);
        around.push(...(this.stands[origin]?.waiting.get(state.rule) ?? []));
      }
      level = around;
    }
    const has = (rule: string) =>
      word !== undefined && this.automata.own.get(rule)?.has(word) === true;
    return [...rules].sort((one, other) => Number(has(other)) - Number(has(one)));
  }

  /** The innermost rule that reads a word at a place; `null` where none does. */
  ruleOf(at: number, word: string): string | null {
    const reading = this.allAt(at).filter(({ state }) => wordsOf(state).includes(word));
    const [first, ...more] = reading;
    if (first === undefined) return null;
    return more.reduce((one, other) => (other.origin > one.origin ? other : one), first).state.rule;
  }

  /**
   * Adds all that follows without a word: rules that begin, and those that have ended.
   *
   * @param next - the word that comes: only rules that can begin with it are added; `null` for all.
   */
  private closed(first: readonly Item[], at: number, next: Token | null): Stand {
    const items: Item[] = [];
    const waiting = new Map<string, Item[]>();
    const seen = new Set<number>();
    const add = (state: State, origin: number): void => {
      const key = origin * MOST_STATES + state.index;
      if (seen.has(key)) return;
      seen.add(key);
      items.push({ state, origin });
    };
    for (const { state, origin } of first) add(state, origin);
    for (let i = 0; i < items.length; i += 1) {
      const { state, origin } = items[i] as Item;
      for (const { rule, to } of state.calls) {
        if (next !== null && !this.canBegin(rule, next)) continue;
        const alike = waiting.get(rule);
        if (alike === undefined) waiting.set(rule, [{ state: to, origin }]);
        else alike.push({ state: to, origin });
        add(this.start(rule), at);
      }
      // No rule but that of a whole file can be empty, so that none ends where it began.
      if (!state.isEnd || origin === at) continue;
      for (const one of this.stands[origin]?.waiting.get(state.rule) ?? []) {
        add(one.state, one.origin);
      }
    }
    return { items, waiting };
  }

  private canBegin(rule: string, { tokenType }: Token): boolean {
    const words = this.automata.beginnings.get(rule);
    if (words === undefined) return false;
    return words.has(tokenType.name) || (words.has("ID") && isIdType(tokenType));
  }

  /** All that is possible before a word, whatever the word is. */
  private allAt(at: number): readonly Item[] {
    return this.closed(this.reachedAt(at), at, null).items;
  }

  private reachedAt(at: number): readonly Item[] {
    const reached = this.reached[at];
    if (reached === undefined) throw new Error(`Nothing was read as far as word ${at}.`);
    return reached;
  }

  private start(rule: string): State {
    const start = this.automata.starts.get(rule);
    if (start === undefined) throw new Error(`The grammar has no rule ${rule}.`);
    return start;
  }
}

function wordsOf({ words }: State): readonly string[] {
  return words.map(({ word }) => word);
}
