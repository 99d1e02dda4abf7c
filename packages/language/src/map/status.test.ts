import { describe, expect, test } from "vitest";
import { codes, condition, conditionCodes, only } from "../../testing/case.ts";

const asked = (words: string) => condition(words);
const wrong = (words: string) => only(`removal is verified when ${words}\n`);

describe("how another clause stands", () => {
  test.each(["verified", "contradicted", "unverified", "conflicting"])(
    "every clause can be %s",
    (state) => {
      for (const clause of ["respect", "quarantine", "no-attack"]) {
        const words = `option act by US\n  opens when ${clause} is ${state}\n`;
        expect(codes(words)).toEqual([]);
      }
    },
  );

  test.each(["due", "overdue", "late", "performed", "kept", "breached", "suspended", "discharged"])(
    "an undertaking can be %s",
    (state) => {
      expect(asked(`respect is ${state}`)).toEqual({
        kind: "clause",
        clause: "respect",
        state,
        for: null,
      });
      expect(conditionCodes(`no-attack is ${state}`)).toEqual(["wrong-status"]);
    },
  );

  test("a measure is in force, relaxed or lifted, and an assurance in effect or withheld", () => {
    const opens = (words: string) => codes(`option act by US\n  opens when ${words}\n`);
    for (const state of ["in force", "relaxed", "lifted"]) {
      expect(opens(`quarantine is ${state}`)).toEqual([]);
      expect(opens(`removal is ${state}`)).toEqual(["wrong-status"]);
    }
    for (const state of ["in effect", "withheld"]) {
      expect(opens(`no-attack is ${state}`)).toEqual([]);
      expect(opens(`quarantine is ${state}`)).toEqual(["wrong-status"]);
    }
  });

  test("it can be asked for how long without a break, on the calendar", () => {
    expect(asked("respect is kept for 2 years")).toMatchObject({
      state: "kept",
      for: { count: 2, unit: "year" },
    });
    expect(asked("respect is verified for 10 business days")).toMatchObject({
      for: { count: 10, unit: "business-day" },
    });
    expect(conditionCodes("missiles are returned for 3 days")).toEqual(["misplaced"]);
  });

  test("what checks a clause is no status, but an act of whoever checks it", () => {
    for (const act of ["supervised", "inspected", "monitored", "observed", "checked", "verified"]) {
      expect(asked(`removal is ${act} by UN`)).toMatchObject({
        kind: "atom",
        predicate: { kind: "activity", activity: act, subject: "removal", by: ["UN"] },
      });
    }
    expect(conditionCodes("respect is verified by aerial photography")).toEqual(["misplaced"]);
  });

  test("any other word after its name is refused, and the near one is suggested", () => {
    expect(wrong("respect is overdu")).toMatchObject({
      code: "unknown-status",
      message: expect.stringContaining("`overdu`"),
      remedy: expect.stringMatching(/^Did you mean `overdue`\?.*discharged/),
    });
    expect(wrong("respect is verifed")).toMatchObject({
      remedy: expect.stringContaining("Did you mean `verified`?"),
    });
    expect(wrong("quarantine is in forse")).toMatchObject({
      code: "unknown-status",
      remedy: expect.stringContaining("Did you mean `in force`?"),
    });
  });

  test("what is no clause may be anything that is done to it", () => {
    expect(asked("missiles are suspended")).toMatchObject({
      predicate: { kind: "activity", activity: "suspended" },
    });
  });

  test("of what nothing declares only that is said", () => {
    expect(conditionCodes("calm is overdu")).toEqual(["undefined-reference"]);
    expect(conditionCodes("calm is overdue for 2 days")).toEqual(["undefined-reference"]);
  });
});

describe("what binds which sentence", () => {
  test("what it takes to be sure after the last of two sentences is refused, since it binds one", () => {
    const words = "missiles are absent from sagua and bombers are absent from sagua by photography";
    expect(wrong(words)).toMatchObject({
      code: "ambiguous",
      message: expect.stringContaining("`by photography`"),
      remedy: expect.stringContaining("parentheses"),
    });
    expect(conditionCodes(words.replace("and", "or"))).toEqual(["ambiguous"]);
    expect(conditionCodes(words.replace("by photography", ", seen within 3 days"))).toEqual([
      "ambiguous",
    ]);
  });

  test("nothing is refused where each says its own, or the last stands in parentheses", () => {
    const [first, second] = ["missiles are absent from sagua", "bombers are absent from sagua"];
    const by = "by photography";
    expect(condition(`${first} ${by} and ${second} ${by}`)).toMatchObject({ kind: "all" });
    expect(condition(`${first} ${by} and ${second}`)).toMatchObject({
      of: [{ criterion: { methods: ["photography"] } }, { criterion: { methods: [] } }],
    });
    expect(condition(`${first} and (${second} ${by})`)).toMatchObject({
      of: [{ criterion: { methods: [] } }, { criterion: { methods: ["photography"] } }],
    });
  });

  test("nothing is refused where what stands before can have none", () => {
    expect(
      conditionCodes("respect is verified and missiles are absent from sagua by photography"),
    ).toEqual([]);
    expect(conditionCodes("provocation or missiles are absent from sagua by photography")).toEqual(
      [],
    );
    expect(conditionCodes("missiles are absent from sagua and removal is inspected by UN")).toEqual(
      [],
    );
    expect(conditionCodes("removal is inspected and cargo of US is inspected by UN")).toEqual([
      "ambiguous",
    ]);
  });
});
