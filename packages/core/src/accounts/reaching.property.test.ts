import fc from "fast-check";
import { expect, test } from "vitest";
import { exhibit } from "../../testing/exhibits.ts";
import { LEVEL, type Level } from "../evidence/index.ts";
import { Reaching } from "./reaching.ts";
import { lastBeganUntil, leastPrefix, succeededUntil, type WeighedCount } from "./supported.ts";

interface Item extends WeighedCount {
  readonly order: number;
}

const someItems = fc
  .array(
    fc.record({
      graded: fc.constantFrom("A1", "A2", "B2", "C3", "D2", "E3", "F6"),
      group: fc.integer({ min: 0, max: 9 }),
      roots: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 2 })),
      silent: fc.integer({ max: 5, min: 0 }),
      order: fc.integer({ min: 0, max: 6 }),
      from: fc.integer({ min: 0, max: 8 }),
      lasts: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map(({ graded, group, roots, silent, order, from, lasts }, position): Item => {
      const of = roots === null ? {} : { roots: roots.map((one) => `source-${one}`) };
      const fields = { group: `source-${group}`, from, to: from + lasts, ...of };
      const one = exhibit(graded, "for", position, fields);
      const weighed = { exhibit: silent === 0 ? null : one, seen: one.seen };
      return { order, low: order, high: order, ...weighed };
    }),
  );

const someLevel = fc.constantFrom<Level>(LEVEL.suspected, LEVEL.probable, LEVEL.confirmed);
const byOrder = (one: Item, other: Item) => one.order - other.order;
const exhibitOf = (one: Item) => one.exhibit;

test("what is kept up as items come and go is what all of them, looked at again, come to", () => {
  fc.assert(
    fc.property(someItems, someLevel, fc.array(fc.nat()), (items, level, going) => {
      const reaching = new Reaching(level, byOrder, exhibitOf);
      const there: Item[] = [];
      const expectSame = () => {
        const ordered = there.toSorted(byOrder);
        const prefix = leastPrefix(ordered, level, exhibitOf);
        expect(reaching.last).toBe(prefix === null ? null : ordered[prefix - 1]);
      };
      for (const [at, item] of items.entries()) {
        reaching.add(item);
        there.push(item);
        expectSame();
        const goes = going[at];
        if (goes === undefined) continue;
        const [gone] = there.splice(goes % there.length, 1);
        reaching.delete(gone!);
        expectSame();
      }
    }),
    { numRuns: 60 },
  );
});

test("until when counts are followed is the same, whether all are looked at or only the last", () => {
  fc.assert(
    fc.property(someItems, someLevel, fc.nat(6), (items, level, least) => {
      const counts = ({ low }: Item) => low >= least;
      const byBegin = items.toSorted((one, other) => one.seen.from - other.seen.from);
      const greatestFirst = items.filter(counts).sort((one, other) => other.low - one.low);
      const ties = (one: Item, other: Item) => other.low - one.low;
      expect(lastBeganUntil(byBegin, level, { counts, ties })).toBe(
        succeededUntil(greatestFirst, level),
      );
    }),
    { numRuns: 60 },
  );
});
