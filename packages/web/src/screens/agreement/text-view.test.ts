import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { setText } from "./text-view.ts";

const textOf = (source: string) =>
  setText(source).map(({ tokens }) => tokens.map(({ text }) => text).join(""));

describe("setting a text", () => {
  test("a comment that divides the text is a heading", () => {
    const [line] = setText("// ── Who ─────────────");
    expect(line).toMatchObject({ kind: "heading", tokens: [{ text: "Who" }] });
  });

  test("the first word of a declaration is its keyword; words within it are not", () => {
    const [measure, within] = setText("measure quarantine by US\n  in force until x is verified");
    expect(measure?.tokens[0]).toEqual({ kind: "keyword", text: "measure" });
    expect(within?.tokens[0]?.kind).toBe("plain");
    expect(within?.indent).toBe(1);
    expect(setText("time zone Europe/Paris")[0]?.tokens[0]?.text).toBe("time zone");
  });

  test("what people wrote stands in their quotation marks", () => {
    expect(textOf('party US "United States"')).toEqual(["party US “United States”"]);
  });

  test("a comment runs over lines until it is closed, and to the end of its own line", () => {
    const lines = setText("item a /* one\ntwo */ item b // three");
    expect(lines[0]?.tokens.at(-1)).toEqual({ kind: "comment", text: "/* one" });
    expect(lines[1]?.tokens[0]).toEqual({ kind: "comment", text: "two */" });
    expect(lines[1]?.tokens.at(-1)).toEqual({ kind: "comment", text: "three" });
  });

  test("slashes within quotation marks are no comment", () => {
    expect(setText('passage a "and // or"')[0]?.tokens.map(({ kind }) => kind)).toEqual([
      "keyword",
      "plain",
      "string",
    ]);
  });

  test("lines keep the numbers that diagnostics name", () => {
    expect(setText("a\n\nb\n").map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  test("whatever the text holds, it is set, line by line", () => {
    const wild = fc.string({ unit: fc.constantFrom('"', "/", "*", "\n", " ", "a", "\\", "─") });
    fc.assert(
      fc.property(wild, (source) => {
        const numbers = setText(source).map(({ number }) => number);
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      }),
    );
  });
});
