import { expect, test } from "vitest";
import { ITSELF, type Scope } from "./scope.ts";
import { ScopeSum } from "./scope-sum.ts";

const unbounded = { high: Number.POSITIVE_INFINITY };

test("a figure that changes is added as a difference: no other vessel is looked at", () => {
  let looks = 0;
  const aboard = (vessel: string): Scope => ({
    place: null,
    voyage: null,
    lot: null,
    get vessel() {
      looks += 1;
      return vessel;
    },
  });
  const looksAfter = (vessels: number) => {
    const sum = new ScopeSum(ITSELF);
    for (let at = 0; at < vessels; at += 1) sum.set(aboard(`Ship ${at}`), { low: 1, ...unbounded });
    expect(sum.total).toBe(vessels);
    looks = 0;
    sum.set(aboard("Ship 0"), { low: 5, ...unbounded });
    expect(sum.total).toBe(vessels + 4);
    return looks;
  };
  expect(looksAfter(1_000)).toBe(looksAfter(10));
});

test("what is set and taken away again leaves nothing behind, in whatever fractions", () => {
  const sum = new ScopeSum(ITSELF);
  const at = (vessel: string): Scope => ({ place: null, vessel, voyage: null, lot: null });
  for (let i = 0; i < 1_000; i += 1) {
    sum.set(at(`Ship ${i}`), { low: 123_456_789.1 + i / 7, ...unbounded });
    expect(sum.total).toBeGreaterThan(0);
  }
  for (let i = 0; i < 1_000; i += 1)
    sum.set(at(`Ship ${i}`), i === 3 ? { low: 0.1, ...unbounded } : null);
  expect(sum.total).toBe(0.1);
});
