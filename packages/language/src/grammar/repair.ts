import { distanceOf, slipsOf } from "../check/suggest.ts";
import type { Chart } from "./chart.ts";
import type { Token } from "./layout.ts";
import { LAYOUT_TOKENS } from "./token-builder.ts";

/** A change of a word or two with which a sentence that goes wrong goes on. */
export interface Repair {
  readonly kind: "spelling" | "missing" | "other" | "superfluous";
  /** Where the change is made. */
  readonly at: number;
  /** What is to stand there; several where any of them could; none where a word is to go. */
  readonly words: readonly string[];
  /** How many words are read with it. */
  readonly reads: number;
  /** The rule that reads what is wrong once it is mended; `null` where nothing is put in. */
  readonly rule: string | null;
}

type Candidate = Omit<Repair, "rule">;

/** The token types that a repair can put in, by name. */
export type Words = ReadonlyMap<string, Token["tokenType"]>;

// The words of the language that slip in where none belongs; any other was meant.
const SMALL: readonly string[] = [
  ...["with", "the", "a", "an", "of", "to", "for", "is", "are", "by", "in", "on", "at", "that"],
  ...[",", "as", "be"],
];

// What can be missing before an id.
const LINKS: readonly string[] = [",", ":", "the", "of", "is", "are"];
// Where more words than these could stand, another one is a guess.
const FEW = 4;

/** The words that join one sentence to another. */
export const JOINING: readonly string[] = ["and", "or", "unless", "provided"];

// How far a repair is tried beyond the word that is wrong.
const AHEAD = 8;
// How many words before the one at which reading stops may be the misspelt one.
const BACK = 3;
// Words of which it is all one which is written.
const ALIKE: readonly string[] = ["are is", "has have", "a an", "by from", "it them", "in within"];

/** Finds what a sentence lacks, or has too much of, at the word that is the first not read. */
export function repairOf(
  chart: Chart,
  tokens: readonly Token[],
  at: number,
  words: Words,
): Repair | null {
  if (tokens.length === 0) return null;
  const trial = new Trial(chart, tokens, at, words);
  const found = trial.spelling() ?? best([trial.missing(), trial.superfluous(), trial.other()]);
  const rule = found === null ? null : trial.ruleOf(found);
  chart.read(tokens, Math.max(0, at - BACK));
  return found === null ? null : { ...found, rule };
}

/** The words of a sentence after a repair. */
export function repaired(
  tokens: readonly Token[],
  { kind, at, words: [word] }: Candidate,
  words: Words,
): readonly Token[] {
  const here = tokens[at] ?? (tokens.at(-1) as Token);
  const put = (word?.split(" ") ?? []).map((one) => tokenOf(one, here, words, kind !== "missing"));
  return [...tokens.slice(0, at), ...put, ...tokens.slice(kind === "missing" ? at : at + 1)];
}

/** Whether only one thing can be meant: where several could, nothing is said of any. */
function isOneThing(words: readonly string[]): boolean {
  return words.length === 1 || ALIKE.includes([...words].sort().join(" "));
}

function best(repairs: readonly (Candidate | null)[]): Candidate | null {
  return repairs.reduce<Candidate | null>(
    (one, other) => (other !== null && other.reads > (one?.reads ?? 0) ? other : one),
    null,
  );
}

class Trial {
  private readonly chart: Chart;
  private readonly tokens: readonly Token[];
  private readonly at: number;
  private readonly words: Words;

  constructor(chart: Chart, tokens: readonly Token[], at: number, words: Words) {
    this.chart = chart;
    this.tokens = tokens;
    this.at = at;
    this.words = words;
  }

  /** A word that is nearly one with which the sentence goes on: here, or a few words before. */
  spelling(): Candidate | null {
    // A word of the language is the misspelt one only where no other is.
    return this.joined() ?? this.misspelt(false) ?? this.misspelt(true);
  }

