import { DefaultTokenBuilder, type GrammarAST } from "langium";
import { RESERVED_WORDS } from "./reserved-words.ts";

/** A token type of the lexer, as the parser library has it. */
export type TokenType = ReturnType<DefaultTokenBuilder["buildTerminalToken"]>;

/** The tokens that the layout sets and that nobody writes. */
export const LAYOUT_TOKENS = ["BEGIN", "LIST_OPEN", "LIST_CLOSE", "PART"] as const;

const NEVER = { exec: () => null };

// The lexer looks patterns up by the first character. One that can begin with nearly any would
// have to be tried everywhere, so that it says itself where: at each of the lexer's classes of
// characters, which are single ones below 256 and runs of 255 above.
const ANYWHERE: readonly number[] = [
  ...Array.from({ length: 256 }, (_, code) => code),
  ...Array.from({ length: 256 }, (_, run) => 256 + run * 255),
  0xffff,
];

// Said outright, since the lexer would else work it out for each pattern, character by character.
const WITH_LINE_BREAKS: readonly string[] = ["SPACE", "BLOCK_COMMENT", "OPEN_COMMENT"];

/**
 * Builds the tokens of the language: every keyword that is not reserved is also an id, and the
 * layout tokens match no text at all, so that no input can forge one.
 */
export class ProvisoTokenBuilder extends DefaultTokenBuilder {
  protected override buildTerminalToken(terminal: GrammarAST.TerminalRule): TokenType {
    const { name } = terminal;
    if (LAYOUT_TOKENS.some((layout) => layout === name)) {
      return { name, PATTERN: NEVER, LINE_BREAKS: false, START_CHARS_HINT: ["\u0000"] };
    }
    const token = super.buildTerminalToken(terminal);
    token.LINE_BREAKS = WITH_LINE_BREAKS.includes(name);
    if (name !== "STRAY" || !(token.PATTERN instanceof RegExp)) return token;
    const exec = this.regexPatternFunction(token.PATTERN);
    return {
      name,
      PATTERN: exec,
      LINE_BREAKS: false,
      START_CHARS_HINT: [...ANYWHERE],
      GROUP: "hidden",
    };
  }

  protected override buildKeywordToken(
    keyword: GrammarAST.Keyword,
    terminalTokens: TokenType[],
    caseInsensitive: boolean,
  ): TokenType {
    const token = super.buildKeywordToken(keyword, terminalTokens, caseInsensitive);
    token.LINE_BREAKS = false;
    const id = terminalTokens.find(({ name }) => name === "ID");
    if (id !== undefined && /^[a-z]/.test(keyword.value) && !RESERVED_WORDS.has(keyword.value)) {
      token.CATEGORIES = [id];
    }
    return token;
  }
}
