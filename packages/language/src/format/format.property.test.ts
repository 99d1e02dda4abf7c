import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AGREEMENT, meaning } from "../../testing/case.ts";
import { parserServices } from "../grammar/services.ts";
import { parseTexts } from "../parse-texts.ts";
import { formatText } from "./format.ts";

const SAMPLE = readFileSync(new URL("../../testing/sample.proviso", import.meta.url), "utf8");

/** Splits a text where layout may change without changing what it says. */
const WORDS =
  `${AGREEMENT}\n${SAMPLE}`.match(
    /\/\*.*?\*\/|\/\/[^\n]*|"(\\.|[^"\\\n])*"|\n *|[^\S\n]+|[^\s"]+/g,
  ) ?? [];

/** A sound text in a layout that nobody would choose, with comments anywhere. */
const unkempt = fc
  .infiniteStream(fc.nat(99))
  .map((choices) => WORDS.map((word) => disturb(word, choices)).join(""));

function disturb(word: string, choices: Iterator<number>): string {
  const choice = choices.next().value ?? 0;
  if (word.startsWith("\n")) {
    const indent = word.slice(1);
    if (choice < 6) return `\n${indent}// a remark ${choice}\n${indent}`;
    if (choice < 10) return ` // at the end ${choice}${word}`;
    if (choice < 14) return `\n\n   \n${indent}`;
    return choice < 18 ? `   ${word}` : word;
  }
  if (/^[^\S\n]+$/.test(word)) {
    if (choice < 3) return ` /* within ${choice} */ `;
    return " ".repeat(1 + (choice % 4));
  }
  return word;
}

const commentsOf = (source: string) =>
  parserServices()
    .lexer.words(source)
    .hidden.map(({ image }) => image.trimEnd());

const wordsOf = (source: string) => {
  const { lexer } = parserServices();
  return lexer
    .chunks(lexer.words(source).tokens)
    .map(({ tokens }) => tokens.map(({ image, tokenType }) => image || tokenType.name));
};

const laidOut = (source: string) => {
  const formatted = formatText(source);
  if (!("text" in formatted)) throw new Error(JSON.stringify(formatted.diagnostics));
  return formatted.text;
};

describe("formatting", () => {
  test("changes neither words, nor which sentences and lists they belong to, nor comments", () => {
    fc.assert(
      fc.property(unkempt, (source) => {
        const text = laidOut(source);
        expect(wordsOf(text)).toEqual(wordsOf(source));
        expect(commentsOf(text)).toEqual(commentsOf(source));
      }),
      { numRuns: 40 },
    );
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(unkempt, (source) => {
        const text = laidOut(source);
        expect(laidOut(text)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  test("changes nothing of what a text says", () => {
    const before = parseTexts([{ file: "f", source: SAMPLE }]);
    const after = parseTexts([{ file: "f", source: laidOut(SAMPLE) }]);
    expect(meaning(after.texts)).toEqual(meaning(before.texts));
    expect(laidOut(SAMPLE)).toBe(SAMPLE);
  });
});
