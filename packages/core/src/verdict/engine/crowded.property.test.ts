import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeFromScratch } from "../../../testing/from-scratch.ts";
import {
  agreement,
  at,
  editionOf,
  isAt,
  observed,
  presence,
  reading,
  requires,
  undertaking,
} from "../../../testing/specimen.ts";
import type { Entry } from "../../agreement/index.ts";
import { type Criterion, id, type Level, position } from "../../evidence/index.ts";
import { duration, instant } from "../../time/index.ts";
import { frameOf } from "../frame.ts";
import { bitsOf } from "../judgment.ts";
import { chronicleOf } from "../knowledge.ts";
import { Engine } from "./engine.ts";

const HOUR = 3_600_000;
const BEGIN = at("1962-11-01");
const CLAUSE = id("first");

/** One atom and a great many reports on it, mostly in order: what the engine must not pile up. */
const criteria: fc.Arbitrary<Partial<Criterion>> = fc.record({
  soleMethods: fc.constantFrom([], ["aerial-photography"]),
  freshness: fc.constantFrom(null, duration(8, "hour"), duration(3, "day")),
  open: fc.constantFrom<Level>(1, 2, 3),
  doubt: fc.constantFrom<Level>(1, 2, 3),
});

const sightings = fc.array(
  fc.record({
    state: fc.constantFrom("absent" as const, "absent" as const, "present" as const),
    grade: fc.constantFrom("A1", "A2", "B2", "B2", "C2", "C3", "C3", "D2", "D3", "E3", "E5", "F6"),
    method: fc.constantFrom("aerial-photography", "ground-inspection"),
    after: fc.integer({ min: 0, max: 3 }),
    late: fc.constantFrom(0, 0, 0, 0, 0, 0, 6, 30),
    hours: fc.constantFrom(0, 0, 1, 2, 20),
    root: fc.constantFrom(null, null, null, "mission-1", "mission-2"),
  }),
  { minLength: 30, maxLength: 90 },
);

const cases = fc.tuple(criteria, sightings).map(([criterion, seen]) => {
  let hour = 0;
  const entries: Entry[] = seen.map((one, i) => {
    hour += one.after;
    const from = instant(BEGIN + (hour - one.late) * HOUR);
    const to = instant(from + one.hours * HOUR);
    return observed(`O-${i}`, presence("missiles", "sagua", one.state), {
      grade: one.grade,
      method: one.method,
      lineage: one.root === null ? [] : [one.root],
      valid: { from, to },
      known: to,
    });
  });
  return { criterion, entries };
});

describe("an atom with a crowd of reports", () => {
  test("stands after each of them, and at every moment before, where it should", () => {
    fc.assert(
      fc.property(cases, fc.array(fc.nat(), { minLength: 8 }), ({ criterion, entries }, draws) => {
        const condition = isAt("missiles", "sagua", "absent", criterion);
        const texts = [agreement([undertaking("first")]), reading([requires("first", condition)])];
        const frame = frameOf(editionOf(texts, [], "us"));
        const form = frame.formOfClause(CLAUSE, false);
        const engine = new Engine({ frame, recall: (one) => entries[one]! });
        const plainly = (asOf: number, knownAt: number, known = entries) =>
          bitsOf(
            judgeFromScratch(form, {
              frame,
              chronicle: chronicleOf(known),
              moment: { asOf: instant(asOf), knownAt: position(knownAt) },
              isBreached: () => false,
            }),
          );
        entries.forEach((entry, i) => {
          engine.advance(entry.known);
          engine.apply(entry);
          if (i % 7 === 0) expect(engine.bitsOf(CLAUSE)).toBe(plainly(engine.now, i + 1));
        });
        for (const draw of draws) {
          const asOf = instant(BEGIN + (draw % 200) * HOUR);
          const knownAt = position((draw >> 8) % (entries.length + 1));
          expect(engine.bitsAt(CLAUSE, { asOf, knownAt })).toBe(plainly(asOf, knownAt));
        }
      }),
      { numRuns: 80 },
    );
  });
});
