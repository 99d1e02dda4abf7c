/** How a stretch of a text is set. */
export type TokenKind = "comment" | "string" | "keyword" | "plain";

/** A stretch of a line that is set alike. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** A line of a text, as it is set. */
export interface LineView {
  readonly number: number;
  /** How deep it is indented, in steps of two columns. */
  readonly indent: number;
  /** `heading` for a comment that divides the text, `blank` for an empty line. */
  readonly kind: "text" | "heading" | "comment" | "blank";
  readonly tokens: readonly Token[];
}

const HEADING = /^\/\/\s*[─—=–-]{2,}\s*(.*?)\s*[─—=–-]*\s*$/u;

/**
 * Sets the text of an agreement, a reading or an amendment by lines. It is typesetting, not
 * parsing: a text that does not parse is set just the same, so that its author can see it.
 */
export function setText(source: string): readonly LineView[] {
  const lines: LineView[] = [];
  let inComment = false;
  source.split(/\r?\n/).forEach((line, index) => {
    const trimmed = line.trim();
    const indent = Math.floor((line.length - line.trimStart().length) / 2);
    const number = index + 1;
    if (trimmed === "") {
      lines.push({ number, indent: 0, kind: "blank", tokens: [] });
      return;
    }
    const heading = inComment ? null : HEADING.exec(trimmed);
    if (heading !== null) {
      const text = heading[1] ?? "";
      lines.push({ number, indent: 0, kind: "heading", tokens: [{ kind: "comment", text }] });
      return;
    }
    const set = tokensOf(trimmed, inComment, indent === 0);
    inComment = set.inComment;
    const onlyComment = set.tokens.every(({ kind }) => kind === "comment");
    lines.push({ number, indent, kind: onlyComment ? "comment" : "text", tokens: set.tokens });
  });
  // A file ends with a line end, which begins no line of its own.
  return lines.at(-1)?.kind === "blank" ? lines.slice(0, -1) : lines;
}

const PIECE = /("(?:[^"\\]|\\.)*"?)|(\/\/.*$)|(\/\*(?:.*?\*\/|.*$))|([^"/]+|\/)/gu;

function tokensOf(
  line: string,
  inComment: boolean,
  opens: boolean,
): { readonly tokens: readonly Token[]; readonly inComment: boolean } {
  let rest = line;
  const tokens: Token[] = [];
  if (inComment) {
    const end = line.indexOf("*/");
    if (end < 0) return { tokens: [{ kind: "comment", text: line }], inComment };
    tokens.push({ kind: "comment", text: line.slice(0, end + 2) });
    rest = line.slice(end + 2);
  }
  let open = false;
  for (const [, string, lineComment, comment, plain] of rest.matchAll(PIECE)) {
    if (string !== undefined) tokens.push({ kind: "string", text: typographic(string) });
    else if (lineComment !== undefined) tokens.push(commentOf(lineComment));
    else if (comment !== undefined) {
      open = !comment.endsWith("*/");
      tokens.push({ kind: "comment", text: comment });
    } else tokens.push(...plainTokens(plain ?? "", opens && tokens.length === 0));
  }
  return { tokens, inComment: open };
}

const KEYWORD = /^(?:time zone|in brief|open term|[a-z][\w-]*)(?= |$)/;

/** The first word of a line that is not indented says what the line declares. */
function plainTokens(text: string, opens: boolean): readonly Token[] {
  const plain = text.replace(/\s+/g, " ");
  const first = opens ? KEYWORD.exec(plain)?.[0] : undefined;
  if (first === undefined) return [{ kind: "plain", text: plain }];
  return [
    { kind: "keyword", text: first },
    { kind: "plain", text: plain.slice(first.length) },
  ];
}

function commentOf(text: string): Token {
  return { kind: "comment", text: text.replace(/^\/\/\s*/, "") };
}

function typographic(string: string): string {
  const closed = string.length > 1 && string.endsWith('"');
  return `“${string.slice(1, closed ? -1 : undefined)}${closed ? "”" : ""}`;
}
