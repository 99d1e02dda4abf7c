import { describe, expect, test } from "vitest";
import {
  agreement,
  amendment,
  at,
  atom,
  countOf,
  isAt,
  measure,
  minute,
  question,
  reading,
  requires,
  SOMEWHERE,
  term,
  undertaking,
  verified,
} from "../../testing/specimen.ts";
import type { Declaration, Requirement, Term, Undertaking } from "../agreement/index.ts";
import { type Criterion, id, type Stage } from "../evidence/index.ts";
import { duration } from "../time/index.ts";
import { flawsOf } from "./flaws.ts";

const flaws = (declarations: readonly Declaration[], ...requirements: readonly Requirement[]) =>
  flawsOf([agreement(declarations, requirements)]);
const codes = (declarations: readonly Declaration[], ...requirements: readonly Requirement[]) =>
  flaws(declarations, ...requirements).map(({ code, on }) => `${code} ${on}`);

const fresh: Partial<Criterion> = { freshness: duration(14, "day") };
const gone = isAt("missiles", "island", "absent", fresh);

describe("unreached-stage", () => {
  const removal = undertaking("removal", {
    content: {
      kind: "remove",
      subject: id("missiles"),
      from: id("island"),
      through: ["dismantled", "crated", "loaded", "departed", "returned"],
    },
  });
  const counted = (stage: Stage, item = "missiles") =>
    requires("removal", atom(countOf({ item: id(item), stage, amount: "declared" })));

  test("a stage that nothing verifies is told (T8)", () => {
    expect(flaws([removal], counted("counted-aboard"))).toMatchObject([
      {
        code: "unreached-stage",
        message: "returned is a stage of removal that nothing verifies.",
      },
    ]);
  });

  test("to verify a later stage is to verify those before it", () => {
    expect(codes([removal], counted("returned"))).toEqual([]);
    const returned = atom({
      kind: "activity",
      activity: "return",
      subject: id("offensive"),
      place: null,
      state: "complete",
      by: [],
    });
    expect(codes([removal], requires("removal", returned))).toEqual([]);
  });

  test("a count of something else, or that nothing is left, reaches no stage", () => {
    const all = "dismantled, crated, loaded, departed, returned are stages of removal";
    expect(flaws([removal], counted("returned", "bombers"))[0]!.message).toContain(all);
    expect(flaws([removal], requires("removal", gone))[0]!.message).toContain(all);
  });
});

describe("endless-measure and unbounded-promptly", () => {
  const until = verified("removal");
  const base = [undertaking("removal")];
  const sound = requires("removal", gone);

  test("a measure that nothing lifts is endless (T20)", () => {
    expect(codes([measure("quarantine")])).toEqual(["endless-measure quarantine"]);
    expect(codes([...base, measure("quarantine", { until })], sound)).toEqual([]);
    const required = requires("quarantine", gone);
    expect(codes([measure("quarantine")], required)).toEqual([]);
  });

  test("a measure that is in force until a date ends with it", () => {
    const expires = { ends: at("2025-10-19"), wholeDay: true };
    expect(codes([measure("provisions", { expires })])).toEqual([]);
  });

  test("promptly is no clock (T13)", () => {
    const promptly = { until, promptly: true };
    expect(codes([...base, measure("quarantine", promptly)], sound)).toEqual([
      "unbounded-promptly quarantine",
    ]);
    const clocked = { ...promptly, liftWithin: { count: 24, unit: "hour" } } as const;
    expect(codes([...base, measure("quarantine", clocked)], sound)).toEqual([]);
  });

  test("an undertaking owed promptly needs a clock or a date", () => {
    const owed = (fields: Partial<Undertaking>) =>
      codes([undertaking("removal", { promptly: true, ...fields })], sound);
    expect(owed({})).toEqual(["unbounded-promptly removal"]);
    expect(owed({ within: { count: 30, unit: "day" }, from: at("1962-11-01") })).toEqual([]);
    expect(owed({ deadline: minute("1962-12-20") })).toEqual([]);
  });
});

describe("terms", () => {
  const described = { instrument: id("address"), passage: null };
  const listed = (fields: Partial<Term>): Declaration => ({
    ...(term("systems", ["missiles"]) as Term),
    ...fields,
  });

  test("a term that texts describe and none defines is told (T10)", () => {
    expect(codes([listed({ definedBy: [], describedBy: [described] })])).toEqual([
      "described-not-defined systems",
    ]);
    expect(codes([listed({ describedBy: [described] })])).toEqual([]);
    expect(codes([listed({ definedBy: [] })])).toEqual([]);
  });

  test("an open term is told with what rests on it (T15)", () => {
    const sam = listed({ open: true, items: [], definedBy: [] });
    const rests = question("sam", atom({ kind: "open-term", term: id("systems") }));
    expect(flaws([sam, rests])).toMatchObject([
      {
        code: "open-term",
        on: "systems",
        message: 'The meaning of "systems" is still to be agreed; no evidence settles it for sam.',
      },
    ]);
  });

  test("a term that stands for nothing is undefined", () => {
    expect(codes([listed({ items: [] })])).toEqual(["undefined-term systems"]);
  });

  test("so is what an amendment has repealed and another clause still speaks of", () => {
    const pact = agreement([undertaking("removal")], [requires("removal", gone)]);
    const repeal = amendment("repeal", "pact", [
      { op: "repeal", id: id("missiles"), at: SOMEWHERE },
    ]);
    expect(flawsOf([pact])).toEqual([]);
    expect(flawsOf([pact, repeal])).toMatchObject([
      { code: "undefined-term", on: "removal", message: expect.stringContaining("missiles") },
    ]);
  });
});

