import { describe, expect, test } from "vitest";
import {
  agreement,
  counted,
  editionOf,
  named,
  observed,
  place,
  presence,
  said,
  WHEREVER,
} from "../../testing/specimen.ts";
import {
  type ActivityReport,
  type AssessmentReport,
  type Claim,
  id,
  type Report,
} from "../evidence/index.ts";
import type { Predicate, PresencePredicate } from "./condition.ts";
import { bearingOf } from "./match.ts";
import { vocabularyOf } from "./vocabulary.ts";

const vocabulary = vocabularyOf(
  editionOf([
    agreement([
      place("north-pad", "pad", "sagua"),
      {
        ...named("sam-sites"),
        kind: "term",
        items: [],
        definedBy: [],
        describedBy: [],
        inferredFrom: null,
        open: true,
      },
    ]),
  ]),
);

const bearing = (predicate: Predicate, report: Report) =>
  bearingOf(predicate, observed("O-1", report), vocabulary);

const asked = (
  state: PresencePredicate["state"],
  subject = "missiles",
  where = "sagua",
): PresencePredicate => ({ kind: "presence", subject: id(subject), place: id(where), state });

describe("absence", () => {
  test.each([
    ["nothing seen of it at the place", presence("missiles", "sagua", "absent"), "for"],
    ["nothing seen of it in the whole area", presence("missiles", "island", "absent"), "for"],
    ["nothing seen of the term that holds it", presence("offensive", "sagua", "absent"), "for"],
    ["nothing seen at a part of the place", presence("missiles", "north-pad", "absent"), null],
    ["nothing seen at another place", presence("missiles", "remedios", "absent"), null],
    ["nothing seen of something else", presence("bombers", "sagua", "absent"), null],
    ["it is seen there", presence("missiles", "sagua", "present"), "against"],
    ["it is seen at a part of the place", presence("missiles", "north-pad", "present"), "against"],
    ["it is seen somewhere in the area", presence("missiles", "island", "present"), "against"],
    ["some of the term is seen there", presence("offensive", "sagua", "present"), "against"],
    ["something else is seen there", presence("bombers", "sagua", "present"), null],
    ["it is seen at another place", presence("missiles", "remedios", "present"), null],
  ] as const)("%s", (_, report, expected) => {
    expect(bearing(asked("absent"), report)).toBe(expected);
  });

  test("a report on one class does not show that the whole term is absent (T10)", () => {
    const term = asked("absent", "offensive");
    expect(bearing(term, presence("missiles", "sagua", "absent"))).toBeNull();
    expect(bearing(term, presence("missiles", "sagua", "present"))).toBe("against");
    expect(bearing(term, presence("offensive", "sagua", "absent"))).toBe("for");
  });

  test("a facility is absent with all that is among it (T11)", () => {
    const facility = asked("absent", "base", "island");
    expect(bearing(facility, presence("submarine-base", "mariel", "present"))).toBe("against");
    expect(bearing(facility, presence("submarine-base", "island", "absent"))).toBeNull();
    expect(bearing(facility, presence("base", "island", "absent"))).toBe("for");
  });

  test("a place that no text declares lies in every area, and in no other place", () => {
    expect(
      bearing(asked("absent", "missiles", "island"), presence("missiles", "x", "present")),
    ).toBe("against");
    expect(bearing(asked("absent"), presence("missiles", "x", "present"))).toBeNull();
    expect(
      bearing(asked("absent", "missiles", "x"), presence("missiles", "island", "absent")),
    ).toBe("for");
  });
});

describe("presence", () => {
  test.each([
    ["it is seen at the place", presence("missiles", "sagua", "present"), "for"],
    ["it is seen at a part of the place", presence("missiles", "north-pad", "present"), "for"],
    ["it is seen somewhere in the area", presence("missiles", "island", "present"), null],
    [
      "something of the term that holds it is seen",
      presence("offensive", "sagua", "present"),
      null,
    ],
    ["nothing seen of it at the place", presence("missiles", "sagua", "absent"), "against"],
    ["nothing seen of it in the area", presence("offensive", "island", "absent"), "against"],
    [
      "nothing seen of it at a part of the place",
      presence("missiles", "north-pad", "absent"),
      null,
    ],
  ] as const)("%s", (_, report, expected) => {
    expect(bearing(asked("present"), report)).toBe(expected);
  });
});

