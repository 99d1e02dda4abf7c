import { describe, expect, test } from "vitest";
import {
  agreement,
  allOf,
  anyOf,
  assurance,
  atom,
  isAt,
  measure,
  named,
  option,
  question,
  requires,
  undertaking,
  verified,
  WHEREVER,
} from "../../testing/specimen.ts";
import {
  type Condition,
  type Declaration,
  EACH,
  type QuantifiedCondition,
  type Requirement,
} from "../agreement/index.ts";
import { type Criterion, type Eligibility, id } from "../evidence/index.ts";
import { duration } from "../time/index.ts";
import { flawsOf } from "./flaws.ts";

const flaws = (declarations: readonly Declaration[], ...requirements: readonly Requirement[]) =>
  flawsOf([agreement(declarations, requirements)]);
const codes = (declarations: readonly Declaration[], ...requirements: readonly Requirement[]) =>
  flaws(declarations, ...requirements).map(({ code, on }) => `${code} ${on}`);

const fresh: Partial<Criterion> = { freshness: duration(14, "day") };
const gone = isAt("missiles", "island", "absent", fresh);
const removal = undertaking("removal");
const sound = requires("removal", gone);

describe("gentlemens-agreement", () => {
  test("an undertaking that nothing verifies is one (T19)", () => {
    expect(flaws([removal])).toEqual([
      {
        code: "gentlemens-agreement",
        on: "removal",
        at: removal.at,
        message: "Nothing verifies removal: it is a gentlemen's agreement.",
        remedy: 'Say what would: "removal is verified when …".',
      },
    ]);
  });

  test("an undertaking that something verifies is none", () => {
    expect(codes([removal], sound)).toEqual([]);
  });
});

describe("self-verified", () => {
  const by = (criterion: Partial<Criterion>) =>
    isAt("missiles", "island", "absent", { ...fresh, ...criterion });
  const only = (...of: readonly string[]): Partial<Criterion> => ({
    eligibility: { atLeast: null, technical: null, notOf: [], of: of.map(id) },
  });

  test("what only the bearer or its agent may observe is (T24)", () => {
    expect(codes([removal], requires("removal", by(only("USSR"))))).toEqual([
      "self-verified removal",
    ]);
    expect(codes([removal], requires("removal", by(only("Tass", "USSR"))))).toHaveLength(1);
    expect(codes([removal], requires("removal", by(only("UN", "USSR"))))).toEqual([]);
  });

  test("so is what only a party's word is accepted for, unless an equivalent may be approved", () => {
    const word = by({ methods: ["statement"] });
    expect(codes([removal], requires("removal", word))).toEqual(["self-verified removal"]);
    const open = by({ methods: ["statement"], equivalentApprovedBy: id("President") });
    expect(codes([removal], requires("removal", open))).not.toContain("self-verified removal");
  });

  test("a statement that is itself what is owed is not; a promise of the duty is", () => {
    const word = (stance: "declares" | "promises") =>
      atom(
        { kind: "statement", by: id("USSR"), stance, on: id("removal") },
        { methods: ["statement"] },
      );
    expect(codes([removal], requires("removal", word("declares")))).toEqual([]);
    expect(codes([removal], requires("removal", word("promises")))).toEqual([
      "self-verified removal",
    ]);
  });

  test("nor is what may be shown in another way as well", () => {
    expect(codes([removal], requires("removal", anyOf(by(only("USSR")), gone)))).toEqual([]);
    expect(codes([removal], requires("removal", allOf(by(only("USSR")), gone)))).toEqual([
      "self-verified removal",
    ]);
  });
});

describe("no-eligible-observer", () => {
  const by = (eligibility: Partial<Eligibility>) =>
    requires(
      "removal",
      isAt("missiles", "island", "absent", {
        ...fresh,
        eligibility: { atLeast: null, technical: null, notOf: [], of: [], ...eligibility },
      }),
    );

  test("whom a text asks for and excludes cannot observe (T31)", () => {
    expect(codes([removal], by({ of: [id("UN")], notOf: [id("UN")] }))).toEqual([
      "no-eligible-observer removal",
    ]);
    expect(codes([removal], by({ of: [id("UN")], notOf: [id("US")] }))).toEqual([]);
  });

  test("where all whom the text knows are excluded, nobody is left", () => {
    const all = ["US", "Cuba", "UN"].map(id);
    expect(codes([removal], by({ notOf: all }))).toEqual(["no-eligible-observer removal"]);
    expect(codes([removal], by({ notOf: [id("US"), id("Cuba")] }))).toEqual([]);
  });
});

