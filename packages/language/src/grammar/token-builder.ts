import { DefaultTokenBuilder, type GrammarAST } from "langium";
import { RESERVED_WORDS } from "./reserved-words.ts";

/** A token type of the lexer, as the parser library has it. */
export type TokenType = ReturnType<DefaultTokenBuilder["buildTerminalToken"]>;

/** The tokens that the layout sets and that nobody writes. */
export const LAYOUT_TOKENS = ["BEGIN", "LIST_OPEN", "LIST_CLOSE"] as const;

const NEVER = { exec: () => null };

/**
 * Builds the tokens of the language: every keyword that is not reserved is also an id, and the
 * layout tokens match no text at all, so that no input can forge one.
 */
export class ProvisoTokenBuilder extends DefaultTokenBuilder {
  protected override buildTerminalToken(terminal: GrammarAST.TerminalRule): TokenType {
    if (!LAYOUT_TOKENS.some((name) => name === terminal.name)) {
      return super.buildTerminalToken(terminal);
    }
    // The hint keeps the lexer's table of first characters, which a pattern without one disables.
    return {
      name: terminal.name,
      PATTERN: NEVER,
      LINE_BREAKS: false,
      START_CHARS_HINT: ["\u0000"],
    };
  }

  protected override buildKeywordToken(
    keyword: GrammarAST.Keyword,
    terminalTokens: TokenType[],
    caseInsensitive: boolean,
  ): TokenType {
    const token = super.buildKeywordToken(keyword, terminalTokens, caseInsensitive);
    const id = terminalTokens.find(({ name }) => name === "ID");
    if (id !== undefined && /^[a-z]/.test(keyword.value) && !RESERVED_WORDS.has(keyword.value)) {
      token.CATEGORIES = [id];
    }
    return token;
  }
}
