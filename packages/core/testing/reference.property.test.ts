import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Assessment, openVerdicts } from "../src/conduct/index.ts";
import { position } from "../src/evidence/index.ts";
import { type DrawnCase, drawnCases } from "./arbitrary-case.ts";
import { type ReferenceAnswer, referenceOf } from "./reference/evaluator.ts";
import { type Weight, weighSide } from "./reference/weighing.ts";

/** The same cases each time, so that the mix of values below is a fact about them. */
const SEED = 301;
/** Other cases, for whoever looks for more: `REFERENCE_SEED=7 npx vitest run …`. */
const drawnSeed = Number(process.env["REFERENCE_SEED"] ?? SEED);
const DRAWN = { numRuns: 80, seed: drawnSeed };

describe("the judge and the reference", () => {
  test("agree on value, status and what has no effect, whatever is asked of whatever record", {
    timeout: 600_000,
  }, () => {
    const values = new Map<string, number>();
    fc.assert(
      fc.property(drawnCases(16), (drawn) => {
        for (const value of valuesAgreedOn(drawn)) values.set(value, (values.get(value) ?? 0) + 1);
      }),
      DRAWN,
    );
    // A generator that yields one value nearly always would compare next to nothing.
    const all = [...values.values()].reduce((sum, count) => sum + count, 0);
    const shares = [...values].map(([value, count]) => [
      value,
      Math.round((1000 * count) / all) / 10,
    ]);
    process.stdout.write(
      `${all} verdicts compared: ${shares.map((one) => one.join(" ")).join(" %, ")} %\n`,
    );
    for (const [value, share] of drawnSeed === SEED ? shares : []) {
      expect(share, `${value}, in per cent`).toBeGreaterThanOrEqual(20);
      expect(share, `${value}, in per cent`).toBeLessThanOrEqual(30);
    }
    expect(shares).toHaveLength(4);
  });
});

/** The values of all verdicts on a case, on which both agree. */
function valuesAgreedOn(drawn: DrawnCase): readonly string[] {
  return answersOf(drawn).flatMap(([judged, reference]) => {
    expect(rowsOf(judged)).toEqual(reference.verdicts.map(rowOf).sort());
    expect(judged.refusedDecisions.map(({ id }) => id).sort()).toEqual(
      [...reference.refused].sort(),
    );
    return reference.verdicts.map(({ value }) => value);
  });
}

function answersOf({
  texts,
  entries,
  moments,
}: DrawnCase): readonly [Assessment, ReferenceAnswer][] {
  const judge = openVerdicts({ texts, entries });
  const reference = referenceOf(texts, entries);
  return moments.map(({ asOf, knownAt, reading }) => {
    const under = { reading, under: null };
    return [
      judge.assess({ asOf, knownAt: position(knownAt), ...under }),
      reference({ asOf, knownAt, ...under }),
    ];
  });
}

function rowsOf(judged: Assessment): readonly string[] {
  const { undertakings, measures, assurances, options, questions } = judged;
  return [...undertakings, ...measures, ...assurances, ...options, ...questions].map(rowOf).sort();
}

function rowOf({ id, value, status }: { id: string; value: string; status: string }): string {
  return `${id}: ${value}, ${status}`;
}

const weights: fc.Arbitrary<Weight> = fc.record({
  strength: fc.constantFrom(0, 200_000, 325_000, 487_500, 637_500, 712_500, 750_000),
  roots: fc.subarray(["flight-1", "flight-2", "flight-3", "desk", "wire"], {
    minLength: 1,
    maxLength: 3,
  }),
  sole: fc.boolean(),
});

describe("a side", () => {
  test("is never lowered by more evidence, compilations included", () => {
    fc.assert(
      fc.property(fc.array(weights, { maxLength: 8 }), weights, (reports, more) => {
        const before = weighSide(reports);
        const after = weighSide([...reports, more]);
        expect(after.level).toBeGreaterThanOrEqual(before.level);
        if (after.level === before.level) expect(after.odds).toBeGreaterThanOrEqual(before.odds);
        if (more.strength === 0) expect(after).toEqual(before);
      }),
      { numRuns: 2000 },
    );
  });

  test("does not depend on the order of its reports", () => {
    fc.assert(
      fc.property(fc.array(weights, { maxLength: 8 }), (reports) => {
        expect(weighSide(reports.toReversed())).toEqual(weighSide(reports));
      }),
    );
  });
});
