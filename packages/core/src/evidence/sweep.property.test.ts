import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exhibit } from "../../testing/exhibits.ts";
import { weighPlainly } from "../../testing/plain-weighing.ts";
import { duration, instant } from "../time/index.ts";
import { DEFAULT_CRITERION } from "./criterion.ts";
import type { Exhibit } from "./exhibit.ts";
import type { Level } from "./level.ts";
import { Sweep } from "./sweep.ts";
import { weigh } from "./weigh.ts";

const roots = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(["a"], ["b"], ["c"], ["d"]) },
  { weight: 1, arbitrary: fc.subarray(["a", "b", "c", "d", "e"], { minLength: 2, maxLength: 3 }) },
);

const drawn = fc.record({
  graded: fc.constantFrom("A1", "A2", "B2", "C2", "C3", "D2", "D3", "E3", "F6"),
  side: fc.constantFrom<Exhibit["side"]>("for", "against"),
  from: fc.integer({ min: 0, max: 12 }),
  length: fc.integer({ min: 0, max: 2 }),
  roots: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: roots }),
  sole: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
  derived: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, fc.constant(true)),
  speaksFrom: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    fc.integer({ min: 0, max: 15 }),
  ),
  replacedAt: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    fc.integer({ min: 0, max: 15 }),
  ),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function exhibitFrom(one: Drawn, position: number): Exhibit {
  const several = one.roots ?? [`own-${position}`];
  return exhibit(one.graded, one.side, position, {
    from: one.from,
    to: one.from + one.length,
    group: several.join(" + "),
    ...(several.length > 1 ? { roots: several } : {}),
    sole: one.sole,
    derived: one.derived,
    ...(one.speaksFrom === null ? {} : { speaksFrom: instant(one.speaksFrom) }),
    ...(one.replacedAt === null ? {} : { replacedAt: instant(one.replacedAt) }),
  });
}

const matters = fc.array(drawn, { maxLength: 10 }).map((all) => all.map(exhibitFrom));

const criteria = fc
  .record({
    open: fc.constantFrom<Level>(1, 2, 3),
    freshness: fc.constantFrom(null, duration(1, "minute"), 3, 5),
  })
  .map(({ open, freshness }) => ({
    ...DEFAULT_CRITERION,
    open,
    freshness: freshness as typeof DEFAULT_CRITERION.freshness,
  }));

/** Many reports of two flights, which come and go one after another. */
const crowds = fc
  .array(drawn, { minLength: 10, maxLength: 24 })
  .map((all) =>
    all.map((one, position) =>
      exhibitFrom({ ...one, roots: [position % 3 === 0 ? "a" : "b"], derived: false }, position),
    ),
  );

describe("a pass over a matter", () => {
  test("finds what the strongest of each root find, however many reports a root has", () => {
    fc.assert(
      fc.property(crowds, criteria, (exhibits, criterion) => {
        const sweep = new Sweep(exhibits, criterion);
        for (let at = 0; at <= 22; at += 1) {
          sweep.advance(instant(at));
          const plain = weighPlainly(exhibits, criterion, instant(at));
          expect(sweep.for.level).toBe(plain.for.level);
          expect(sweep.against.level).toBe(plain.against.level);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("finds at every instant the levels and the support that trying everything finds", () => {
    fc.assert(
      fc.property(matters, criteria, (exhibits, criterion) => {
        const sweep = new Sweep(exhibits, criterion);
        for (let at = 0; at <= 22; at += 1) {
          const plain = weighPlainly(exhibits, criterion, instant(at));
          sweep.advance(instant(at));
          const swept = {
            for: { level: sweep.for.level, odds: sweep.for.odds },
            against: { level: sweep.against.level, odds: sweep.against.odds },
          };
          expect(swept).toEqual(plain);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("finds the same of reports that are added as it goes, of whatever time", () => {
    const asked = fc.array(fc.integer({ min: -1, max: 22 }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(fc.oneof(matters, crowds), criteria, asked, (exhibits, criterion, moments) => {
        const known: Exhibit[] = [];
        const grown = new Sweep(known, criterion);
        let ahead = 0;
        for (const [i, one] of exhibits.entries()) {
          known.push(one);
          const moment = moments[i % moments.length]!;
          // Several are now and then taken in together.
          if (moment < 0 && i < exhibits.length - 1) continue;
          grown.follow();
          ahead = Math.max(ahead, moment);
          const opened = new Sweep([...known], criterion);
          opened.advance(instant(ahead));
          grown.advance(instant(ahead));
          expect(grown.next).toBe(opened.next);
          for (const side of ["for", "against"] as const) {
            expect(grown[side].level).toBe(opened[side].level);
            expect(grown[side].odds).toBe(opened[side].odds);
          }
          for (const index of known.keys()) {
            expect(grown.isLive(index)).toBe(opened.isLive(index));
            expect(grown.isOvertaken(index)).toBe(opened.isOvertaken(index));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("weighs at an instant what it found there, and says which reports it rests on", () => {
    fc.assert(
      fc.property(matters, criteria, fc.integer({ min: 0, max: 20 }), (exhibits, criterion, at) => {
        const plain = weighPlainly(exhibits, criterion, instant(at));
        const weighing = weigh(exhibits, criterion, instant(at));
        expect(weighing.forLevel).toBe(plain.for.level);
        expect(weighing.for.odds).toBe(plain.for.odds);
        expect(weighing.againstLevel).toBe(plain.against.level);
        expect(weighing.against.odds).toBe(plain.against.odds);
        const speaking = exhibits.filter(
          (one, i) => weighing.fates[i] === "speaks" && one.strength > 0,
        );
        for (const side of ["for", "against"] as const) {
          const heard = speaking.filter((one) => one.side === side);
          const named = heard.flatMap((one) => one.roots ?? [one.group]);
          expect(new Set(named).size).toBe(named.length);
          expect(heard.filter((one) => (one.roots?.length ?? 1) > 1).length).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("one more report on a side never lowers that side, compilations included", () => {
    fc.assert(
      fc.property(matters, drawn, criteria, (exhibits, more, criterion) => {
        const added = exhibitFrom({ ...more, derived: false }, exhibits.length);
        for (let at = 0; at <= 16; at += 2) {
          const before = weigh(exhibits, criterion, instant(at));
          const after = weigh([...exhibits, added], criterion, instant(at));
          const [level, weight, other] =
            added.side === "for"
              ? (["forLevel", "for", "againstLevel"] as const)
              : (["againstLevel", "against", "forLevel"] as const);
          expect(after[level]).toBeGreaterThanOrEqual(before[level]);
          if (after[level] === before[level]) {
            expect(after[weight].odds).toBeGreaterThanOrEqual(before[weight].odds);
          }
          expect(after[other]).toBeLessThanOrEqual(before[other]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("a report of no strength changes nothing", () => {
    fc.assert(
      fc.property(
        matters,
        drawn,
        criteria,
        fc.integer({ min: 0, max: 16 }),
        (all, one, how, at) => {
          const worthless = { ...exhibitFrom(one, all.length), strength: 0 };
          const before = weigh(all, how, instant(at));
          const after = weigh([...all, worthless], how, instant(at));
          expect({ ...after, fates: after.fates.slice(0, -1) }).toEqual(before);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