  /** Reads the words up to this one as they stand, whatever was tried. */
  private readAsWritten(): void {
    this.chart.read(this.tokens, Math.max(0, this.at - BACK), this.at);
  }

  private misspelt(isKeyword: boolean): Candidate | null {
    let found = null as Candidate | null;
    let nearest = 0;
    const first = Math.max(0, this.at - BACK);
    this.readAsWritten();
    // From the end on: what is tried at a word leaves those before it as they were read.
    for (let at = Math.min(this.at, this.tokens.length - 1); at >= first; at -= 1) {
      const { image } = this.tokens[at] as Token;
      if (!/^[a-z]/i.test(image) || this.words.has(image) !== isKeyword) continue;
      for (const word of this.keywords(at).filter((one) => /^[a-z]/.test(one))) {
        const slips = distanceOf(image.toLowerCase(), word);
        if (image === word || slips > this.slipsAllowed(image, at)) continue;
        const reads = this.reads({ kind: "spelling", at, words: [word], reads: 0 });
        if (reads < this.at + this.least(image, at)) continue;
        if (reads < (found?.reads ?? 0) || (reads === found?.reads && slips >= nearest)) continue;
        found = { kind: "spelling", at, words: [word], reads };
        nearest = slips;
      }
    }
    return found;
  }

  /** Two words written as one: `atleast`. */
  private joined(): Candidate | null {
    const image = this.tokens[this.at]?.image ?? "";
    if (!/^[a-z]{4}/.test(image)) return null;
    for (const word of this.keywords(this.at)) {
      const rest = image.slice(word.length);
      if (!image.startsWith(word) || !/^[a-z]/.test(word) || !this.words.has(rest)) continue;
      const repair: Candidate = {
        kind: "spelling",
        at: this.at,
        words: [`${word} ${rest}`],
        reads: 0,
      };
      const reads = this.reads(repair);
      if (reads > this.at) return { ...repair, reads };
    }
    return null;
  }

  /** The rule that reads a word once it is mended: of a missing one, what it was missing before. */
  ruleOf(repair: Candidate): string | null {
    const { kind, at, words } = repair;
    const [word] = words;
    if (word === undefined) return null;
    const changed = repaired(this.tokens, repair, this.words);
    this.readAsWritten();
    this.chart.read(changed, Math.max(0, this.at - BACK), Math.min(changed.length, at + 2));
    const next = kind === "missing" ? this.tokens[at]?.tokenType.name : undefined;
    const [first = ""] = word.split(" ");
    return (
      (next === undefined ? null : this.chart.ruleOf(at + 1, next)) ?? this.chart.ruleOf(at, first)
    );
  }

  /** A word that is missing before this one. */
  missing(): Candidate | null {
    return this.put("missing", 2);
  }

  /** Another word that is to stand in place of this one, or of the one before. */
  other(): Candidate | null {
    if (this.at >= this.tokens.length) return null;
    this.readAsWritten();
    // A word that the language has was meant as that word: another would say another thing.
    const here = this.tokens[this.at]?.image ?? "";
    const isSlip = !this.words.has(here) || SMALL.includes(here) || here === "if";
    const isSure = isSlip && this.chart.expected(this.at).length <= FEW;
    const image = this.tokens[this.at - 1]?.image ?? "";
    const isSmall = SMALL.includes(image) || (image !== "" && !this.words.has(image));
    return best([
      isSure ? this.put("other", 3) : null,
      isSmall ? this.put("other", 3, this.at - 1) : null,
    ]);
  }

  /** A word that is to go: this one, or the one before. */
  superfluous(): Candidate | null {
    this.readAsWritten();
    let found = null as Candidate | null;
    for (const at of [this.at, this.at - 1]) {
      if (at < 1 || at >= this.tokens.length) continue;
      const isFirst = (this.tokens[at]?.startLine ?? 0) > (this.tokens[at - 1]?.startLine ?? 0);
      const image = this.tokens[at]?.image ?? "";
      const isMeant = at < this.at || this.words.has(image);
      if (isFirst || (isMeant && !SMALL.includes(image))) continue;
      const reads = this.reads({ kind: "superfluous", at, words: [], reads: 0 });
      if (reads < this.at + 3 || reads <= (found?.reads ?? 0)) continue;
      found = { kind: "superfluous", at, words: [], reads };
    }
    return found;
  }

