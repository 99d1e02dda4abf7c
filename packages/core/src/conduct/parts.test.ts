import { expect, test } from "vitest";
import {
  agreement,
  allOf,
  assurance,
  at,
  atom,
  observed,
  reading,
  requires,
  undertaking,
  verified,
} from "../../testing/specimen.ts";
import { type Condition, EACH, type Entry } from "../agreement/index.ts";
import { type ActivityReport, id, position } from "../evidence/index.ts";
import { openJudge } from "./judge.ts";

const INSPECTED = atom({
  kind: "activity",
  activity: "inspection",
  subject: EACH,
  place: null,
  state: "complete",
  by: [],
});
const EVERY_SHIP: Condition = {
  kind: "every",
  domain: { kind: "reported", activity: "outbound" },
  body: INSPECTED,
  coverage: null,
};

function ship(name: string, activity: string, state: ActivityReport["state"]): ActivityReport {
  return { kind: "activity", activity, subject: id(name), place: null, state, by: null };
}

function assessedAfter(entries: readonly Entry[]) {
  const texts = [agreement([undertaking("cargo")]), reading([requires("cargo", EVERY_SHIP)])];
  const { undertakings } = openJudge({ texts, entries }).assess({
    asOf: at("1962-11-10"),
    knownAt: position(entries.length),
    reading: id("us"),
    under: null,
  });
  return undertakings[0]!;
}

function reasonAfter(entries: readonly Entry[]): string {
  return assessedAfter(entries).reason;
}

const sailed = [
  observed("O-1", ship("Ada", "outbound", "ongoing")),
  observed("O-2", ship("Bela", "outbound", "ongoing")),
  observed("O-3", ship("Cora", "outbound", "ongoing")),
];
const seen = [
  observed("O-4", ship("Ada", "inspection", "complete")),
  observed("O-5", ship("Ada", "inspection", "complete")),
];

test("an inspection of every ship that is not yet verified says at how many it is", () => {
  expect(reasonAfter([...sailed, ...seen])).toContain("complete, verified at 1 of 3");
});

test("it says nothing of how many while there is none", () => {
  expect(reasonAfter(sailed)).toContain("complete.");
});

test("where it is shown not, it says at how many of them that is so, and at which", () => {
  const refused = [
    observed("O-6", ship("Bela", "inspection", "absent")),
    observed("O-7", ship("Bela", "inspection", "absent")),
  ];
  expect(reasonAfter([...sailed, ...seen, ...refused])).toContain("(contradicted at 1 of 3: Bela)");
});

test("how far it has come is said by itself, for whoever shows no reasons", () => {
  expect(assessedAfter([...sailed, ...seen]).progress).toEqual(["verified at 1 of 3"]);
  expect(assessedAfter(sailed).progress).toEqual([]);
});

test("an exception on an open term is no condition that is verified, and is said not to be settled", () => {
  const provocation = { kind: "open-term", term: id("provocation") } as const;
  const texts = [
    agreement([
      undertaking("removal"),
      assurance("promise", {
        while: {
          kind: "unless",
          condition: allOf(verified("removal"), INSPECTED),
          exception: atom(provocation),
        },
      }),
    ]),
  ];
  const inquiry = { asOf: at("1962-11-10"), knownAt: position(0), reading: null, under: null };
  const judge = openJudge({ texts, entries: [] });
  const { reason } = judge.assess(inquiry).assurances[0]!;
  expect(reason).toContain("0 of 2 conditions verified");
  expect(reason).toContain("No exception has been shown; what counts is not settled.");
  const told = judge.explain("promise/1/2", inquiry)!;
  expect([told.label, told.words]).toEqual([
    "no exception has been shown; what counts is not settled",
    "unclear",
  ]);
});
