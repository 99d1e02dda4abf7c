import { describe, expect, test } from "vitest";
import { AGREEMENT, codes, condition, conditionCodes } from "../../testing/case.ts";
import { formatText } from "../format/format.ts";
import { parseTexts } from "../parse-texts.ts";
import { MAX_QUOTED, MAX_SOURCE, MAX_WORDS } from "./bounds.ts";
import { MAX_DEPTH } from "./layout.ts";

const codesOf = (source: string) => [
  ...new Set(parseTexts([{ file: "f", source }]).diagnostics.map(({ code }) => code)),
];

const filled = (words: string) => words.repeat(Math.floor((MAX_SOURCE - 2000) / words.length));

describe("bounds", () => {
  test("a file that is too long is not read at all", () => {
    expect(codesOf(" ".repeat(MAX_SOURCE + 1))).toEqual(["text-too-long"]);
    expect(formatText(" ".repeat(MAX_SOURCE + 1))).toMatchObject({
      diagnostics: [{ code: "text-too-long" }],
    });
  });

  test("a file of too many words is not read further", () => {
    expect(codesOf("a ".repeat(MAX_WORDS + 1))).toEqual(["text-too-long"]);
  });

  test("some thousands of undertakings are read, each at as little cost as the first", () => {
    const undertakings = (count: number) => {
      const lines = Array.from({ length: count }, (_, i) => [
        `place p${i} "P${i}", a launch site in island`,
        `undertaking u${i} by US`,
        `  that missiles is absent from p${i}`,
        `  due when ${i === 0 ? "respect" : `u${i - 1}`} is verified`,
        `u${i} is verified when missiles are absent from p${i} by photography`,
      ]);
      return `${AGREEMENT}${lines.flat().join("\n")}\n`;
    };
    const millisecondsFor = (count: number) => {
      const source = undertakings(count);
      const start = performance.now();
      expect(codesOf(source)).toEqual([]);
      return performance.now() - start;
    };
    millisecondsFor(100);
    const [few, many] = [millisecondsFor(400), millisecondsFor(3200)];
    // Eight times as many: were each held against all others, it would take sixty-four times as long.
    expect(many).toBeLessThan(25 * few);
  }, 120_000);

  test("a text in quotes has a limit, and several after each other have not", () => {
    const half = "x".repeat(MAX_QUOTED - 2);
    expect(codes(`party UK "${half}" "${half}"`)).toEqual([]);
    expect(codes(`party UK "${half}x"`)).toEqual(["text-too-long"]);
  });

  test("parentheses nest as deep as is allowed, and not deeper", () => {
    const nested = (depth: number) => `${"(".repeat(depth)}respect is verified${")".repeat(depth)}`;
    expect(condition(nested(MAX_DEPTH))).toMatchObject({ kind: "clause" });
    expect(conditionCodes(nested(MAX_DEPTH + 1))).toEqual(["nested-too-deep"]);
    expect(codes(`removal is verified when ${nested(40)}\nparty\n`)).toEqual([
      "nested-too-deep",
      "syntax",
    ]);
  });

  test("lists nest as deep as is allowed, and not deeper", () => {
    const stair = (depth: number) => {
      const steps = Array.from({ length: depth }, (_, i) => `all of\n${" ".repeat(2 * i + 2)}- `);
      return `${steps.join("")}respect is verified`;
    };
    expect(condition(stair(MAX_DEPTH))).toMatchObject({ kind: "all" });
    expect(conditionCodes(stair(MAX_DEPTH + 1))).toEqual(["nested-too-deep"]);
  });

  test("exceptions upon exceptions have an end", () => {
    const chain = (length: number) => `respect is verified${" unless provocation".repeat(length)}`;
    expect(condition(chain(MAX_DEPTH))).toMatchObject({ kind: "unless" });
    expect(conditionCodes(chain(MAX_DEPTH + 1))).toEqual(["nested-too-deep"]);
  });

  test("lists that are opened without end in one column do not nest in the parser", () => {
    const words = "for every site, all of\n - ".repeat(200);
    expect(conditionCodes(words)).toContain("syntax");
  });

  test.each([
    ["parentheses", "("],
    ["braces", "{"],
    ["closing parentheses", ")"],
    ["quotes", '"'],
    ["quotes on lines", '"\n'],
    ["open comments", "/* "],
    ["comments", "/**/"],
    ["negations", "not "],
    ["dashes", "-"],
    ["dashes on lines", "\n  - "],
    ["digits", "1"],
    ["dates", "1962-10-27 "],
    ["signs of no language", "☃§$"],
    ["broken declarations", "party\n"],
    ["slashes", "a/"],
    ["backslashes", "\\"],
    ["quantifiers", "for every site, ("],
    ["control characters", "\u0000\u0001"],
  ])(
    "a megabyte of %s is met with a diagnostic",
    (_, words) => {
      const lines = `${AGREEMENT}removal is verified when ${filled(words)}`;
      for (const source of [filled(words), lines]) expect(codesOf(source)).not.toEqual([]);
    },
    60_000,
  );

  test("more is wrong than anyone would read: a thousand are listed, and that there are more", () => {
    const { diagnostics } = parseTexts([
      { file: "f", source: `${AGREEMENT}${"party\n".repeat(3000)}` },
    ]);
    expect(diagnostics.length).toBe(1001);
    expect(diagnostics.filter(({ code }) => code === "too-many")).toHaveLength(1);
  });
});
