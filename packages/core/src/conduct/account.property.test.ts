import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finding } from "../../testing/judging.ts";
import { agreement, at, atom, counted, countOf, observed } from "../../testing/specimen.ts";
import type { Entry } from "../agreement/index.ts";
import { type CountReport, id, LEVEL, position, type Stage } from "../evidence/index.ts";
import { instant } from "../time/index.ts";
import { openJudge } from "./judge.ts";

const HOUR = 3_600_000;

const serials = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.subarray(["S1", "S2", "S3", "S4", "S5", "S6"]) },
);

const aboard = fc
  .record({
    vessel: fc.constantFrom("Bratsk", "Leninsk"),
    voyage: fc.constantFrom(null, "1", "2"),
    lot: fc.constantFrom(null, "a", "b"),
  })
  .map(({ lot, ...ship }) => ({ ...ship, lot: ship.voyage === null ? null : lot }));
const ashore = fc
  .record({
    place: fc.constantFrom(id("sagua"), id("remedios"), id("island")),
    lot: fc.constantFrom(null, "a", "b"),
  })
  // A lot lies at a place, and not somewhere in an area.
  .map(({ place, lot }) => ({ place, lot: place === "island" ? null : lot }));
const yards = fc.record({ place: fc.constantFrom(id("sagua"), id("remedios"), id("mariel")) });
const inAll = fc.constant({});

/** Counts of one stage, either by ship or by place, some of all together. */
type Covered = Partial<Pick<CountReport, "place" | "vessel" | "voyage">> & { lot?: string | null };

function books(stage: Stage, scopes: fc.Arbitrary<Covered>, named = serials) {
  const count = fc.record({
    scope: scopes,
    low: fc.nat(12),
    more: fc.constantFrom(0, 0, 0, 2),
    grade: fc.constantFrom("A1", "A2", "B2", "C3", "E3", "E6"),
    from: fc.nat(40),
    length: fc.constantFrom(0, 1, 6),
    serials: named,
    root: fc.constantFrom("x", "y", "z", null),
  });
  return fc.array(count, { maxLength: 12 }).map((counts) =>
    counts.map(({ scope, low, more, grade, from, length, serials: named, root }, index): Entry => {
      const begun = instant(at("1962-11-01") + from * HOUR);
      const marks = named === undefined ? {} : { serials: named.slice(0, low) };
      const { lot = null, ...where } = scope;
      const covers = { ...where, ...(lot === null ? {} : { lot }), ...marks };
      return observed(`C-${index}`, counted(low, { stage, high: low + more, ...covers }), {
        grade,
        valid: { from: begun, to: instant(begun + length * HOUR) },
        known: instant(begun + (length + 1) * HOUR),
        lineage: root === null ? [] : [root],
      });
    }),
  );
}

const asOf = "1963-01-01";

function inAccount(entries: readonly Entry[], term: "inPlace" | "countedOut"): number {
  const judge = openJudge({ texts: [agreement([])], entries });
  const account = judge.account(id("missiles"), {
    asOf: at(asOf),
    knownAt: position(entries.length),
    reading: null,
    under: null,
  });
  return account!.balance[term].value;
}

function inVerdict(entries: readonly Entry[], stage: Stage): number {
  const asked = countOf({ item: id("missiles"), stage, amount: 1000 });
  return finding(atom(asked, { open: LEVEL.probable }), entries, asOf).count!.counted?.low ?? 0;
}

describe("verdict and account", () => {
  test("count alike what left, by voyages, parcels and totals", () => {
    const book = books("counted-aboard", fc.oneof(aboard, aboard, inAll));
    fc.assert(
      fc.property(book, (entries) => {
        expect(inVerdict(entries, "counted-aboard")).toBe(inAccount(entries, "countedOut"));
      }),
      { numRuns: 1000 },
    );
  });

  test("count alike what is in place, by places, what holds them, and lots", () => {
    fc.assert(
      fc.property(books("in-place", ashore, fc.constant(undefined)), (entries) => {
        expect(inVerdict(entries, "in-place")).toBe(inAccount(entries, "inPlace"));
      }),
      { numRuns: 1000 },
    );
  });

  test("count alike what is in place and known by serials, wherever it goes", () => {
    fc.assert(
      fc.property(books("in-place", yards), (entries) => {
        expect(inVerdict(entries, "in-place")).toBe(inAccount(entries, "inPlace"));
      }),
      { numRuns: 1000 },
    );
  });
});
