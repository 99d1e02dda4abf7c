import { DefaultLexer, type Lexer, type LexerResult } from "langium";

/** A token of the source, or one that the layout sets. */
export type Token = LexerResult["tokens"][number];

/** How deep parentheses and lists may nest. */
export const MAX_DEPTH = 32;

/** One declaration: the words from one that starts in the first column to before the next. */
export interface Chunk {
  readonly tokens: readonly Token[];
  /** The token at which nesting passes `MAX_DEPTH`; `null` where it never does. */
  readonly tooDeepAt: Token | null;
}

type Open = { readonly kind: "paren" } | { readonly kind: "list"; readonly column: number };

const OPENERS: readonly string[] = ["(", "{"];
const CLOSERS: readonly string[] = [")", "}"];

/**
 * Reads the layout into tokens. A declaration begins in the first column; what continues it is
 * indented. A list opens at its first bullet; an item goes on while lines stand deeper than its
 * bullet.
 */
export class LayoutLexer extends DefaultLexer implements Lexer {
  private fed: readonly Token[] | null = null;

  /** Makes the parser read these tokens next, in place of the text. */
  feed(tokens: readonly Token[] | null): void {
    this.fed = tokens;
  }

  override tokenize(text: string): LexerResult {
    if (this.fed !== null) return { tokens: [...this.fed], hidden: [], errors: [] };
    const result = super.tokenize(text);
    const tokens = this.chunks(result.tokens).flatMap((chunk, index) => {
      const first = chunk.tokens[0] as Token;
      const begins = index > 0 || first.startColumn === 1;
      return begins ? [this.layoutToken("BEGIN", first), ...chunk.tokens] : chunk.tokens;
    });
    return { ...result, tokens };
  }

  /** Lexes a text without its layout. */
  words(text: string): LexerResult {
    return super.tokenize(text);
  }

  /** Splits the words of a text into declarations, with the tokens of their lists. */
  chunks(words: readonly Token[]): readonly Chunk[] {
    const starts = startsOf(words);
    return starts.map((start, i) => this.chunk(words.slice(start, starts[i + 1])));
  }

  private chunk(words: readonly Token[]): Chunk {
    const tokens: Token[] = [];
    const open: Open[] = [];
    let line = 0;
    let tooDeepAt: Token | null = null;
    for (const [index, word] of words.entries()) {
      const firstOfLine = word.startLine !== line;
      line = word.startLine ?? line;
      if (firstOfLine) this.closeLists(open, word, tokens);
      if (CLOSERS.includes(word.image)) this.closeParenthesis(open, word, tokens);
      if (firstOfLine && word.image === "-") this.openList(open, word, tokens);
      if (OPENERS.includes(word.image)) open.push({ kind: "paren" });
      if (open.length > MAX_DEPTH) tooDeepAt ??= word;
      if (firstOfLine && index > 0 && beginsPart(words, index)) {
        tokens.push(this.layoutToken("PART", word));
      }
      tokens.push(word);
    }
    const last = words.at(-1);
    while (last !== undefined && open.length > 0) {
      if (open.pop()?.kind === "list") tokens.push(this.layoutToken("LIST_CLOSE", last, true));
    }
    return { tokens, tooDeepAt };
  }

  /** Ends the lists from which a line steps out: it does not stand deeper than their bullets. */
  private closeLists(open: Open[], word: Token, tokens: Token[]): void {
    const column = word.startColumn ?? 1;
    for (let top = open.at(-1); top?.kind === "list"; top = open.at(-1)) {
      const goesOn = column > top.column || (column === top.column && word.image === "-");
      if (goesOn) return;
      open.pop();
      tokens.push(this.layoutToken("LIST_CLOSE", word));
    }
  }

  private closeParenthesis(open: Open[], word: Token, tokens: Token[]): void {
    if (!open.some(({ kind }) => kind === "paren")) return;
    while (open.pop()?.kind === "list") tokens.push(this.layoutToken("LIST_CLOSE", word));
  }

  private openList(open: Open[], word: Token, tokens: Token[]): void {
    const column = word.startColumn ?? 1;
    const top = open.at(-1);
    if (top?.kind === "list" && top.column === column) return;
    open.push({ kind: "list", column });
    tokens.push(this.layoutToken("LIST_OPEN", word));
  }

  /** A token without width, before a word or after it. */
  private layoutToken(name: string, word: Token, after = false): Token {
    const tokenType = this.tokenTypes[name];
    if (tokenType?.tokenTypeIdx === undefined) throw new Error(`The grammar has no token ${name}.`);
    const offset = after ? (word.endOffset ?? word.startOffset) + 1 : word.startOffset;
    const line = (after ? word.endLine : word.startLine) ?? 1;
    const column = (after ? (word.endColumn ?? 0) + 1 : word.startColumn) ?? 1;
    return {
      image: "",
      startOffset: offset,
      endOffset: offset,
      startLine: line,
      endLine: line,
      startColumn: column,
      endColumn: column,
      tokenTypeIdx: tokenType.tokenTypeIdx,
      tokenType,
    };
  }
}

/**
 * The parts that begin with words which could also go on with what stands above, each with what
 * follows that word there: below `by sweep` a line `estimated by UN` names no method.
 */
const PARTS_OF_COMMON_WORDS: Readonly<Record<string, RegExp>> = {
  levels: /^[A-Za-z]/,
  extended: /^for /,
  a: /^suspension /,
  estimated: /^by /,
  at: /^least [0-9.]+ (?:minute|hour|day|week|month|year|business)/,
};

function beginsPart(words: readonly Token[], index: number): boolean {
  const image = words[index]?.image ?? "";
  if (!Object.hasOwn(PARTS_OF_COMMON_WORDS, image)) return false;
  const following = words.slice(index + 1, index + 4).map((word) => word.image);
  return PARTS_OF_COMMON_WORDS[image]?.test(`${following.join(" ")} `) ?? false;
}

/** The indices of the words that begin a declaration. */
function startsOf(words: readonly Token[]): readonly number[] {
  const starts: number[] = [];
  let open = 0;
  words.forEach((word, index) => {
    const closes = CLOSERS.includes(word.image);
    // A brace in the first column that closes what is open there begins nothing.
    if (index === 0 || (word.startColumn === 1 && !(closes && open > 0))) {
      starts.push(index);
      open = 0;
    }
    if (OPENERS.includes(word.image)) open += 1;
    else if (closes) open -= 1;
  });
  return starts;
}
