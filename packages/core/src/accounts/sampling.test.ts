import { describe, expect, test } from "vitest";
import { missChance, samplingFault, samplingPlan } from "./sampling.ts";

describe("how many to inspect", () => {
  test.each([
    // Oracles: (N, d, β) → exact, approximate, improved.
    [100, 5, 0.05, 45, 46, 45],
    [1000, 50, 0.05, 57, 59, 57],
    [42, 4, 0.05, 22, 23, 22],
    // 1 % of 1600, found with 99 %: the exact form and the improved one give 399.
    [1600, 16, 0.01, 399, 401, 399],
    // One of many: the share that is inspected is the chance of finding it.
    [100, 1, 0.05, 95, 95, 95],
    [10, 1, 0.1, 9, 9, 9],
    // All of them are defects: one will do.
    [7, 7, 0.05, 1, 3, 2],
    [1, 1, 0.5, 1, 1, 1],
  ])("of %i with %i defects and a risk of %f: %i", (population, defects, miss, ...expected) => {
    const { exact, approximate, improved } = samplingPlan({ population, defects, miss });
    expect([exact, approximate, improved]).toEqual(expected);
  });

  test("of a milliard is answered as exactly as of a hundred", () => {
    expect(samplingPlan({ population: 1e9, defects: 1e5, miss: 1e-9 }).exact).toBe(207_201);
    expect(samplingPlan({ population: 1e9, defects: 1, miss: 0.05 }).exact).toBe(950_000_000);
    expect(samplingPlan({ population: 1e9, defects: 1e7, miss: 0.05 }).exact).toBe(299);
  });

  test("says what the sample leaves: the chance of missing all, and of missing one of them", () => {
    const { missesAll, missesOne } = samplingPlan({ population: 100, defects: 5, miss: 0.05 });
    expect(missesAll).toBeCloseTo(0.046206, 6);
    expect(missesOne).toBe(0.55);
  });

  test.each([
    [{ population: 0, defects: 1, miss: 0.05 }, "population-range"],
    [{ population: 2.5, defects: 1, miss: 0.05 }, "population-range"],
    [{ population: 1e13, defects: 1, miss: 0.05 }, "population-range"],
    [{ population: 10, defects: 0, miss: 0.05 }, "defects-range"],
    [{ population: 10, defects: 11, miss: 0.05 }, "defects-range"],
    [{ population: 10, defects: 1, miss: 0 }, "miss-range"],
    [{ population: 10, defects: 1, miss: 1 }, "miss-range"],
    [{ population: 10, defects: 1, miss: Number.NaN }, "miss-range"],
  ])("of %o has no answer", (question, code) => {
    expect(samplingFault(question)?.code).toBe(code);
    expect(() => samplingPlan(question)).toThrow(RangeError);
  });
});

describe("the chance of missing what is hidden", () => {
  test("is none where fewer are left than there are defects", () => {
    expect(missChance(10, 3, 8)).toBe(0);
    expect(missChance(10, 10, 1)).toBe(0);
  });

  test("is certain where nothing is inspected", () => {
    expect(missChance(10, 3, 0)).toBe(1);
  });

  test("stays above none where an inspected defect may be passed over", () => {
    // All ten inspected, three defects, each seen with one half: all three passed over.
    expect(missChance(10, 3, 10, 0.5)).toBeCloseTo(0.125, 12);
    expect(missChance(10, 8, 5, 0.5)).toBeCloseTo(17.5 / 252, 12);
  });
});
