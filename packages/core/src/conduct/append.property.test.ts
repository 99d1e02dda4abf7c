import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawnCases } from "../../testing/arbitrary-case.ts";
import { CLAUSES, hour, LASTS } from "../../testing/arbitrary-texts.ts";
import { type Id, id, position } from "../evidence/index.ts";
import type { Inquiry } from "../verdict/index.ts";
import { openVerdicts, type Verdicts } from "./verdicts.ts";

const CASES = { numRuns: 60, seed: 11 };

/** Everything that is answered about a moment, so that two judges can be compared. */
function answers(judge: Verdicts, inquiry: Inquiry): unknown {
  const assessment = judge.assess(inquiry);
  const { undertakings, measures, assurances, questions } = assessment;
  const ids: readonly Id[] = [...undertakings, ...measures, ...assurances, ...questions].map(
    ({ id }) => id,
  );
  return { assessment, explanations: ids.map((id) => judge.explain(id, inquiry)) };
}

describe("a judge that is given its record entry by entry", () => {
  test("answers as one that is opened on all of it, whatever it was asked in between", {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(
        drawnCases(16),
        fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
        fc.nat(16),
        ({ texts, entries, moments }, isAsked, begin) => {
          const start = Math.min(begin, entries.length);
          const grown = openVerdicts({ texts, entries: entries.slice(0, start) });
          for (let known = start; known <= entries.length; known += 1) {
            if (known > start) grown.append([entries[known - 1]!]);
            if (known < entries.length && !isAsked[known]) continue;
            const opened = openVerdicts({ texts, entries: entries.slice(0, known) });
            for (const { asOf, knownAt } of moments) {
              const at = position(Math.min(knownAt, known));
              const inquiry = { asOf, knownAt: at, reading: null, under: null };
              expect(answers(grown, inquiry)).toEqual(answers(opened, inquiry));
            }
          }
        },
      ),
      CASES,
    );
  });

  test("stands at any instant, as known at any entry, as one that is opened on all of it", {
    timeout: 600_000,
  }, () => {
    const asked = fc.array(fc.tuple(fc.integer({ min: -6, max: LASTS }), fc.nat(), fc.nat()), {
      minLength: 40,
      maxLength: 40,
    });
    fc.assert(
      fc.property(drawnCases(20), asked, fc.nat(), ({ texts, entries: drawn }, moments, draw) => {
        // One entry comes a second time, under the id that it had.
        const doubled = drawn[draw % Math.max(1, drawn.length)];
        const entries = doubled === undefined ? drawn : [...drawn, doubled];
        const grown = openVerdicts({ texts, entries: [] });
        const ids = CLAUSES.map(([name]) => id(name));
        for (const [known, entry] of entries.entries()) {
          grown.append([entry]);
          for (const [hours, back, which] of moments.slice(2 * known, 2 * known + 2)) {
            // What is known now is asked as often as all that was known before.
            const knownAt = position(back % 2 === 0 ? known + 1 : back % (known + 2));
            const inquiry = { asOf: hour(hours), knownAt, reading: null, under: null };
            const clause = ids[which % ids.length]!;
            const opened = openVerdicts({ texts, entries: entries.slice(0, known + 1) });
            expect(grown.standing(clause, inquiry)).toEqual(opened.standing(clause, inquiry));
          }
        }
      }),
      { numRuns: 150, seed: 12 },
    );
  });
});
