/**
 * Random agreements and records over the cast of `specimen.ts`, for the properties that hold one
 * evaluator to another. Everything is drawn from small pools, so that reports meet atoms often.
 */
import fc from "fast-check";
import type { Condition, Entry, Predicate } from "../src/agreement/index.ts";
import { EACH } from "../src/agreement/index.ts";
import { type Criterion, entryId, id, type Level, type Report } from "../src/evidence/index.ts";
import { duration, type Instant, instant } from "../src/time/index.ts";
import { allOf, at, atom, counted, observed, presence, said, verified } from "./specimen.ts";

const HOUR = 3_600_000;
const BEGIN = at("1962-11-01");

/** An instant within ten days of 1 November 1962, on the hour: so that many coincide. */
export const moments: fc.Arbitrary<Instant> = fc
  .integer({ min: 0, max: 240 })
  .map((hours) => instant(BEGIN + hours * HOUR));

const items = fc.constantFrom("missiles", "bombers", "offensive");
const places = fc.constantFrom("sagua", "remedios", "mariel", "island", "newly-found");

const criteria: fc.Arbitrary<Partial<Criterion>> = fc.record(
  {
    methods: fc.constantFrom([], ["aerial-photography"], ["ground-inspection"]),
    soleMethods: fc.constantFrom([], ["aerial-photography"]),
    freshness: fc.constantFrom(null, duration(1, "day"), duration(3, "day")),
    open: fc.constantFrom<Level>(1, 2, 3),
    doubt: fc.constantFrom<Level>(1, 2),
    satisfactory: fc.boolean(),
    eligibility: fc.constantFrom(null, {
      atLeast: "B" as const,
      technical: null,
      notOf: [id("US")],
      of: [],
    }),
  },
  { requiredKeys: ["freshness"] },
);

const predicates = (where: fc.Arbitrary<string>): fc.Arbitrary<Predicate> =>
  fc.oneof(
    fc.record({
      kind: fc.constant("presence" as const),
      subject: items.map(id),
      place: where.map(id),
      state: fc.constantFrom("present" as const, "absent" as const),
    }),
    fc.record({
      kind: fc.constant("activity" as const),
      activity: fc.constant("assembly"),
      subject: fc.constantFrom(null, id("bombers")),
      place: where.map(id),
      state: fc.constantFrom("ongoing" as const, "ceased" as const, "complete" as const),
      by: fc.constant([]),
    }),
    fc.record({
      kind: fc.constant("count" as const),
      item: fc.constant(id("missiles")),
      stage: fc.constant("counted-aboard" as const),
      amount: fc.constantFrom("declared" as const, 3, 8),
      together: fc.constant([]),
      bound: fc.constant("at-least" as const),
      place: fc.constant(null),
      inAll: fc.constant(false),
    }),
  );

const atoms = (where: fc.Arbitrary<string>): fc.Arbitrary<Condition> =>
  fc.tuple(predicates(where), criteria).map(([predicate, criterion]) => atom(predicate, criterion));

/** A condition, perhaps on other clauses of the names given; exceptions never refer to a clause. */
export const conditions = (clauses: readonly string[]): fc.Arbitrary<Condition> =>
  fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      atoms(places),
      fc.constantFrom(...clauses.map(verified), ...(clauses.length === 0 ? [allOf()] : [])),
      fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).chain((of) => joins(of)),
      tie("condition").map((of): Condition => ({ kind: "not", of })),
      fc
        .tuple(tie("condition"), atoms(places))
        .map(([condition, exception]): Condition => ({ kind: "unless", condition, exception })),
      quantified,
    ),
  })).condition;

const joins = (of: readonly Condition[]): fc.Arbitrary<Condition> =>
  fc
    .record({
      kind: fc.constantFrom("all" as const, "any" as const, "at-least" as const),
      k: fc.integer({ min: 1, max: of.length }),
    })
    .map((join) => ({ ...join, of }));

const quantified: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constantFrom("every" as const, "some" as const),
  domain: fc.record({
    kind: fc.constant("places" as const),
    placeKind: fc.constantFrom(null, "launch site"),
    declaredOnly: fc.boolean(),
  }),
  body: atoms(fc.constant(EACH as string)),
  coverage: fc.constantFrom(
    null,
    atom(
      { kind: "coverage", place: id("island"), fraction: 0.9 },
      { freshness: duration(2, "day"), open: 2 },
    ),
  ),
});

const reports: fc.Arbitrary<Report> = fc.oneof(
  fc
    .tuple(items, places, fc.constantFrom("present" as const, "absent" as const))
    .map(([subject, where, state]) => presence(subject, where, state)),
  fc
    .tuple(places, fc.constantFrom("ongoing" as const, "ceased" as const, "complete" as const))
    .map(([where, state]) => assembly(where, state)),
  fc.integer({ min: 0, max: 9 }).map((low) => counted(low)),
  fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom("Bratsk", "Labinsk"), fc.boolean())
    .map(([low, vessel, allDepartures]) => counted(low, { vessel, allDepartures })),
  fc
    .constantFrom(0.5, 0.95)
    .map((fraction): Report => ({ kind: "coverage", place: id("island"), fraction })),
  fc
    .integer({ min: 3, max: 9 })
    .map((low) => said("USSR", { claim: counted(low, { stage: "declared" }) })),
  fc.integer({ min: 3, max: 9 }).map(
    (low): Report => ({
      kind: "assessment",
      matter: "estimate",
      subject: id("missiles"),
      state: "so",
      low,
      high: low,
      from: [],
    }),
  ),
);

function assembly(where: string, state: "ongoing" | "ceased" | "complete"): Report {
  const activity = "assembly";
  return { kind: "activity", activity, subject: id("bombers"), place: id(where), state, by: null };
}

const observations = fc.record({
  report: reports,
  grade: fc.constantFrom("A1", "A2", "B2", "C2", "C3", "D3", "E3", "F6"),
  from: moments,
  hours: fc.integer({ min: 0, max: 30 }),
  delay: fc.integer({ min: 0, max: 48 }),
  method: fc.constantFrom("aerial-photography", "ground-inspection", "statement"),
  observer: fc.constantFrom(null, "UN", "US", "USSR"),
  roots: fc.subarray(["mission-1", "mission-2"], { maxLength: 1 }),
  derivedFrom: fc.option(fc.nat(), { nil: null, freq: 4 }),
});

/** A record of up to `most` observations, some derived, some withdrawn; positions as they stand. */
export const records = (most: number): fc.Arbitrary<readonly Entry[]> =>
  fc
    .tuple(fc.array(observations, { maxLength: most }), fc.array(fc.nat(), { maxLength: 3 }))
    .map(([seen, withdrawn]) => {
      const entries: Entry[] = seen.map((one, i) => {
        const to = instant(one.from + one.hours * HOUR);
        const parent = one.derivedFrom === null || i === 0 ? [] : [`O-${one.derivedFrom % i}`];
        return observed(`O-${i}`, one.report, {
          grade: one.grade,
          lineage: [...one.roots, ...parent],
          method: one.method,
          valid: { from: one.from, to },
          known: instant(one.from + one.delay * HOUR),
          observers:
            one.observer === null
              ? []
              : [{ body: id(one.observer), nationality: id(one.observer), technical: false }],
        });
      });
      for (const [i, which] of withdrawn.entries()) {
        if (seen.length === 0) break;
        entries.push({
          kind: "withdrawal",
          id: entryId(`W-${i}`),
          known: at("1962-12-01"),
          of: entryId(`O-${which % seen.length}`),
          reason: "specimen",
        });
      }
      return entries;
    });
