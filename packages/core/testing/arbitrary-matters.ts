/**
 * Matters of random cases: what a condition asks, with what speaks for it and against it. A few are
 * drawn often, on both sides, so that reports meet conditions.
 */
import fc from "fast-check";
import type { Condition } from "../src/agreement/index.ts";
import { EACH } from "../src/agreement/index.ts";
import { type Criterion, id, type Level, type Report } from "../src/evidence/index.ts";
import { duration } from "../src/time/index.ts";
import { atom, counted, countOf, isAt, presence, said } from "./specimen.ts";

/** What a condition can ask, and reports that speak for it and against it. */
export interface Matter {
  readonly condition: (criterion: Partial<Criterion>) => Condition;
  readonly pro: readonly Report[];
  readonly con: readonly Report[];
}

const work = (
  activity: string,
  subject: string,
  state: "ongoing" | "ceased" | "complete" | "absent",
): Report => ({ kind: "activity", activity, subject: id(subject), place: null, state, by: null });

const doing = (
  activity: string,
  subject: string,
  state: "ongoing" | "ceased" | "complete",
  criterion: Partial<Criterion>,
): Condition =>
  atom({ kind: "activity", activity, subject: id(subject), place: null, state, by: [] }, criterion);

const entering = (state: "granted" | "denied"): Report => ({
  kind: "access",
  place: id("mariel"),
  activity: null,
  state,
  safety: null,
});

const MATTERS: readonly Matter[] = [
  {
    condition: (criterion) => isAt("missiles", "sagua", "absent", criterion),
    pro: [presence("missiles", "sagua", "absent"), presence("missiles", "island", "absent")],
    con: [presence("missiles", "sagua", "present")],
  },
  {
    condition: (criterion) => isAt("bombers", "remedios", "present", criterion),
    pro: [presence("bombers", "remedios", "present")],
    con: [presence("bombers", "remedios", "absent", 0.9)],
  },
  {
    condition: (criterion) => doing("delivery", "bombers", "complete", criterion),
    pro: [work("delivery", "bombers", "complete")],
    con: [work("delivery", "bombers", "absent")],
  },
  {
    condition: (criterion) => doing("escort", "bombers", "ongoing", criterion),
    pro: [work("escort", "bombers", "ongoing")],
    con: [work("escort", "bombers", "ceased")],
  },
  {
    condition: (criterion) => doing("inspection", "sagua", "complete", criterion),
    pro: [work("inspection", "sagua", "complete")],
    con: [work("inspection", "sagua", "absent")],
  },
  {
    condition: (criterion) =>
      atom(
        { kind: "access", place: id("mariel"), activity: null, safety: false, refusableFor: [] },
        criterion,
      ),
    pro: [
      entering("granted"),
      said("USSR", { stance: "grants", claim: entering("granted") as never }),
    ],
    con: [
      entering("denied"),
      said("USSR", { stance: "refuses", claim: entering("denied") as never }),
    ],
  },
];

/** Matters that are drawn more rarely: what they say is more than two sides of one thing. */
const SITES: Matter = {
  condition: (criterion) => ({
    kind: "every",
    domain: { kind: "places", placeKind: "silo", declaredOnly: false },
    body: isAt("missiles", EACH, "absent", criterion),
    coverage: atom({ kind: "coverage", place: id("island"), fraction: 0.9 }, { open: 2 }),
  }),
  pro: [
    presence("missiles", "punta", "absent"),
    presence("missiles", "island", "absent"),
    { kind: "coverage", place: id("island"), fraction: 0.95 },
  ],
  con: [
    presence("missiles", "punta", "present"),
    { ...presence("missiles", "newly-found", "present"), placeKind: "silo" },
  ],
};

const COUNT: Matter = {
  condition: (criterion) =>
    atom(countOf({ item: id("missiles"), stage: "counted-aboard", amount: 5 }), criterion),
  pro: [counted(5, { vessel: "Bratsk" }), counted(3, { vessel: "Labinsk" })],
  con: [counted(2, { vessel: "Bratsk" })],
};

const criteria: fc.Arbitrary<Partial<Criterion>> = fc.record({
  methods: fc.oneof(
    { arbitrary: fc.constant([]), weight: 6 },
    { arbitrary: fc.constant(["aerial-photography"]), weight: 1 },
  ),
  soleMethods: fc.constantFrom([], ["aerial-photography"], ["aerial-photography"]),
  freshness: fc.constantFrom(null, null, null, duration(1, "day"), duration(3, "day")),
  open: fc.constantFrom<Level>(2, 2, 3),
  doubt: fc.constantFrom<Level>(1, 1, 1, 2),
  breach: fc.constantFrom<Level>(2, 2, 3),
  eligibility: fc.oneof(
    { arbitrary: fc.constant(null), weight: 12 },
    {
      arbitrary: fc.constant({ atLeast: "B" as const, technical: null, notOf: [id("US")], of: [] }),
      weight: 1,
    },
  ),
  check: fc.oneof(
    { arbitrary: fc.constant(false), weight: 9 },
    { arbitrary: fc.constant(true), weight: 1 },
  ),
});

/** The matters that a case is about: a few, so that reports meet conditions. */
export const focuses: fc.Arbitrary<readonly Matter[]> = fc.oneof(
  { arbitrary: fc.shuffledSubarray([...MATTERS], { minLength: 1, maxLength: 2 }), weight: 8 },
  { arbitrary: fc.constantFrom(...MATTERS).map((one) => [SITES, one]), weight: 1 },
  { arbitrary: fc.constantFrom(...MATTERS).map((one) => [COUNT, one]), weight: 1 },
);

/** An atom on one of the matters of a case, seldom negated. */
export function atomsOn(focus: readonly Matter[]): fc.Arbitrary<Condition> {
  return fc
    .tuple(fc.constantFrom(...focus), criteria, fc.nat(9))
    .map(([matter, criterion, negated]) => {
      const condition = matter.condition(criterion);
      return negated === 0 ? { kind: "not", of: condition } : condition;
    });
}