describe("circular-wait", () => {
  const halt = undertaking("halt");

  test("two that are each verified by the other can neither move", () => {
    const found = flaws(
      [removal, halt],
      requires("removal", allOf(gone, verified("halt"))),
      requires("halt", verified("removal")),
    );
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      ["circular-wait", "removal and halt wait on one another, so that none can move first."],
    ]);
  });

  test("so can two that each fall due when the other is verified", () => {
    const [first, second] = [
      undertaking("removal", { dueWhen: verified("halt") }),
      undertaking("halt", { dueWhen: verified("removal") }),
    ];
    expect(codes([first, second], sound, requires("halt", gone))).toEqual([
      "circular-wait removal",
    ]);
    expect(codes([removal, second], sound, requires("halt", gone))).toEqual([]);
  });

  test("a promise and the undertaking that waits for it are a circle", () => {
    const waiting = undertaking("removal", { dueWhen: verified("peace") });
    const peace = assurance("peace", { while: verified("removal") });
    expect(codes([waiting, peace], sound)).toEqual(["circular-wait removal"]);
    expect(codes([removal, peace], sound)).toEqual([]);
  });

  test("one that can move first in another way unties the circle", () => {
    const free = requires("removal", anyOf(gone, verified("halt")));
    expect(codes([removal, halt], free, requires("halt", verified("removal")))).toEqual([]);
  });

  test("one that waits on itself is a circle of one", () => {
    const [flaw] = flaws([removal], requires("removal", allOf(gone, verified("removal"))));
    expect(flaw).toMatchObject({
      code: "circular-wait",
      message: expect.stringContaining("itself"),
    });
  });

  test("a circle through an exception is refused, even where one could move", () => {
    const unless: Condition = { kind: "unless", condition: gone, exception: verified("halt") };
    const found = flaws(
      [removal, halt],
      requires("removal", unless),
      requires("halt", anyOf(gone, verified("removal"))),
    );
    expect(found).toMatchObject([
      {
        code: "circular-wait",
        on: "removal",
        message:
          "removal and halt wait on one another, through the exception of removal, which is refused.",
      },
    ]);
  });

  test("a circle through the end of a measure is refused", () => {
    const until = measure("quarantine", { until: verified("removal") });
    const lifted = undertaking("removal", { dueWhen: verified("quarantine") });
    expect(flaws([lifted, until], sound)).toMatchObject([
      { code: "circular-wait", on: "quarantine", message: expect.stringContaining("refused") },
    ]);
    expect(codes([removal, until], sound)).toEqual([]);
  });
});

describe("never-verified and always-verified", () => {
  test("what asks a thing and its contrary is never verified", () => {
    const both = allOf(gone, isAt("missiles", "island", "present", fresh));
    expect(codes([removal], requires("removal", both))).toEqual(["never-verified removal"]);
    const not: Condition = { kind: "not", of: gone };
    expect(codes([removal], requires("removal", allOf(gone, not)))).toEqual([
      "never-verified removal",
    ]);
    expect(codes([removal], requires("removal", anyOf(gone, not)))).toEqual([]);
  });

  test("nor is what asks more of several than there are, or anything of nothing", () => {
    const three: Condition = { kind: "at-least", k: 3, of: [gone, gone] };
    expect(codes([removal], requires("removal", three))).toEqual(["never-verified removal"]);
    expect(codes([removal], requires("removal", allOf()))).toEqual(["never-verified removal"]);
  });

  test("nor is what ranges over declared places of which there are none", () => {
    const silos: Condition = {
      kind: "every",
      domain: { kind: "places", placeKind: "silo", declaredOnly: true },
      body: isAt("missiles", EACH, "absent", fresh),
      coverage: atom({ kind: "coverage", place: id("island"), fraction: 0.9 }, fresh),
    };
    expect(codes([removal], requires("removal", silos))).toEqual(["never-verified removal"]);
  });

  test("what another clause lacks is told there alone", () => {
    expect(codes([removal, assurance("peace", { while: verified("removal") })])).toEqual([
      "gentlemens-agreement removal",
    ]);
  });

  test("a count of none, and none of several, are verified from the start", () => {
    const none = atom({
      kind: "count",
      item: id("missiles"),
      stage: "counted-aboard",
      amount: 0,
      ...WHEREVER,
    });
    expect(codes([removal], requires("removal", none))).toEqual(["always-verified removal"]);
    const noneOf: Condition = { kind: "at-least", k: 0, of: [gone] };
    expect(codes([removal], requires("removal", noneOf))).toEqual(["always-verified removal"]);
  });

  test("an option that a breach opens is neither", () => {
    const opensWhen = {
      kind: "clause",
      clause: id("removal"),
      state: "breached",
      for: null,
    } as const;
    expect(codes([removal, option("action", { opensWhen })], sound)).toEqual([]);
  });
});

