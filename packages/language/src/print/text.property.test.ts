import { type AmendmentOp, type AmendmentText, id, type ReadingText } from "@proviso/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AGREEMENT, meaning, said, withLines } from "../../testing/case.ts";
import { declarations, requirements, words, ZONE } from "../../testing/models.ts";
import type { TextDiagnostic } from "../check/diagnostic.ts";
import { formatText } from "../format/format.ts";
import { parseTexts } from "../parse-texts.ts";
import { printText } from "./text.ts";

// Far more than they take, on a machine that does much else.
const LIMIT_MS = 60_000;

const agreement = { file: "agreement", source: AGREEMENT };
const head = { file: "f", source: "" };

const reading: fc.Arbitrary<ReadingText> = fc.record({
  ...{ kind: fc.constant("reading" as const), file: fc.constant("f"), source: fc.constant("") },
  id: fc.constant(id("ours")),
  title: words,
  of: fc.constant(id("accord")),
  by: fc.constant(id("US")),
  authority: fc.constantFrom(null, id("President")),
  declarations,
  requirements,
});

const op: fc.Arbitrary<readonly AmendmentOp[]> = fc
  .tuple(declarations, requirements, fc.constantFrom("require", "raise", "lower"))
  .map(([added, required, word]) => {
    const { at } = added[0] ?? required[0] ?? { at: NOWHERE };
    return [
      ...added.map((declaration) => ({ op: "add" as const, declaration, at })),
      ...required.map((requirement) => ({ op: word, requirement, at })),
      { op: "repeal" as const, id: id("respect"), at },
    ];
  });

const NOWHERE = { file: "f", line: 1, column: 1, endLine: 1, endColumn: 1 };

const amendment: fc.Arbitrary<AmendmentText> = fc.record({
  ...{ kind: fc.constant("amendment" as const), file: fc.constant("f"), source: fc.constant("") },
  id: fc.constant(id("change")),
  title: words,
  of: fc.constant(id("accord")),
  authority: fc.constantFrom(null, id("President")),
  ops: op,
});

// What waits on what is judged apart: a generated text may well go in a circle.
const faults = (diagnostics: readonly TextDiagnostic[]) =>
  said(diagnostics.filter(({ code }) => code !== "circular-exception"));

function readBack(text: ReadingText | AmendmentText): unknown {
  const source = printText(text, ZONE);
  const { texts, diagnostics } = parseTexts([agreement, { file: "f", source }]);
  const wrong = faults(diagnostics);
  if (wrong.length > 0) throw new Error(`${wrong.join("\n")}\n${source}`);
  return meaning(texts[1]);
}

describe("printing", () => {
  test(
    "what is printed says the same when it is read again",
    () => {
      fc.assert(
        fc.property(fc.oneof(reading, amendment), (text) => {
          expect(readBack(text)).toEqual(meaning(text));
        }),
        { numRuns: 300 },
      );
    },
    LIMIT_MS,
  );

  test(
    "an agreement is printed with its own zone",
    () => {
      fc.assert(
        fc.property(words, words, declarations, requirements, (title, brief, more, required) => {
          const base = withLines("").text;
          const text = {
            ...base,
            ...head,
            title,
            brief,
            declarations: [...base.declarations, ...more],
            requirements: required,
          };
          const { texts, diagnostics } = parseTexts([{ file: "f", source: printText(text) }]);
          expect(faults(diagnostics)).toEqual([]);
          expect(meaning(texts[0])).toEqual(meaning(text));
        }),
        { numRuns: 100 },
      );
    },
    LIMIT_MS,
  );

  test(
    "what is printed is laid out as the formatter lays it out, but for columns",
    () => {
      fc.assert(
        fc.property(reading, (text) => {
          const formatted = formatText(printText(text, ZONE));
          if (!("text" in formatted)) throw new Error("What is printed can be laid out.");
          expect(formatText(formatted.text)).toEqual(formatted);
        }),
        { numRuns: 100 },
      );
    },
    LIMIT_MS,
  );

  test("an unknown zone is refused, since dates could not be written", () => {
    const { text } = withLines("");
    expect(() => printText({ ...text, zone: "Mars/Olympus" })).toThrow(RangeError);
  });
});
