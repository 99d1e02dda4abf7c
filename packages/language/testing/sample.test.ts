import { readFileSync } from "node:fs";
import { DAY_MS } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { parseTexts } from "../src/index.ts";
import { said } from "./case.ts";

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

describe("the understandings of 27 and 28 October 1962", () => {
  const { texts, diagnostics } = parseTexts([
    { file: "sample.proviso", source: read("./sample.proviso") },
  ]);

  test("are read without a fault, as an agreement and a reading of it", () => {
    expect(said(diagnostics)).toEqual([]);
    expect(texts.map(({ kind, id }) => [kind, id])).toEqual([
      ["agreement", "cuba-1962"],
      ["reading", "us"],
    ]);
  });

  test("require of removal what the telegram requires (T30, T31)", () => {
    const reading = texts[1];
    const removal = reading?.kind === "reading" ? reading.requirements[0] : undefined;
    expect(removal).toMatchObject({
      clause: "removal",
      condition: {
        kind: "all",
        of: [
          {
            kind: "every",
            domain: { kind: "places", placeKind: null, declaredOnly: false },
            body: {
              predicate: { kind: "presence", subject: "offensive", state: "absent" },
              criterion: {
                methods: ["ground-inspection", "aerial-photography"],
                freshness: 14 * DAY_MS,
              },
            },
            coverage: { predicate: { place: "island", fraction: 0.95 } },
          },
          {
            predicate: { kind: "count", stage: "counted-aboard", amount: "declared" },
            criterion: {
              soleMethods: ["count-alongside"],
              eligibility: { atLeast: "B", technical: false, notOf: ["US"] },
              learning: "number and class",
              equivalentApprovedBy: "President",
            },
          },
          { predicate: { item: "bombers" } },
          { predicate: { activity: "supervised", subject: "removal", by: ["UN"] } },
        ],
      },
    });
  });

  test("have every clause at its place in the text", () => {
    const agreement = texts[0];
    if (agreement?.kind !== "agreement") throw new Error("No agreement.");
    const lines = agreement.source.split("\n");
    for (const declaration of agreement.declarations) {
      const { at } = declaration;
      const first = lines[at.line - 1]?.slice(at.column - 1) ?? "";
      const named = declaration.kind === "acceptance" ? declaration.accepting : declaration.id;
      expect(first).toContain(named);
      expect(lines[at.endLine - 1]?.length).toBeGreaterThanOrEqual(at.endColumn - 1);
    }
  });
});