describe("activity", () => {
  const work = (
    state: ActivityReport["state"],
    fields: Partial<ActivityReport> = {},
  ): ActivityReport => ({
    kind: "activity",
    activity: "dismantling",
    subject: id("missiles"),
    place: id("sagua"),
    state,
    by: null,
    ...fields,
  });
  const predicate = (
    state: "ongoing" | "ceased" | "complete",
    fields: Partial<Extract<Predicate, { kind: "activity" }>> = {},
  ): Predicate => ({
    kind: "activity",
    activity: "dismantling",
    subject: id("missiles"),
    place: id("sagua"),
    state,
    by: [],
    ...fields,
  });

  test.each([
    ["ongoing", ["for", "against", "against", "against"]],
    ["ceased", ["against", "for", "for", "for"]],
    ["complete", ["bears", "against", "for", "against"]],
  ] as const)("asked whether it is %s", (state, expected) => {
    const reports = (["ongoing", "ceased", "complete", "absent"] as const).map((one) => work(one));
    expect(reports.map((report) => bearing(predicate(state), report))).toEqual(expected);
  });

  test("other work, or work on something else, says nothing", () => {
    expect(bearing(predicate("ongoing"), work("ongoing", { activity: "assembly" }))).toBeNull();
    expect(bearing(predicate("ongoing"), work("ongoing", { subject: id("bombers") }))).toBeNull();
    expect(bearing(predicate("ongoing", { subject: null }), work("ongoing"))).toBe("for");
  });

  test("work on some of a term is work on it, and is not the end of the work on it (T10)", () => {
    const term = { subject: id("offensive") };
    expect(bearing(predicate("ongoing", term), work("ongoing"))).toBe("for");
    expect(bearing(predicate("complete", term), work("complete"))).toBe("bears");
    expect(bearing(predicate("ceased", term), work("ceased"))).toBe("bears");
    expect(bearing(predicate("complete", term), work("complete", term))).toBe("for");
    expect(bearing(predicate("complete", term), work("ceased"))).toBe("against");
  });

  test("work anywhere in an area is work in it, and what ended must have ended all over it", () => {
    const island = { place: id("island") };
    expect(bearing(predicate("ongoing", island), work("ongoing"))).toBe("for");
    expect(bearing(predicate("ceased", island), work("ceased"))).toBeNull();
    expect(bearing(predicate("ceased"), work("ceased", island))).toBe("for");
    expect(bearing(predicate("ceased", island), work("ongoing"))).toBe("against");
    expect(bearing(predicate("ongoing"), work("ongoing", { place: null }))).toBe("bears");
    expect(bearing(predicate("ongoing", { place: null }), work("ongoing"))).toBe("for");
  });

  test("what one body is asked to do, another's doing does not show", () => {
    const inspection = { by: [id("ICRC"), id("UN")] };
    expect(bearing(predicate("complete", inspection), work("complete"))).toBeNull();
    expect(bearing(predicate("complete", inspection), work("complete", { by: id("UN") }))).toBe(
      "for",
    );
    expect(
      bearing(predicate("complete", inspection), work("complete", { by: id("US") })),
    ).toBeNull();
  });
});

describe("access", () => {
  const predicate: Predicate = {
    kind: "access",
    place: id("sagua"),
    activity: "surveillance",
    safety: true,
    refusableFor: [],
  };
  const access = (fields: Partial<Extract<Claim, { kind: "access" }>> = {}): Claim => ({
    kind: "access",
    place: id("sagua"),
    activity: "surveillance",
    state: "granted",
    safety: true,
    ...fields,
  });

  test.each([
    ["granted, with safety guaranteed", access(), "for"],
    ["granted for the whole area", access({ place: id("island") }), "for"],
    ["granted for anything at all", access({ activity: null }), "for"],
    ["granted for something else", access({ activity: "inspection" }), null],
    ["granted, safety not spoken of", access({ safety: null }), "bears"],
    ["granted, safety refused", access({ safety: false }), "against"],
    ["restricted", access({ state: "restricted" }), "against"],
    [
      "denied to a part of the place",
      access({ state: "denied", place: id("north-pad") }),
      "against",
    ],
    ["granted for a part of the place", access({ place: id("north-pad") }), null],
  ] as const)("%s", (_, report, expected) => {
    expect(bearing(predicate, report)).toBe(expected);
  });

  test.each([
    ["for a reason that the text allows", "mines", "bears"],
    ["for another reason", "a parade", "against"],
    ["for no reason", undefined, "against"],
  ] as const)("refused %s", (_, reason, expected) => {
    const excusable: Predicate = { ...predicate, refusableFor: ["mines"] };
    const refused = access({ state: "denied", ...(reason === undefined ? {} : { reason }) });
    expect(bearing(excusable, refused)).toBe(expected);
  });

  test("where no safety is asked, its absence does not matter", () => {
    expect(bearing({ ...predicate, safety: false }, access({ safety: false }))).toBe("for");
  });
});

