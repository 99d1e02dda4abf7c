import { expect, test } from "vitest";
import { postingsOf } from "../../../testing/from-scratch.ts";
import { SELF } from "../../../testing/judging.ts";
import { agreement, counted, countOf, editionOf, observed } from "../../../testing/specimen.ts";
import { type CountPredicate, type Entry, vocabularyOf } from "../../agreement/index.ts";
import {
  type CountReport,
  DEFAULT_CRITERION,
  type Exhibit,
  id,
  position,
} from "../../evidence/index.ts";
import type { Evidence } from "../exhibits.ts";
import type { Atom } from "../form.ts";
import { evidenceFor } from "../growing-evidence.ts";
import { chronicleOf } from "../knowledge.ts";
import { countOver } from "./finding.ts";

const vocabulary = vocabularyOf(editionOf([agreement([])]));

type Asked = Pick<CountPredicate, "amount" | "stage"> & Partial<CountPredicate>;

function asking(fields: Asked): Atom {
  const predicate = countOf({ item: id("missiles"), ...fields });
  const criterion = { ...DEFAULT_CRITERION, methods: ["tally"] };
  const asked = { predicate, criterion, negated: false, self: SELF, owing: SELF };
  return { key: "counted", clause: id("removal"), vocabulary, ...asked };
}

/** Counts, one an hour. */
function hourly(counts: number, reportAt: (at: number) => Partial<CountReport> & { low: number }) {
  return Array.from({ length: counts }, (_, at): Entry => {
    const { low, ...fields } = reportAt(at);
    const from = new Date(Date.UTC(1962, 10, 1) + at * 3_600_000).toISOString();
    const to = new Date(Date.UTC(1962, 10, 1) + at * 3_600_000 + 60_000).toISOString();
    return observed(`O-${at}`, counted(low, fields), { method: "tally", from, to });
  });
}

/** How often the weight of a report is looked at, while an atom is followed over all its instants. */
function weighings(atom: Atom, entries: readonly Entry[]): number {
  const chronicle = chronicleOf(entries);
  const postings = postingsOf(atom, chronicle);
  const plain = evidenceFor(atom, postings, chronicle, position(entries.length));
  let looks = 0;
  const watched = plain.exhibits.map((exhibit): Exhibit => {
    const { strength, ...rest } = exhibit;
    return Object.defineProperty(rest as Exhibit, "strength", {
      enumerable: true,
      get: () => {
        looks += 1;
        return strength;
      },
    });
  });
  const evidence: Evidence = { ...plain, exhibits: watched };
  countOver(atom, evidence, () => []);
  return looks / entries.length;
}

const SHAPES: readonly [string, Asked, Parameters<typeof hourly>[1]][] = [
  [
    "of voyages",
    { amount: 5_000, stage: "counted-aboard" },
    (at) => ({ low: 2, stage: "counted-aboard", vessel: `Ship ${at}`, voyage: "1" }),
  ],
  [
    "of all that has left",
    { amount: 5_000, stage: "departed" },
    (at) => ({ low: at, stage: "departed", allDepartures: true }),
  ],
  [
    "that are within what is allowed",
    { amount: 5_000, stage: "departed", bound: "at-most" },
    (at) => ({ low: at, stage: "departed", allDepartures: true }),
  ],
];

test.each(SHAPES)(
  "counts %s are weighed as often each, however many there are",
  (_, asked, report) => {
    const atom = asking(asked);
    const few = weighings(atom, hourly(100, report));
    const many = weighings(atom, hourly(800, report));
    expect(few).toBeGreaterThan(0);
    expect(many).toBeLessThan(few * 1.5);
  },
);
