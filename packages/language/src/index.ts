export {
  DIAGNOSTIC_CODES,
  type Diagnostic,
  type DiagnosticCode,
} from "./check/diagnostic.ts";
export { type Formatted, formatText } from "./format/format.ts";
export { MAX_QUOTED, MAX_SOURCE, MAX_WORDS } from "./grammar/bounds.ts";
export { MAX_DEPTH } from "./grammar/layout.ts";
export type { SourceFile } from "./grammar/parse.ts";
export { RESERVED_WORDS } from "./grammar/reserved-words.ts";
export { type ParsedTexts, parseTexts } from "./parse-texts.ts";
export { printText } from "./print/text.ts";
