import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeFromScratch, postingsOf } from "../../testing/from-scratch.ts";
import { formFor } from "../../testing/judging.ts";
import { packageFor } from "../../testing/packages.ts";
import {
  agreement,
  at,
  atom,
  editionOf,
  isAt,
  observed,
  place,
  presence,
  reading,
  requires,
  undertaking,
  verified,
} from "../../testing/specimen.ts";
import { type Condition, EACH, type Edition, type Entry } from "../agreement/index.ts";
import { type Criterion, id, type Level, position } from "../evidence/index.ts";
import { duration, type Instant, instant } from "../time/index.ts";
import { findingOf } from "./atom.ts";
import { membersOf } from "./domain.ts";
import type { Form } from "./form.ts";
import { frameOf } from "./frame.ts";
import { evidenceFor } from "./growing-evidence.ts";
import { unpack } from "./judgment.ts";
import { chronicleOf } from "./knowledge.ts";
import { type FoundImplicants, implicantsOf } from "./outstanding.ts";
import { knownBy, type Prospect, supposedBits } from "./prospect.ts";

const NOW = at("1962-11-10T00:30Z");
const SOON = instant(NOW + 60_000);
const PLACES = ["sagua", "remedios", "mariel"] as const;

const criteria: fc.Arbitrary<Partial<Criterion>> = fc.record({
  open: fc.constantFrom<Level>(2, 3),
  doubt: fc.constantFrom<Level>(1, 2),
  freshness: fc.constantFrom(null, duration(4, "day")),
});

// Each place is asked about in one way, so that no package speaks of two atoms.
const leaves: fc.Arbitrary<readonly Condition[]> = fc
  .tuple(
    ...PLACES.map(() => fc.tuple(fc.constantFrom("absent" as const, "present" as const), criteria)),
  )
  .map((asked) => asked.map(([state, some], i) => isAt("missiles", PLACES[i]!, state, some)));

const shapes = (of: readonly Condition[]): fc.Arbitrary<Condition> =>
  fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...of),
      fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).chain((several) =>
        fc
          .record({
            kind: fc.constantFrom("all" as const, "any" as const, "at-least" as const),
            k: fc.integer({ min: 1, max: several.length }),
          })
          .map((join): Condition => ({ ...join, of: several })),
      ),
      fc.constant(verified("first")),
      fc.constant(verified("second")),
    ),
  })).condition;

const records: fc.Arbitrary<readonly Entry[]> = fc
  .array(
    fc.record({
      where: fc.constantFrom(...PLACES),
      state: fc.constantFrom("present" as const, "absent" as const),
      grade: fc.constantFrom("A1", "A2", "B2", "C3", "D3"),
      hours: fc.nat(200),
    }),
    { maxLength: 8 },
  )
  .map((seen) =>
    seen.map(({ where, state, grade, hours }, i) => {
      const from = instant(at("1962-11-01") + hours * 3_600_000);
      return observed(`O-${i}`, presence("missiles", where, state), {
        grade,
        valid: { from, to: from },
        known: from,
      });
    }),
  );

function prospect(edition: Edition, entries: readonly Entry[], asOf: Instant): Prospect {
  const frame = frameOf(edition);
  const chronicle = chronicleOf(entries);
  const knownAt = position(entries.length);
  const evidence: Prospect["evidence"] = (one) =>
    evidenceFor(one, postingsOf(one, chronicle), chronicle, knownAt);
  return {
    frame,
    asOf,
    evidence,
    finding: (one) => findingOf(one, evidence(one), asOf),
    settled: (form) => judge(form, edition, entries, asOf),
    members: (domain) => knownBy(membersOf(domain, frame, chronicle, knownAt), asOf),
    outlook: () => ({ kind: "never", why: "no life cycle plays here" }),
  };
}

function judge(form: Form, edition: Edition, entries: readonly Entry[], asOf: Instant) {
  const frame = frameOf(edition);
  return unpack(
    judgeFromScratch(form, {
      frame,
      chronicle: chronicleOf(entries),
      moment: { asOf, knownAt: position(entries.length) },
      isBreached: () => false,
    }),
  ).bits;
}

/** The record with the canonical packages of some needs added, later than everything. */
function withPackages(
  entries: readonly Entry[],
  { needs }: FoundImplicants,
  set: readonly number[],
): readonly Entry[] {
  const atoms = set.flatMap((number) => needs[number]!.atoms);
  return [...entries, ...atoms.flatMap((one) => packageFor(one, SOON))];
}

function holds(condition: Condition, edition: Edition, entries: readonly Entry[]): void {
  const form = formFor(condition, frameOf(edition));
  const found = implicantsOf(form, prospect(edition, entries, NOW), "removal/1");
  for (const set of found.sets.slice(0, 6)) {
    const given = withPackages(entries, found, set);
    expect(judge(form, edition, given, SOON)).toBe(1);
    for (const spared of set) {
      const rest = set.filter((need) => need !== spared);
      const without = withPackages(entries, found, rest);
      expect(judge(form, edition, without, SOON)).not.toBe(1);
    }
  }
}

describe("what would it take", () => {
  const cases = leaves.chain((of) =>
    fc.record({ condition: shapes(of), first: shapes(of), second: shapes(of), entries: records }),
  );

  test("each way verifies, and verifies no more once any need of it is spared", () => {
    fc.assert(
      fc.property(cases, ({ condition, first, second, entries }) => {
        holds(condition, editionWith(first, second), entries);
      }),
      { numRuns: 300 },
    );
  });

  test("how things stand without supposing anything is what a plain evaluation says", () => {
    fc.assert(
      fc.property(cases, ({ condition, first, second, entries }) => {
        const edition = editionWith(first, second);
        const form = formFor(condition, frameOf(edition));
        const found = supposedBits(form, prospect(edition, entries, NOW));
        expect(found).toBe(judge(form, edition, entries, NOW));
      }),
      { numRuns: 300 },
    );
  });

  test("where no way is found, not even all packages at once verify", () => {
    fc.assert(
      fc.property(cases, ({ condition, first, second, entries }) => {
        const edition = editionWith(first, second);
        const form = formFor(condition, frameOf(edition));
        const here = prospect(edition, entries, NOW);
        fc.pre(judge(form, edition, entries, NOW) !== 1);
        const found = implicantsOf(form, here, "removal/1");
        fc.pre(found.sets.length === 0);
        const all = withPackages(entries, found, [...found.needs.keys()]);
        expect(judge(form, edition, all, SOON)).not.toBe(1);
        expect(found.reasons.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  function editionWith(first: Condition, second: Condition): Edition {
    return editionOf(
      [
        agreement([undertaking("first"), undertaking("second")]),
        reading([requires("first", first), requires("second", second)]),
      ],
      [],
      "us",
    );
  }
});

describe("quantifiers", () => {
  const wider = editionOf([agreement([place("guanajay")])]);
  const coverage = atom({ kind: "coverage", place: id("island"), fraction: 0.95 });
  const quantified = fc.record({
    kind: fc.constantFrom("every" as const, "some" as const),
    declaredOnly: fc.boolean(),
    covered: fc.boolean(),
    some: criteria,
  });

  test("over the members known now, and what closes the domain, ways verify and are prime", () => {
    fc.assert(
      fc.property(quantified, records, ({ kind, declaredOnly, covered, some }, entries) => {
        const condition: Condition = {
          kind,
          domain: { kind: "places", placeKind: "launch site", declaredOnly },
          body: isAt("missiles", EACH, "absent", some),
          coverage: covered ? coverage : null,
        };
        holds(condition, wider, entries);
      }),
      { numRuns: 200 },
    );
  });
});
