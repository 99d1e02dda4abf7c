import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exhibit } from "../../testing/exhibits.ts";
import { duration, instant } from "../time/index.ts";
import { type Criterion, DEFAULT_CRITERION } from "./criterion.ts";
import type { Exhibit } from "./exhibit.ts";
import { CREDIBILITIES, oddsMillionths, RELIABILITIES, strengthMillionths } from "./grade.ts";
import { type Level, levelOf } from "./level.ts";
import { weigh } from "./weigh.ts";

const FRESHNESS = duration(6, "minute");
const MINUTE = duration(1, "minute");
const NOW = instant(20 * MINUTE);

const grades = fc
  .tuple(fc.constantFrom(...RELIABILITIES), fc.constantFrom(...CREDIBILITIES))
  .map(([reliability, credibility]) => `${reliability}${credibility}`);

const drawn = fc.record({
  graded: grades,
  side: fc.constantFrom<Exhibit["side"]>("for", "against"),
  from: fc.integer({ min: 0, max: 24 }),
  length: fc.integer({ min: 0, max: 3 }),
  group: fc.integer({ min: 0, max: 4 }),
  sole: fc.boolean(),
  derived: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
});

/** Exhibits with positions as a record gives them: each its own. */
const bundles = fc.array(drawn, { maxLength: 9 }).map((several) =>
  several.map(({ graded, side, from, length, group, sole, derived }, position) =>
    exhibit(graded, side, position, {
      from: from * MINUTE,
      to: (from + length) * MINUTE,
      group: `source-${group}`,
      sole,
      derived,
    }),
  ),
);

const criteria = fc.record({
  open: fc.constantFrom<Level>(1, 2, 3),
  doubt: fc.constantFrom<Level>(1, 2, 3),
  freshness: fc.constantFrom(null, FRESHNESS),
});

const criterionOf = (some: Partial<Criterion>): Criterion => ({ ...DEFAULT_CRITERION, ...some });

describe("weighing", () => {
  test("the order in which reports are put before it never changes what is found", () => {
    fc.assert(
      fc.property(
        bundles.chain((bundle) =>
          fc.tuple(
            fc.constant(bundle),
            fc.shuffledSubarray([...bundle.keys()], { minLength: bundle.length }),
          ),
        ),
        criteria,
        ([bundle, order], some) => {
          const straight = weigh(bundle, criterionOf(some), NOW);
          const shuffled = weigh(
            order.map((index) => bundle[index]!),
            criterionOf(some),
            NOW,
          );
          expect({ ...shuffled, fates: [] }).toEqual({ ...straight, fates: [] });
          expect(shuffled.fates).toEqual(order.map((index) => straight.fates[index]));
        },
      ),
    );
  });

  test("one more report on a side, whatever its source, never lowers that side's level", () => {
    fc.assert(
      fc.property(bundles, drawn, criteria, (bundle, more, some) => {
        const { graded, side, from, length, group, sole } = more;
        const added = exhibit(graded, side, bundle.length, {
          from: from * MINUTE,
          to: (from + length) * MINUTE,
          group: `source-${group}`,
          sole,
        });
        const before = weigh(bundle, criterionOf(some), NOW);
        const after = weigh([...bundle, added], criterionOf(some), NOW);
        const [level, other] =
          side === "for"
            ? (["forLevel", "againstLevel"] as const)
            : (["againstLevel", "forLevel"] as const);
        expect(after[level]).toBeGreaterThanOrEqual(before[level]);
        // It never supports the contrary either: at most it overtakes it.
        expect(after[other]).toBeLessThanOrEqual(before[other]);
      }),
    );
  });

  test("what the same source says twice counts once", () => {
    fc.assert(
      fc.property(bundles, criteria, (bundle, some) => {
        const doubled = bundle.map((one) => ({ ...one, position: one.position + bundle.length }));
        const once = weigh(bundle, criterionOf(some), NOW);
        const twice = weigh([...bundle, ...doubled], criterionOf(some), NOW);
        expect({ ...twice, fates: [] }).toEqual({ ...once, fates: [] });
      }),
    );
  });

  test("nothing seen after the moment asked about changes what was so at it", () => {
    fc.assert(
      fc.property(bundles, criteria, (bundle, some) => {
        const seen = bundle.filter((one) => one.seen.to <= NOW);
        const all = weigh(bundle, criterionOf(some), NOW);
        expect({ ...all, fates: [] }).toEqual({
          ...weigh(seen, criterionOf(some), NOW),
          fates: [],
        });
      }),
    );
  });

  test("what was overtaken once stays so, however late it is asked", () => {
    fc.assert(
      fc.property(bundles, criteria, fc.nat(40), (bundle, some, minutes) => {
        const later = instant(NOW + minutes * MINUTE);
        const before = weigh(bundle, criterionOf(some), NOW).fates;
        const after = weigh(bundle, criterionOf(some), later).fates;
        before.forEach((fate, index) => {
          if (fate === "overtaken") expect(after[index]).toBe("overtaken");
        });
      }),
    );
  });
});

describe("levels", () => {
  const millionths = fc.integer({ min: 0, max: 950_000 });
  const sides = fc.record({
    odds: fc.nat(50_000_000),
    first: millionths,
    second: millionths,
    sole: millionths,
  });
  const added = fc.record({ odds: fc.nat(9_000_000), first: millionths, second: millionths });

  test("more support, or a stronger source, never lowers a level", () => {
    fc.assert(
      fc.property(sides, added, (side, more) => {
        const raised = {
          odds: side.odds + more.odds,
          first: Math.max(side.first, more.first),
          second: Math.max(side.second, more.second),
          sole: side.sole,
        };
        expect(levelOf(raised)).toBeGreaterThanOrEqual(levelOf(side));
      }),
    );
  });

  test("however many weak reports there are, they confirm nothing", () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000_000),
        fc.integer({ min: 0, max: 599_999 }),
        fc.integer({ min: 0, max: 599_999 }),
        (odds, first, second) => {
          expect(levelOf({ odds, first, second, sole: 0 })).toBeLessThan(3);
        },
      ),
    );
  });
});

describe("strength", () => {
  test("a better half of the pair never weakens a report, and F is weaker than D", () => {
    for (const credibility of CREDIBILITIES) {
      const [a, b, c, d, e, f] = RELIABILITIES.map((reliability) =>
        strengthMillionths({ reliability, credibility }),
      ) as [number, number, number, number, number, number];
      expect([a, b, c, d, f, e]).toEqual([a, b, c, d, f, e].toSorted((x, y) => y - x));
    }
  });

  test("what was looked at in part weighs in proportion", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (coverage) => {
        const strength = strengthMillionths({ reliability: "A", credibility: 1 }, coverage);
        expect(strength).toBe(Math.round(950_000 * coverage));
        expect(Number.isSafeInteger(oddsMillionths(strength))).toBe(true);
      }),
    );
  });
});