describe("perishable", () => {
  const ageless = isAt("missiles", "island", "absent");

  test("an assurance that rests on a state with no freshness would hold for ever (T23)", () => {
    const peace = assurance("peace", { while: verified("removal") });
    expect(flaws([removal, peace], requires("removal", ageless))).toMatchObject([
      {
        code: "perishable",
        on: "removal",
        message:
          '"missiles: absent from island", on which peace rests, would hold for ever once seen: ' +
          "it states no freshness.",
      },
    ]);
    expect(codes([removal, peace], sound)).toEqual([]);
  });

  test("so would an undertaking that goes on, and one to be done once would not", () => {
    const keeping = undertaking("removal", { form: "refrain" });
    expect(codes([keeping], requires("removal", ageless))).toEqual(["perishable removal"]);
    expect(codes([removal], requires("removal", ageless))).toEqual([]);
  });

  test("what is complete, counted or said is an event, and stays", () => {
    const done = atom({
      kind: "activity",
      activity: "return",
      subject: id("missiles"),
      place: null,
      state: "complete",
      by: [],
    });
    const peace = assurance("peace", { while: done });
    expect(codes([peace])).toEqual([]);
  });
});

describe("declared-only", () => {
  const every = (fields: Partial<QuantifiedCondition>): Condition => ({
    kind: "every",
    domain: { kind: "places", placeKind: "launch site", declaredOnly: false },
    body: isAt("missiles", EACH, "absent", fresh),
    coverage: null,
    ...fields,
  });
  const declared = { kind: "places", placeKind: "launch site", declaredOnly: true } as const;
  const coverage = atom({ kind: "coverage", place: id("island"), fraction: 0.9 }, fresh);

  test("verification on declared places alone is told (T19)", () => {
    const found = flaws([removal], requires("removal", every({ domain: declared })));
    expect(found).toMatchObject([
      {
        code: "declared-only",
        message:
          "removal is verified on every declared launch site: a site that nobody declares would " +
          "not count.",
      },
    ]);
  });

  test("so is every site with no word on the rest of the area, which is never verified", () => {
    const found = flaws([removal], requires("removal", every({})));
    expect(found.map(({ code }) => code)).toEqual(["declared-only"]);
    expect(found[0]!.message).toContain("never verified");
  });

  test("verification by a part of what was declared is told: what nobody declares is no part", () => {
    const part = {
      kind: "count",
      item: id("missiles"),
      stage: "departed",
      amount: { percentOfDeclared: 100 },
      ...WHEREVER,
    } as const;
    const found = flaws([removal], requires("removal", atom(part)));
    const told = found.filter(({ code }) => code === "declared-only");
    expect(told).toHaveLength(1);
    expect(told[0]!.message).toContain("what nobody declares would not count");
    const all = atom({ ...part, amount: "declared" });
    expect(codes([removal], requires("removal", all))).not.toContain("declared-only");
  });

  test("with the rest of the area seen it is not, and nor is a question or a group", () => {
    expect(codes([removal], requires("removal", every({ coverage })))).toEqual([]);
    expect(codes([question("gone", every({}))])).toEqual([]);
    const group: Declaration = { ...named("allies"), kind: "group", members: [id("Cuba")] };
    const members = every({ domain: { kind: "members", group: id("allies") } });
    expect(codes([removal, group], requires("removal", members))).toEqual([]);
  });
});