describe("collision", () => {
  const keeps = (name: string, state: "present" | "absent", fields: Partial<Undertaking> = {}) => ({
    declaration: undertaking(name, { form: "keep", ...fields }),
    requirement: requires(name, isAt("missiles", "sagua", state, fresh)),
  });
  const both = (...several: readonly ReturnType<typeof keeps>[]) =>
    codes(
      several.map(({ declaration }) => declaration),
      ...several.map(({ requirement }) => requirement),
    );
  const content = {
    kind: "absent",
    subject: id("offensive"),
    place: id("island"),
  } as const;

  test("what one keeps at a place another may not keep away from it (T16)", () => {
    expect(both(keeps("guard", "present"), keeps("clear", "absent"))).toEqual(["collision guard"]);
    const clear = {
      declaration: undertaking("clear", { form: "refrain", content }),
      requirement: requires("clear", isAt("offensive", "island", "absent", fresh)),
    };
    expect(both(keeps("guard", "present"), clear)).toEqual(["collision guard"]);
  });

  test("two parties, two places or two things do not collide", () => {
    const other = keeps("guard", "present", { by: id("US") });
    expect(both(other, keeps("clear", "absent"))).toEqual([]);
    const elsewhere = {
      declaration: undertaking("clear", { form: "keep" }),
      requirement: requires("clear", isAt("missiles", "remedios", "absent", fresh)),
    };
    expect(both(keeps("guard", "present"), elsewhere)).toEqual([]);
    const bombers = {
      declaration: undertaking("clear", { form: "keep" }),
      requirement: requires("clear", isAt("bombers", "sagua", "absent", fresh)),
    };
    expect(both(keeps("guard", "present"), bombers)).toEqual([]);
  });

  test("what can be performed one after the other does not collide", () => {
    const [show, clear] = [
      keeps("show", "present", { form: "achieve", deadline: minute("1962-11-01") }),
      keeps("clear", "absent", { from: at("1962-11-05") }),
    ];
    expect(both(show, clear)).toEqual([]);
    expect(both(show, keeps("clear", "absent", { from: at("1962-10-28") }))).toEqual([
      "collision show",
    ]);
    const once = { form: "achieve" } as const;
    expect(both(keeps("show", "present", once), keeps("clear", "absent", once))).toEqual([]);
  });

  test("nor does what falls due only on a condition", () => {
    const dueWhen = gone;
    expect(both(keeps("guard", "present", { dueWhen }), keeps("clear", "absent"))).toEqual([]);
  });
});

describe("flawsOf", () => {
  const removal = undertaking("removal");
  const pact = agreement([removal]);
  const us = reading([requires("removal", gone)]);

  test("without an agreement there is nothing to look over", () => {
    expect(flawsOf([us])).toEqual([]);
  });

  test("a text is looked over with the readings there are, and by itself where there are none", () => {
    expect(flawsOf([pact]).map(({ code }) => code)).toEqual(["gentlemens-agreement"]);
    expect(flawsOf([pact, us])).toEqual([]);
  });

  test("what an amendment makes wrong is found, and so is what it mends", () => {
    const line = { ...SOMEWHERE, file: "amendments/worse.proviso" };
    const worse = amendment("worse", "us", [
      {
        op: "lower",
        requirement: { ...requires("removal", { kind: "at-least", k: 0, of: [gone] }), at: line },
        at: line,
      },
    ]);
    const better = amendment("better", "us", [
      { op: "raise", requirement: requires("removal", gone), at: SOMEWHERE },
    ]);
    expect(flawsOf([pact, us, worse, better])).toMatchObject([
      { code: "always-verified", on: "removal", at: { file: "amendments/worse.proviso" } },
    ]);
  });

  test("each flaw is told once, and says what to write instead", () => {
    const found = flawsOf([agreement([removal, measure("quarantine", { promptly: true })]), us]);
    const keys = found.map((flaw) => JSON.stringify(flaw));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { remedy, message } of found) {
      expect(remedy).not.toBe("");
      expect(message).toMatch(/\.$/);
    }
  });
});
