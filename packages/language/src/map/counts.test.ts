import { describe, expect, test } from "vitest";
import { condition, conditionCodes } from "../../testing/case.ts";

const predicate = (words: string) => {
  const read = condition(words);
  if (read.kind !== "atom") throw new Error(`No atom but ${read.kind}: ${words}`);
  return read.predicate;
};

describe("counts", () => {
  test.each([
    ["at least 5", { bound: "at-least", amount: 5 }],
    ["at most 1550", { bound: "at-most", amount: 1550 }],
    ["exactly 0", { bound: "exactly", amount: 0 }],
    ["exactly declared", { bound: "exactly", amount: "declared" }],
    ["at most 40 % of declared", { bound: "at-most", amount: { percentOfDeclared: 40 } }],
    ["at most 5 at sagua", { place: "sagua", inAll: false }],
    ["at least 100 in all", { inAll: true, place: null }],
    ["at least 100 at sagua in all", { inAll: true, place: "sagua" }],
    ["for every class at least 50", { inAll: false, amount: 50 }],
    ["at least 50 for every class", { inAll: false, amount: 50 }],
  ])("weapons are counted as in-place %s", (words, expected) => {
    expect(predicate(`weapons are counted as in-place ${words}`)).toMatchObject({
      kind: "count",
      item: "weapons",
      together: [],
      ...expected,
    });
  });

  test("sums of items are counted together", () => {
    expect(
      predicate("missiles and bombers together are counted as destroyed at least 100"),
    ).toMatchObject({ item: "missiles", together: ["bombers"], amount: 100 });
    expect(
      predicate("missiles, bombers and weapons together are counted as destroyed exactly 1"),
    ).toMatchObject({ item: "missiles", together: ["bombers", "weapons"] });
    expect(
      conditionCodes("missiles and base together are counted as destroyed at least 1"),
    ).toEqual(["wrong-kind"]);
  });

  test("what holds for every class and in all at once is refused", () => {
    expect(
      conditionCodes("weapons are counted as in-place for every class at least 5 in all"),
    ).toEqual(["ambiguous"]);
  });

  test("things can be the same by serial as declared, wherever they are or at one place", () => {
    expect(predicate("missiles are the same by serial as declared")).toEqual({
      kind: "identity",
      item: "missiles",
      place: null,
    });
    expect(predicate("missiles are the same by serial as declared at sagua")).toMatchObject({
      place: "sagua",
    });
  });
});

describe("access", () => {
  test("may be refused for a reason, in a word or in quotes", () => {
    expect(predicate("access to sagua is granted, or refused for mines")).toMatchObject({
      kind: "access",
      refusableFor: ["mines"],
    });
    expect(
      predicate('access to sagua is granted or refused for mines or "high water"'),
    ).toMatchObject({ refusableFor: ["mines", "high water"] });
  });

  test("a reason that could be meant as a condition of its own is refused", () => {
    const words = "access to sagua is granted, or refused for mines or provocation";
    expect(conditionCodes(words)).toEqual(["ambiguous"]);
    expect(condition(words.replace("access", "(access").replace("mines", "mines)"))).toMatchObject({
      kind: "any",
      of: [{ predicate: { refusableFor: ["mines"] } }, { predicate: { kind: "open-term" } }],
    });
  });
});

describe("what it takes to be sure", () => {
  test("who estimates may stand on the line below a method", () => {
    expect(
      condition("missiles are absent from sagua by photography\n  estimated by UN or ICRC"),
    ).toMatchObject({
      criterion: { methods: ["photography"], estimatedBy: ["UN", "ICRC"], check: false },
    });
    expect(condition("missiles are absent from sagua, as a check")).toMatchObject({
      criterion: { check: true },
    });
  });
});

describe("classes of place", () => {
  const places = { kind: "places", placeKind: "bases", declaredOnly: false };

  test("stand wherever a kind of place does", () => {
    for (const words of ["every bases", "every base", "every member of bases"]) {
      expect(condition(`missiles are absent from ${words}`)).toMatchObject({ domain: places });
    }
    expect(condition("missiles are absent from every declared bases")).toMatchObject({
      domain: { ...places, declaredOnly: true },
    });
  });
});
