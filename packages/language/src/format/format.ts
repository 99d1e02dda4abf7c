import type { TextDiagnostic } from "../check/diagnostic.ts";
import { parseFile } from "../grammar/parse.ts";
import { parserServices } from "../grammar/services.ts";
import { linesOf } from "./lines.ts";
import { render } from "./render.ts";

/** A text laid out, or what keeps it from being read. */
export type Formatted =
  | { readonly text: string }
  | { readonly diagnostics: readonly TextDiagnostic[] };

/**
 * Lays a text out: the indentation that its sentences ask, one space between words, titles of like
 * declarations under each other, at most one blank line. Line breaks and comments stay as they
 * are. Laying it out again changes nothing.
 *
 * @returns the diagnostics where its syntax has an error: what cannot be read is not moved.
 */
export function formatText(source: string): Formatted {
  const unix = source.replaceAll(/\r\n?/g, "\n");
  const { diagnostics } = parseFile({ file: "", source: unix });
  const hindering = diagnostics.filter(
    ({ code, severity }) => severity === "error" && code !== "tab-indentation",
  );
  if (hindering.length > 0) return { diagnostics: hindering };
  const { lexer } = parserServices();
  const words = lexer.words(unix);
  return { text: render(linesOf(words, lexer.chunks(words.tokens))) };
}
