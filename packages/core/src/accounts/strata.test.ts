import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { missChance } from "./sampling.ts";
import { allocate, nextInspections, type Stratum } from "./strata.ts";

const inspections = (strata: readonly Stratum[], budget: number) =>
  allocate(strata, budget)?.strata.map((one) => one.inspections);

describe("a budget of inspections", () => {
  test("is shared alike between parts that are alike", () => {
    const alike = { population: 20, defects: 2 };
    expect(
      inspections(
        [
          { id: "a", ...alike },
          { id: "b", ...alike },
        ],
        10,
      ),
    ).toEqual([5, 5]);
  });

  test("goes where the chance of missing what is hidden is greatest", () => {
    const strata = [
      { id: "few among many", population: 100, defects: 2 },
      { id: "many among few", population: 20, defects: 10 },
    ];
    const plan = allocate(strata, 30)!;
    expect(plan.strata[0]!.inspections).toBeGreaterThan(plan.strata[1]!.inspections);
    expect(plan.worst).toBeCloseTo(missChance(100, 2, plan.strata[0]!.inspections), 10);
  });

  test("keeps to its quotas, and spends on the next part what one may not take", () => {
    const strata = [
      { id: "quota", population: 100, defects: 1, most: 3 },
      { id: "open", population: 50, defects: 5, least: 2 },
    ];
    expect(inspections(strata, 10)).toEqual([3, 7]);
  });

  test("that does not cover what the quotas ask is no plan", () => {
    expect(allocate([{ id: "a", population: 9, defects: 1, least: 5 }], 4)).toBeNull();
  });

  test("counts what each inspection costs", () => {
    const strata = [
      { id: "near", population: 10, defects: 1, cost: 1 },
      { id: "far", population: 10, defects: 1, cost: 4 },
    ];
    const plan = allocate(strata, 10)!;
    expect(plan.strata.map((one) => one.inspections)).toEqual([2, 2]);
    expect(plan.spent).toBe(10);
  });

  test("pays only for what was not inspected before", () => {
    const plan = allocate([{ id: "a", population: 10, defects: 1, done: 4 }], 2)!;
    expect(plan).toMatchObject({ spent: 2, strata: [{ inspections: 6 }] });
  });

  test("leaves no better share of itself, whatever the parts", () => {
    const strata = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 8 }), fc.nat()).map(([population, drawn]) => {
        return { population, defects: 1 + (drawn % population) };
      }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(strata, fc.nat(9), (drawn, budget) => {
        const parts = drawn.map((part, index) => ({ id: String(index), ...part }));
        const { worst } = allocate(parts, budget)!;
        expect(worst).toBeCloseTo(bestWorst(parts, budget), 9);
      }),
      { numRuns: 300 },
    );
  });
});

/** The least greatest chance, by trying every share. */
function bestWorst(strata: readonly Stratum[], budget: number): number {
  const [first, ...rest] = strata;
  if (first === undefined) return 0;
  let best = 1;
  for (let size = 0; size <= Math.min(budget, first.population); size += 1) {
    const here = missChance(first.population, first.defects, size);
    best = Math.min(best, Math.max(here, bestWorst(rest, budget - size)));
  }
  return best;
}

describe("the next inspection", () => {
  test("tells most where it most likely finds something", () => {
    const [first, second] = nextInspections([
      { id: "far", population: 100, defects: 1 },
      { id: "near", population: 10, defects: 1 },
    ]);
    expect(first).toMatchObject({ id: "near", here: 0.5 });
    expect(first!.finds).toBeCloseTo(0.05, 12);
    expect(second!.finds).toBeCloseTo(0.005, 12);
  });

  test("tells less of a part the more of it was found sound", () => {
    const [first] = nextInspections([
      { id: "half seen", population: 10, defects: 5, done: 5 },
      { id: "unseen", population: 10, defects: 5 },
    ]);
    expect(first!.id).toBe("unseen");
    expect(first!.here).toBeGreaterThan(0.99);
  });

  test("tells nothing of what is wholly known", () => {
    const found = nextInspections([{ id: "a", population: 4, defects: 1, done: 4 }]);
    expect(found).toEqual([{ id: "a", here: 0, finds: 0 }]);
  });
});
