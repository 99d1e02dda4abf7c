import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { missChance, samplingPlan } from "./sampling.ts";

/** P(none) = Π (N−n−i)/(N−i), i < d, as a fraction: no rounding anywhere. */
function missesExactly(population: bigint, defects: bigint, size: bigint): [bigint, bigint] {
  let above = 1n;
  let below = 1n;
  for (let i = 0n; i < defects; i += 1n) {
    const left = population - size - i;
    above *= left > 0n ? left : 0n;
    below *= population - i;
  }
  return [above, below];
}

/** A population, its defects, and a risk as a fraction of small numbers, so that ties happen. */
const questions = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.nat(), fc.integer({ min: 1, max: 99 }))
  .map(([population, drawn, percent]) => {
    return { population, defects: 1 + (drawn % population), percent };
  });

describe("a sampling plan", () => {
  test("is the smallest that reckoning with whole numbers allows", () => {
    fc.assert(
      fc.property(questions, ({ population, defects, percent }) => {
        const { exact } = samplingPlan({ population, defects, miss: percent / 100 });
        const suffices = (size: number) => {
          const [above, below] = missesExactly(BigInt(population), BigInt(defects), BigInt(size));
          return above * 100n <= below * BigInt(percent);
        };
        expect(suffices(exact)).toBe(true);
        expect(exact === 1 ? false : suffices(exact - 1)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test("is never above the approximation, and its chance is what whole numbers give", () => {
    fc.assert(
      fc.property(questions, ({ population, defects, percent }) => {
        const plan = samplingPlan({ population, defects, miss: percent / 100 });
        expect(plan.exact).toBeLessThanOrEqual(plan.approximate);
        expect(plan.improved).toBeLessThanOrEqual(plan.approximate);
        const [above, below] = missesExactly(
          BigInt(population),
          BigInt(defects),
          BigInt(plan.exact),
        );
        const chance = Number((above * 10n ** 18n) / below) / 1e18;
        expect(plan.missesAll).toBeCloseTo(chance, 10);
      }),
      { numRuns: 500 },
    );
  });

  test("misses less the more is inspected, the more is hidden, and the better one sees", () => {
    const cases = fc.tuple(
      fc.integer({ min: 2, max: 200 }),
      fc.nat(),
      fc.nat(),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(cases, ([population, a, b, detection]) => {
        const defects = 1 + (a % (population - 1));
        const size = b % population;
        const at = missChance(population, defects, size, detection);
        const slack = 1e-9;
        expect(missChance(population, defects, size + 1, detection)).toBeLessThanOrEqual(
          at + slack,
        );
        expect(missChance(population, defects + 1, size, detection)).toBeLessThanOrEqual(
          at + slack,
        );
        expect(missChance(population, defects, size, 1)).toBeLessThanOrEqual(at + slack);
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });
});
