import { expect, test } from "vitest";
import {
  agreement,
  at,
  atom,
  counted,
  countOf,
  observed,
  requires,
  said,
  undertaking,
} from "../../testing/specimen.ts";
import type { CountPredicate, Entry } from "../agreement/index.ts";
import { id, position } from "../evidence/index.ts";
import { openJudge } from "./judge.ts";

const ALL = { item: id("missiles"), stage: "counted-aboard", amount: "declared" } as const;

/** Why a duty to remove missiles stands as it does, where only counts from the air are accepted. */
function reason(entries: readonly Entry[], fields: Partial<CountPredicate> = {}) {
  const criterion = { methods: ["aerial-photography"], soleMethods: ["aerial-photography"] };
  const condition = atom(countOf({ ...ALL, ...fields }), criterion);
  const texts = [agreement([undertaking("removal")], [requires("removal", condition)])];
  const inquiry = {
    asOf: at("1962-12-01"),
    knownAt: position(entries.length),
    reading: null,
    under: null,
  };
  return openJudge({ texts, entries }).assess(inquiry).undertakings[0]!.reason;
}

const declared = observed("D-1", said("USSR", { claim: counted(42, { stage: "declared" }) }), {
  method: "statement",
  body: "USSR",
});
const seen = observed("O-1", counted(38), { from: "1962-11-05" });
const told = (name: string, number: number, fields = {}) =>
  observed(name, counted(number, fields), { from: "1962-11-06", method: "press", grade: "B2" });

test("what is reported in all stands beside what is confirmed, where it is more", () => {
  expect(reason([declared, seen, told("O-2", 42)])).toContain(
    "38 of 42 missiles counted aboard departing ships, 4 to go, 42 reported",
  );
  expect(reason([declared, seen])).toContain("aboard departing ships, 4 to go.");
  expect(reason([declared, seen, told("O-2", 38)])).not.toContain("reported");
});

test("what one ship is reported to carry is no total", () => {
  expect(reason([declared, seen, told("O-2", 40, { vessel: "Kursk" })])).not.toContain("reported");
});

test("where no count is accepted, nothing is said to be none or 0", () => {
  expect(reason([declared, told("O-2", 42)])).toContain(
    "of 42 missiles none counted aboard departing ships yet, 42 reported",
  );
  const most = { bound: "at-most", amount: 8 } as const;
  expect(reason([told("O-2", 42)], most)).toContain(
    "no accepted count of missiles aboard departing ships, at most 8 asked",
  );
  expect(reason([told("O-2", 42)])).toContain(
    "no accepted count of missiles aboard departing ships, none declared",
  );
});
