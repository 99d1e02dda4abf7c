import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  DIAGNOSTIC_CODES,
  formatText,
  parseTexts,
  printText,
  RESERVED_WORDS,
} from "../src/index.ts";
import { meaning, said } from "./case.ts";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The examples in their order: one that begins a text begins a file, the others go on with it. */
function examples(): { file: string; source: string }[] {
  const files: { file: string; source: string }[] = [];
  for (const [, block = ""] of README.matchAll(/```proviso\n([\s\S]*?)```/g)) {
    const current = files.at(-1);
    if (current === undefined || /^(agreement|reading|amendment) /.test(block)) {
      files.push({ file: `${files.length + 1}.proviso`, source: block });
    } else {
      current.source += `\n${block}`;
    }
  }
  return files;
}

describe("the language by example", () => {
  test("is read without a fault, as one case of three texts", () => {
    const { texts, diagnostics } = parseTexts(examples());
    expect(said(diagnostics)).toEqual([]);
    expect(texts.map(({ kind }) => kind)).toEqual(["agreement", "reading", "amendment"]);
  });

  test("means the same laid out, and laid out again is the same", () => {
    const laidOut = (source: string) => {
      const formatted = formatText(source);
      if (!("text" in formatted)) throw new Error(said(formatted.diagnostics).join("\n"));
      return formatted.text;
    };
    const files = examples().map(({ file, source }) => ({ file, source: laidOut(source) }));
    for (const { source } of files) expect(laidOut(source)).toBe(source);
    expect(meaning(parseTexts(files).texts)).toEqual(meaning(parseTexts(examples()).texts));
  });

  test("means the same printed from what it says", () => {
    const { texts } = parseTexts(examples());
    const printed = texts.map((text) => ({
      file: text.file,
      source: printText(text, "America/New_York"),
    }));
    const read = parseTexts(printed);
    expect(said(read.diagnostics)).toEqual([]);
    expect(meaning(read.texts)).toEqual(meaning(texts));
  });

  test("lists every code of a diagnostic with what it means", () => {
    const rows = [...README.matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)];
    const listed = Object.fromEntries(rows.map(([, code = "", meaning = ""]) => [code, meaning]));
    expect(listed).toMatchObject(DIAGNOSTIC_CODES);
  });

  test("lists every word that cannot be an id", () => {
    const [, words = ""] = /Words that join a sentence together cannot be ids: `([^`]*)`/.exec(
      README,
    ) ?? ["", ""];
    expect(new Set(words.split(/\s+/))).toEqual(new Set(RESERVED_WORDS));
  });
});
