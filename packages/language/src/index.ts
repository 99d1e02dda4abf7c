export {
  DIAGNOSTIC_CODES,
  type DiagnosticCode,
  type TextDiagnostic,
} from "./check/diagnostic.ts";
export { formatText } from "./format/format.ts";

export { RESERVED_WORDS } from "./grammar/reserved-words.ts";
export { type ParsedTexts, parseTexts } from "./parse-texts.ts";
export { printText } from "./print/text.ts";
