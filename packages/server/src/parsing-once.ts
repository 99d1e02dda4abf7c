import { type ParsedTexts, parseTexts } from "@proviso/language";
import type { SourceFile } from "@proviso/record";

/** Parses the files of a case. */
export type Parse = (files: readonly SourceFile[]) => ParsedTexts;

/** How many cases are remembered; more than are ever served together. */
const MOST_REMEMBERED = 64;

/**
 * Parses texts, and the same texts only once: they hardly ever change between two visits, and
 * parsing them is what a visit would wait for.
 */
export function parsingOnce(): Parse {
  const known = new Map<string, ParsedTexts>();
  return (files) => {
    const key = JSON.stringify(files);
    const before = known.get(key);
    if (before !== undefined) return before;
    const texts = parseTexts(files);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, texts);
    return texts;
  };
}