  private put(kind: "missing" | "other", least: number, at = this.at): Candidate | null {
    this.readAsWritten();
    let found = null as Candidate | null;
    for (const word of this.keywords(at)) {
      // A word that joins would make a sentence of whatever follows.
      if (word === "(" || JOINING.includes(word) || (kind === "other" && !/^[a-z]/.test(word)))
        continue;
      const plain = this.reads({ kind, at, words: [word], reads: 0 });
      if (plain < this.at + least) continue;
      const isOwn = kind === "missing" && this.isRead(word);
      // Before an id nearly any word could be missing, and only what joins words is believed.
      if (kind === "missing" && !(isOwn || LINKS.includes(word))) continue;
      const reads = plain + (isOwn ? 0.5 : 0);
      if (reads < (found?.reads ?? 0)) continue;
      const alike: readonly string[] = reads === found?.reads ? found.words : [];
      // What a comma mends needs no other word.
      const words = alike.includes(",") ? alike : word === "," ? [word] : [...alike, word];
      found = { kind, at, words, reads };
    }
    return found !== null && isOneThing(found.words) ? found : null;
  }

  /** Whether, with a word before it, the word that is wrong is read as itself and not as an id. */
  private isRead(word: string): boolean {
    const changed = repaired(
      this.tokens,
      { kind: "missing", at: this.at, words: [word], reads: 0 },
      this.words,
    );
    this.chart.read(changed, this.at, this.at + 1);
    const own = this.tokens[this.at]?.tokenType.name ?? "";
    return own !== "ID" && this.chart.expected(this.at + 1).includes(own);
  }

  private keywords(at: number): readonly string[] {
    return this.chart.expected(at).filter((word) => !TERMINALS.includes(word));
  }

  /** How many of the words as they stand are read with a repair; one more where it can end so. */
  private reads(repair: Candidate): number {
    const { at, kind } = repair;
    const changed = repaired(this.tokens, repair, this.words);
    const shift = changed.length - this.tokens.length;
    const to = Math.min(changed.length, this.at + AHEAD);
    const read = this.chart.read(changed, at, to);
    const isWhole = read === changed.length && this.chart.canEnd(read);
    // What ends well is as good as what goes on: so far, and two words more.
    return read - shift + (isWhole ? 3 : 0) - (kind === "superfluous" && !isWhole ? 1 : 0);
  }

  private slipsAllowed(image: string, at: number): number {
    // What was read as something else is another word more likely than a slip.
    if (at === this.at && !this.words.has(image)) return slipsOf(image);
    return image.length > 5 ? 2 : 1;
  }

  private least(image: string, at: number): number {
    if (this.words.has(image)) return image.length < 4 ? Number.POSITIVE_INFINITY : 4;
    return at < this.at ? 1 : image.length < 4 ? 2 : 1;
  }
}

// What stands for many words, or for none that anyone writes.
const TERMINALS: readonly string[] = [
  ...LAYOUT_TOKENS,
  ...["ID", "STRING", "NUMBER", "DATE", "TIME", "ZONE", "BULLET"],
];

/** A word that was not written, in the place of one that was, or before it. */
function tokenOf(word: string, here: Token, words: Words, inPlace: boolean): Token {
  const tokenType = words.get(word);
  if (tokenType?.tokenTypeIdx === undefined) throw new Error(`No token is \`${word}\`.`);
  const made = { ...here, image: word, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx };
  if (inPlace) return made;
  const { startOffset, startLine, startColumn } = here;
  return {
    ...made,
    endOffset: startOffset,
    ...(startLine === undefined ? {} : { endLine: startLine }),
    ...(startColumn === undefined ? {} : { endColumn: startColumn }),
  };
}
