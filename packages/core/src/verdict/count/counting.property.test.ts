import fc from "fast-check";
import { expect, test } from "vitest";
import { postingsOf } from "../../../testing/from-scratch.ts";
import { SELF } from "../../../testing/judging.ts";
import { agreement, counted, countOf, editionOf, observed } from "../../../testing/specimen.ts";
import { type CountPredicate, type Entry, vocabularyOf } from "../../agreement/index.ts";
import { DEFAULT_CRITERION, id, position } from "../../evidence/index.ts";
import { duration, instant } from "../../time/index.ts";
import type { Atom } from "../form.ts";
import { evidenceFor } from "../growing-evidence.ts";
import { chronicleOf } from "../knowledge.ts";
import { Counting } from "./counting.ts";
import { standingOf } from "./standing.ts";

const vocabulary = vocabularyOf(editionOf([agreement([])]));
const START = Date.UTC(1962, 10, 1);
const HOUR = 3_600_000;

const someAtom = fc
  .record({
    amount: fc.integer({ min: 0, max: 20 }),
    stage: fc.constantFrom("departed" as const, "in-place" as const),
    bound: fc.constantFrom("at-least" as const, "at-most" as const, "exactly" as const),
    negated: fc.boolean(),
  })
  .map(({ negated, ...fields }) => {
    const predicate: CountPredicate = countOf({ item: id("missiles"), ...fields });
    const freshness = fields.stage === "in-place" ? duration(12, "hour") : null;
    const criterion = { ...DEFAULT_CRITERION, methods: ["tally"], freshness };
    const asked = { predicate, criterion, negated, self: SELF, owing: SELF };
    const atom: Atom = { key: "counted", clause: id("removal"), vocabulary, ...asked };
    return { atom, predicate, stage: fields.stage };
  });

const someCount = fc.record({
  low: fc.nat(9),
  hour: fc.nat(40),
  ship: fc.option(fc.nat(3)),
  whole: fc.boolean(),
  serial: fc.option(fc.nat(4), { freq: 5 }),
  method: fc.constantFrom("tally", "tally", "tally", "hearsay"),
});

test("a counting asked of any position and instant in turn answers as one that is begun anew", () => {
  fc.assert(
    fc.property(
      someAtom,
      fc.array(someCount, { maxLength: 30 }),
      fc.array(fc.tuple(fc.nat(30), fc.integer({ min: -1, max: 60 })), { maxLength: 6 }),
      ({ atom, predicate, stage }, counts, questions) => {
        const entries = counts.map(({ low, hour, ship, whole, serial, method }, at): Entry => {
          const aboard = ship === null ? {} : { vessel: `Ship ${ship}`, voyage: "1" };
          const marked = serial === null ? {} : { serials: [`S${serial}`] };
          const fields = { stage, allDepartures: whole && ship === null, ...aboard, ...marked };
          const from = new Date(START + hour * HOUR).toISOString();
          return observed(`O-${at}`, counted(low, fields), { method, from, to: from });
        });
        const chronicle = chronicleOf(entries);
        const postings = postingsOf(atom, chronicle);
        const kept = new Counting(atom, predicate);
        for (const [known, hour] of questions) {
          const evidence = evidenceFor(atom, postings, chronicle, position(known));
          const asOf = instant(START + hour * HOUR);
          const anew = new Counting(atom, predicate);
          expect(kept.over(evidence)).toEqual(anew.over(evidence));
          const [one, other] = [kept.at(evidence, asOf), new Counting(atom, predicate)];
          const plain = other.at(evidence, asOf);
          expect(standingOf(one, asOf)).toEqual(standingOf(plain, asOf));
          expect(one.levels()).toEqual(plain.levels());
        }
      },
    ),
    { numRuns: 80 },
  );
});