describe("coverage", () => {
  const predicate: Predicate = { kind: "coverage", place: id("sagua"), fraction: 0.9 };
  test.each([
    ["island", 0.9, "for"],
    ["sagua", 0.95, "for"],
    ["sagua", 0.89, "bears"],
    ["north-pad", 1, null],
    ["remedios", 1, null],
  ] as const)("%s at %d", (where, fraction, expected) => {
    expect(bearing(predicate, { kind: "coverage", place: id(where), fraction })).toBe(expected);
  });
});

describe("counts", () => {
  const predicate: Predicate = {
    kind: "count",
    item: id("missiles"),
    stage: "counted-aboard",
    amount: "declared",
    ...WHEREVER,
  };
  const estimate: AssessmentReport = {
    kind: "assessment",
    matter: "estimate",
    subject: id("missiles"),
    state: "so",
    low: 38,
    high: 45,
    from: [],
  };

  test("a count at the stage asked is put before it; a declaration and an estimate bear on it", () => {
    expect(bearing(predicate, counted(4))).toBe("for");
    expect(bearing(predicate, counted(42, { stage: "declared" }))).toBe("bears");
    expect(bearing(predicate, estimate)).toBe("bears");
  });

  test("another stage, another item, or an estimate without a number says nothing", () => {
    expect(bearing(predicate, counted(4, { stage: "loaded" }))).toBeNull();
    expect(bearing(predicate, counted(4, { subject: id("bombers") }))).toBeNull();
    expect(bearing(predicate, { ...estimate, low: null, high: null })).toBeNull();
    expect(bearing(predicate, { ...estimate, matter: "intent" })).toBeNull();
  });
});

describe("statements", () => {
  const promise: Predicate = {
    kind: "statement",
    by: id("USSR"),
    stance: "promises",
    on: id("pact"),
  };

  test("a statement is made by the party or by whoever acts for it, on the matter asked", () => {
    const words = { stance: "promises", on: id("pact") } as const;
    expect(bearing(promise, said("USSR", words))).toBe("for");
    expect(bearing(promise, said("Tass", words))).toBe("for");
    expect(bearing(promise, said("US", words))).toBeNull();
    expect(bearing(promise, said("USSR", { ...words, on: id("other") }))).toBeNull();
    expect(bearing(promise, said("USSR", { stance: "promises", term: id("pact") }))).toBe("for");
  });

  test("a refusal or an objection stands against it, another stance says nothing", () => {
    const on = id("pact");
    expect(bearing(promise, said("USSR", { stance: "refuses", on }))).toBe("against");
    expect(bearing(promise, said("USSR", { stance: "objects", on }))).toBe("against");
    expect(bearing(promise, said("USSR", { stance: "offers", on }))).toBeNull();
  });

  test("only what a statement asserts counts; a promise or a demand only bears", () => {
    const claim = presence("missiles", "sagua", "absent");
    const stances = ["declares", "performed", "grants", "promises", "offers", "requires"] as const;
    expect(
      stances.map((stance) => bearing(asked("absent"), said("USSR", { stance, claim }))),
    ).toEqual(["for", "for", "for", "bears", "bears", "bears"]);
    expect(bearing(asked("absent"), said("USSR"))).toBeNull();
  });

  test("a sighting is no statement", () => {
    expect(bearing(promise, presence("missiles", "sagua", "present"))).toBeNull();
  });
});

describe("open terms and assessments", () => {
  const openTerm: Predicate = { kind: "open-term", term: id("sam-sites") };

  test("whatever speaks of an open term only bears on it (T15)", () => {
    expect(bearing(openTerm, presence("sam-sites", "island", "present"))).toBe("bears");
    expect(bearing(openTerm, said("US", { on: id("sam-sites") }))).toBe("bears");
    expect(bearing(openTerm, said("US", { term: id("sam-sites") }))).toBe("bears");
    expect(bearing(openTerm, said("US"))).toBeNull();
    expect(bearing(openTerm, presence("missiles", "island", "present"))).toBeNull();
  });

  test("what someone concludes counts on the matter concluded, for what it speaks of", () => {
    const intent: Predicate = { kind: "assessment", matter: "intent", subject: id("base") };
    const report = (state: "so" | "not-so", subject = "submarine-base"): AssessmentReport => ({
      kind: "assessment",
      matter: "intent",
      subject: id(subject),
      state,
      low: null,
      high: null,
      from: [],
    });
    expect(bearing(intent, report("so"))).toBe("for");
    expect(bearing(intent, report("not-so"))).toBe("against");
    expect(bearing(intent, report("so", "missiles"))).toBeNull();
    expect(bearing(intent, { ...report("so"), matter: "estimate" })).toBeNull();
  });
});
