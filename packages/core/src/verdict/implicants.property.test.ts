import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALREADY, type Family, Implicants, NEVER, type NeedSet } from "./implicants.ts";

const NEEDS = 6;
const sets = fc.uniqueArray(fc.nat(NEEDS - 1), { minLength: 1, maxLength: 3 }).map(ascending);
const families: fc.Arbitrary<Family> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(sets, { maxLength: 3 }).map((some) => new Implicants().either([some])),
  },
  fc.constant(ALREADY),
);
const several = fc.array(families, { maxLength: 4 });

function ascending(needs: readonly number[]): NeedSet {
  return needs.toSorted((a, b) => a - b);
}

/** Every set of needs that there could be. */
const every: readonly NeedSet[] = Array.from({ length: 2 ** NEEDS }, (_, bits) =>
  Array.from({ length: NEEDS }, (_, need) => need).filter((need) => (bits >> need) % 2 === 1),
);

const suffices = (family: Family, met: NeedSet) =>
  family.some((set) => set.every((need) => met.includes(need)));

describe("implicants", () => {
  test("what suffices for at least k of several is exactly what suffices for k of them", () => {
    fc.assert(
      fc.property(several, fc.nat(5), (parts, k) => {
        const whole = new Implicants().atLeast(k, parts);
        for (const met of every) {
          const enough = parts.filter((part) => suffices(part, met)).length >= k;
          expect(suffices(whole, met)).toBe(enough);
        }
      }),
    );
  });

  test("all together, and any one, are the ends of that scale", () => {
    fc.assert(
      fc.property(several, (parts) => {
        const [all, any] = [new Implicants().together(parts), new Implicants().either(parts)];
        for (const met of every) {
          expect(suffices(all, met)).toBe(parts.every((part) => suffices(part, met)));
          expect(suffices(any, met)).toBe(parts.some((part) => suffices(part, met)));
        }
      }),
    );
  });

  test("no set holds another, and the smallest come first", () => {
    fc.assert(
      fc.property(several, fc.nat(5), (parts, k) => {
        const whole = new Implicants().atLeast(k, parts);
        whole.forEach((set, i) => {
          expect(set.length).toBeGreaterThanOrEqual(whole[i - 1]?.length ?? 0);
          const others = whole.filter((_, other) => other !== i);
          expect(others.some((one) => one.every((need) => set.includes(need)))).toBe(false);
        });
      }),
    );
  });

  test("what can never be had is never reached by asking for more of it", () => {
    expect(new Implicants().together([[[1]], NEVER])).toEqual(NEVER);
    expect(new Implicants().atLeast(2, [NEVER, [[1]], NEVER])).toEqual(NEVER);
    expect(new Implicants().atLeast(0, [NEVER])).toEqual(ALREADY);
  });

  test("half of sixty-four alternatives has more sets than are kept, and it says so", () => {
    const parts = Array.from({ length: 64 }, (_, need): Family => [[need], [need + 64]]);
    const implicants = new Implicants();
    const found = implicants.atLeast(32, parts);
    expect(implicants.truncated).toBe(true);
    expect(found.length).toBeGreaterThan(0);
    for (const set of found) {
      expect(parts.filter((part) => suffices(part, set)).length).toBeGreaterThanOrEqual(32);
    }
  });
});
