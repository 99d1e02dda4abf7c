import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conditions, moments, records } from "../../testing/arbitrary.ts";
import { judgeFromScratch } from "../../testing/from-scratch.ts";
import { agreement, editionOf, reading, requires, undertaking } from "../../testing/specimen.ts";
import { codexOf } from "../agreement/index.ts";
import { id, position } from "../evidence/index.ts";
import { frameOf } from "./frame.ts";
import { Archive, historyAt } from "./history.ts";
import { referred, unpack } from "./judgment.ts";
import { chronicleOf } from "./knowledge.ts";
import { UNLIVED } from "./life-cycles.ts";
import { valueAt } from "./steps.ts";

const CLAUSES = ["first", "second", "third"];

const cases = fc.record({
  required: fc.tuple(conditions(CLAUSES), conditions(CLAUSES), conditions([])),
  entries: records(14),
  queries: fc.array(fc.tuple(moments, fc.nat()), { minLength: 1, maxLength: 5 }),
});

describe("histories over valid time", () => {
  test("say at every moment what a plain evaluation says, cycles and late reports included", () => {
    fc.assert(
      fc.property(cases, ({ required, entries, queries }) => {
        const texts = [
          agreement(CLAUSES.map((name) => undertaking(name))),
          reading(required.map((condition, i) => requires(CLAUSES[i]!, condition))),
        ];
        const chronicle = chronicleOf(entries);
        const archive = new Archive(codexOf(texts, entries)!, chronicle);
        const frame = frameOf(editionOf(texts, entries, "us"));
        for (const [asOf, draw] of queries) {
          const knownAt = position(draw % (entries.length + 1));
          const query = { knownAt, reading: id("us"), under: null, audience: null };
          const history = historyAt(archive, query, () => UNLIVED);
          for (const name of CLAUSES) {
            const plain = judgeFromScratch(frame.formOfClause(id(name), false), {
              frame,
              chronicle,
              moment: { asOf, knownAt },
              isBreached: () => false,
            });
            expect(unpack(valueAt(history.clause(id(name)), asOf))).toEqual(
              unpack(referred(plain)),
            );
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
