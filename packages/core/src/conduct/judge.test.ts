import { describe, expect, test } from "vitest";
import {
  adopts,
  agreement,
  allOf,
  amendment,
  assurance,
  at,
  decided,
  isAt,
  measure,
  minute,
  observed,
  option,
  presence,
  question,
  reading,
  requires,
  SOMEWHERE,
  said,
  undertaking,
  verified,
  WHEREVER,
} from "../../testing/specimen.ts";
import type { Decision, Entry, Text } from "../agreement/index.ts";
import { id, position } from "../evidence/index.ts";
import { duration } from "../time/index.ts";
import { openJudge } from "./judge.ts";
import { NoAgreementError } from "./verdicts.ts";

const SOLE = { soleMethods: ["aerial-photography"], freshness: duration(14, "day") };
const GONE = isAt("bombers", "sagua", "absent", SOLE);

function judgeOf(texts: readonly Text[], entries: readonly Entry[]) {
  const judge = openJudge({ texts, entries });
  return (asOf: string, knownAt = entries.length) =>
    judge.assess({
      asOf: at(asOf),
      knownAt: position(knownAt),
      reading: id("us"),
      under: null,
    });
}

const removal = undertaking("removal", { deadline: minute("1962-12-20") });
const quarantine = measure("quarantine", {
  from: at("1962-10-24"),
  until: verified("removal"),
  relaxation: { atMost: { count: 5, unit: "day" }, inReturnFor: "inspection", inPart: false },
});
const promise = assurance("no-invasion", { while: verified("removal") });
const TEXTS = [
  agreement([removal, quarantine, promise, option("action", { opensWhen: breached("removal") })]),
  reading([requires("removal", GONE)]),
];

function breached(clause: string) {
  return { kind: "clause", clause: id(clause), state: "breached", for: null } as const;
}

const PRESENT = observed("O-1", presence("bombers", "sagua", "present"), { from: "1962-11-01" });
const STILL = observed("O-0", presence("bombers", "sagua", "present"), { from: "1962-12-21" });
const ABSENT = observed("O-2", presence("bombers", "sagua", "absent"), { from: "1962-12-05" });

describe("an undertaking", () => {
  test("still to be achieved is not contradicted by what is simply still there", () => {
    const [one] = judgeOf(TEXTS, [PRESENT])("1962-11-03").undertakings;
    expect(one).toMatchObject({ value: "unverified", status: "due" });
    expect(one!.reason).toContain("Not yet (due by 19 Dec 1962, 19:00)");
  });

  test("is breached by what is seen after its time has run out, until cured", () => {
    const assess = judgeOf(TEXTS, [STILL]);
    expect(assess("1962-12-20").undertakings[0]).toMatchObject({ status: "overdue" });
    expect(assess("1962-12-22").undertakings[0]).toMatchObject({ status: "breached" });
    const cured = judgeOf(TEXTS, [
      STILL,
      observed("O-3", presence("bombers", "sagua", "absent"), { from: "1962-12-22" }),
      decided("D-1", "removal", { act: "cure", by: id("US"), from: at("1962-12-23") }),
    ]);
    expect(cured("1962-12-22T12:00Z").undertakings[0]).toMatchObject({
      value: "verified",
      status: "breached",
    });
    expect(cured("1962-12-23").undertakings[0]).toMatchObject({ status: "performed late" });
  });

  test("is overdue, and no breach, when its time ran out and nothing is shown", () => {
    expect(judgeOf(TEXTS, [])("1962-12-21").undertakings[0]).toMatchObject({
      value: "unverified",
      status: "overdue",
      words: "nothing reported",
    });
  });

  test("is breached when what its bearer declared performed is afterwards shown not", () => {
    const performed = (declared: string, term: string | null = null) => {
      const report = said("USSR", {
        stance: "performed",
        on: id("removal"),
        term: term === null ? null : id(term),
      });
      const statement = observed("O-4", report, { from: declared, method: "statement" });
      return judgeOf(TEXTS, [PRESENT, statement])("1962-11-12").undertakings[0]!.status;
    };
    expect(performed("1962-10-30")).toBe("breached");
    expect(performed("1962-10-30", "bombers")).toBe("breached");
    // A declaration that speaks of the missiles alone declares nothing of the bombers.
    expect(performed("1962-10-30", "missiles")).toBe("due");
    // What was seen before it was declared done shows only that it was not done then.
    expect(performed("1962-11-10")).toBe("due");
  });

  test("is overdue, and no breach, where all that was seen was seen before its last day", () => {
    const late = { ...PRESENT, valid: { from: at("1962-12-18"), to: at("1962-12-19") } };
    expect(judgeOf(TEXTS, [late])("1962-12-21").undertakings[0]).toMatchObject({
      value: "contradicted",
      status: "overdue",
    });
  });

  test("to refrain is breached as soon as it is shown not", () => {
    const texts = [
      agreement([undertaking("no-base", { form: "refrain" })]),
      reading([requires("no-base", GONE)]),
    ];
    expect(judgeOf(texts, [PRESENT])("1962-11-03").undertakings[0]).toMatchObject({
      status: "breached",
    });
  });

  test("waits for its condition, and its clock restarts when that lapses", () => {
    const texts = [
      agreement([
        removal,
        undertaking("answer", { dueWhen: verified("removal"), within: { count: 2, unit: "day" } }),
      ]),
      reading([requires("removal", GONE)]),
    ];
    const assess = judgeOf(texts, [ABSENT]);
    expect(assess("1962-12-05").undertakings[1]).toMatchObject({ status: "dormant" });
    expect(assess("1962-12-06").undertakings[1]).toMatchObject({ status: "due" });
    expect(assess("1962-12-08").undertakings[1]).toMatchObject({ status: "overdue" });
    // The photograph is stale after 14 days; what was overdue by then stays so.
    expect(assess("1962-12-20").undertakings[1]).toMatchObject({ status: "overdue" });
  });

  test("without any text that says what verifies it is not verified, and says so", () => {
    const [one] = judgeOf([agreement([removal])], [])("1962-11-03").undertakings;
    expect(one).toMatchObject({ value: "unverified", status: "due" });
    expect(one!.reason).toContain("no text in force says what would verify it");
  });
});

describe("a measure", () => {
  const lift = decided("D-1", "quarantine", { from: at("1962-12-06") });

  test("is in force by default, and lifted only on a verdict that allows it", () => {
    const assess = judgeOf(TEXTS, [ABSENT, lift]);
    expect(assess("1962-10-23").measures[0]).toMatchObject({ status: "not yet in force" });
    expect(assess("1962-12-05").measures[0]).toMatchObject({ status: "in force" });
    expect(assess("1962-12-07").measures[0]).toMatchObject({ status: "lifted" });
    expect(assess("1962-12-07").refusedDecisions).toEqual([]);
  });

  test("stays in force through a decision that the verdict does not allow", () => {
    const assessment = judgeOf(TEXTS, [PRESENT, lift])("1962-12-07");
    expect(assessment.measures[0]).toMatchObject({ status: "in force" });
    expect(assessment.refusedDecisions).toMatchObject([
      { id: "D-1", act: "lift", why: expect.stringContaining("not verified") },
    ]);
  });

  test("is judged by what was known when it was decided, not by what came to light later", () => {
    const late = judgeOf(TEXTS, [lift, ABSENT]);
    expect(late("1962-12-07").measures[0]).toMatchObject({ status: "in force" });
  });

  test("returns by itself when its relaxation ends", () => {
    const relax = decided("D-2", "quarantine", {
      act: "relax",
      from: at("1962-10-30"),
      until: at("1962-11-01"),
      inReturnFor: "the visit",
    });
    const assess = judgeOf(TEXTS, [relax]);
    expect(assess("1962-10-30").measures[0]).toMatchObject({
      status: "relaxed",
      next: { at: at("1962-11-01"), to: "in force" },
    });
    expect(assess("1962-11-01").measures[0]).toMatchObject({ status: "in force" });
  });

  test("that goes on stays relaxed in the part that is relaxed, and says which and why", () => {
    const parts = [
      { id: id("hailing"), title: "hailing" },
      { id: id("search"), title: "search" },
    ];
    const texts = TEXTS.map((text) =>
      text.kind !== "agreement"
        ? text
        : {
            ...text,
            declarations: text.declarations.map((one) =>
              one.kind === "measure" ? { ...one, parts } : one,
            ),
          },
    );
    const relax = decided("D-2", "quarantine", {
      act: "relax",
      from: at("1962-11-01"),
      until: at("1962-11-05"),
      part: id("search"),
      inReturnFor: "a gesture",
    });
    const goOn = decided("D-3", "quarantine", { act: "continue", from: at("1962-11-03") });
    const [now] = judgeOf(texts, [relax, goOn])("1962-11-04").measures;
    expect(now?.status).toBe("relaxed");
    expect(now?.reason).toContain(
      "in part (search), until it is in force again by itself on 4 Nov 1962, 19:00. Hailing stays in force.",
    );
    expect(now?.reason).toContain("Its ground: a gesture.");
  });

  test("is not relaxed for longer than it may be, nor for nothing", () => {
    const relax = (fields: Partial<Decision>) =>
      judgeOf(TEXTS, [
        decided("D-2", "quarantine", { act: "relax", from: at("1962-10-30"), ...fields }),
      ])("1962-10-31").refusedDecisions.map(({ why }) => why);
    expect(relax({ until: at("1962-11-30"), inReturnFor: "x" })[0]).toContain("at most 5 days");
    expect(relax({ until: at("1962-11-01") })[0]).toContain("only in return for");
    expect(relax({ inReturnFor: "x" })[0]).toContain("until when");
  });
});

describe("an assurance", () => {
  test("takes effect by its tender, lapses by itself and is in effect again by itself", () => {
    const entries = [
      ABSENT,
      decided("D-3", "no-invasion", { act: "tender", from: at("1962-12-06") }),
      observed("O-5", presence("bombers", "sagua", "absent"), { from: "1962-12-25" }),
    ];
    const assess = judgeOf(TEXTS, entries);
    const status = (asOf: string) => assess(asOf).assurances[0]!.status;
    expect(status("1962-12-01")).toBe("withheld");
    expect(status("1962-12-05T12:00Z")).toBe("may be tendered");
    expect(status("1962-12-07")).toBe("in effect");
    expect(status("1962-12-21")).toBe("lapsed");
    expect(status("1962-12-26")).toBe("in effect");
  });

  test("cannot be tendered before its condition is verified", () => {
    const assessment = judgeOf(TEXTS, [
      decided("D-3", "no-invasion", { act: "tender", from: at("1962-11-06") }),
      ABSENT,
    ])("1962-12-07");
    expect(assessment.assurances[0]).toMatchObject({ status: "may be tendered" });
    expect(assessment.refusedDecisions).toHaveLength(1);
  });
});

describe("an option", () => {
  test("opens when what would open it stands, and is only shown", () => {
    const assess = judgeOf(TEXTS, [STILL]);
    expect(assess("1962-11-03").options[0]).toMatchObject({ status: "closed" });
    expect(assess("1962-12-22").options[0]).toMatchObject({ status: "open" });
  });

  test("without a condition is open from when the text that adds it is in force", () => {
    const declaration = option("fall-back");
    const leave = amendment("leave", "us", [{ op: "add", declaration, at: SOMEWHERE }]);
    const entries = [adopts("A-1", leave.file, "1962-11-07")];
    const assess = judgeOf([...TEXTS, leave], entries);
    const status = (asOf: string) =>
      assess(asOf).options.find((one) => one.id === declaration.id)?.status;
    expect(status("1962-11-06")).toBeUndefined();
    expect(status("1962-11-08")).toBe("open");
  });
});

describe("a decision", () => {
  test("on what only another reading has is named without effect nowhere but there", () => {
    const own = { ...reading([], [measure("embargo", { until: GONE })]), id: id("other") };
    const lift = decided("D-9", "embargo", { from: at("1962-11-02") });
    const judge = openJudge({ texts: [...TEXTS, own], entries: [PRESENT, lift] });
    const refused = (under: string) =>
      judge
        .assess({
          asOf: at("1962-11-03"),
          knownAt: position(2),
          reading: id(under),
          under: null,
        })
        .refusedDecisions.map(({ of }) => of);
    expect(refused("us")).toEqual([]);
    expect(refused("other")).toEqual(["embargo"]);
  });
});

describe("a change on the record", () => {
  const raised = amendment("raise", "us", [
    { op: "raise", requirement: requires("removal", allOf(GONE, counts())), at: SOMEWHERE },
  ]);
  function counts() {
    const predicate = {
      kind: "count",
      item: id("missiles"),
      stage: "counted-aboard",
      amount: 8,
      ...WHEREVER,
    } as const;
    return { ...GONE, predicate };
  }

  test("judges by the texts in force, and on request by those of an earlier adoption", () => {
    const texts = [...TEXTS, raised];
    const entries = [ABSENT, adopts("A-1", raised.file, "1962-12-07")];
    const judge = openJudge({ texts, entries });
    const value = (asOf: string, under: string | null, knownAt = 2) =>
      judge.assess({
        asOf: at(asOf),
        knownAt: position(knownAt),
        reading: id("us"),
        under: under === null ? null : id(under),
      }).undertakings[0]!.value;
    expect(value("1962-12-06", null)).toBe("verified");
    expect(value("1962-12-08", null)).toBe("unverified");
    expect(value("1962-12-08", null, 1)).toBe("verified");
    expect(value("1962-12-06", "raise")).toBe("unverified");
    expect(value("1962-12-08", "us")).toBe("verified");
  });
});

describe("a question", () => {
  test("is answered in words, with its matter", () => {
    const texts = [agreement([question("assembly", isAt("bombers", "sagua", "present", SOLE))])];
    const finding = (entries: readonly Entry[]) =>
      judgeOf(texts, entries)("1962-11-05").questions[0]!.finding;
    expect(finding([PRESENT])).toBe("assembly is so");
    expect(finding([])).toBe("nothing reported on assembly");
    expect(finding([{ ...PRESENT, method: "hearsay" }])).toBe("good evidence of assembly");
  });
});

describe("an answer for an audience", () => {
  const secret = (name: string, fields = {}) =>
    observed(name, presence("bombers", "sagua", "absent"), {
      from: "1962-12-05",
      labels: ["secret"],
      ...fields,
    });
  const shown = (entries: readonly Entry[], audience: readonly string[] | null) =>
    openJudge({ texts: TEXTS, entries }).assess({
      asOf: at("1962-12-07"),
      knownAt: position(entries.length),
      reading: id("us"),
      under: null,
      audience,
    });

  test("rests on what may be shown to it, and says that it is partial", () => {
    const entries = [secret("O-1")];
    expect(shown(entries, null)).toMatchObject({ partial: false });
    expect(shown(entries, null).undertakings[0]).toMatchObject({ value: "verified" });
    expect(shown(entries, [])).toMatchObject({ partial: true });
    expect(shown(entries, []).undertakings[0]).toMatchObject({ value: "unverified" });
    expect(shown(entries, ["secret"]).undertakings[0]).toMatchObject({ value: "verified" });
  });

  test("hears what was drawn, for showing, from a report that may not be shown", () => {
    const entries = [secret("O-1"), secret("O-2", { labels: [], lineage: ["O-1"] })];
    expect(shown(entries, []).undertakings[0]).toMatchObject({ value: "verified" });
  });

  test("does not take two tellings of one hidden source for two sources", () => {
    const texts = [
      agreement([removal]),
      reading([requires("removal", isAt("bombers", "sagua", "absent"))]),
    ];
    const telling = (name: string, lineage: readonly string[]) =>
      secret(name, { labels: [], lineage, grade: "B2" });
    const value = (entries: readonly Entry[]) =>
      openJudge({ texts, entries }).assess({
        asOf: at("1962-12-07"),
        knownAt: position(entries.length),
        reading: id("us"),
        under: null,
        audience: [],
      }).undertakings[0]!.value;
    expect(value([telling("O-2", []), telling("O-3", [])])).toBe("verified");
    expect(value([secret("O-1"), telling("O-2", ["O-1"]), telling("O-3", ["O-1"])])).toBe(
      "unverified",
    );
  });

  test("leaves decisions as they were taken, on all the evidence", () => {
    const lift = decided("D-1", "quarantine", { from: at("1962-12-06") });
    expect(shown([secret("O-1"), lift], []).measures[0]).toMatchObject({ status: "lifted" });
  });
});

describe("the reasons of a verdict", () => {
  test("go down to the observations, with what became of each", () => {
    const judge = openJudge({ texts: TEXTS, entries: [PRESENT, ABSENT] });
    const inquiry = {
      asOf: at("1962-12-06"),
      knownAt: position(2),
      reading: id("us"),
      under: null,
    };
    const tree = judge.explain("no-invasion", inquiry);
    expect(tree).toMatchObject({ node: "no-invasion", kind: "clause", value: "verified" });
    const leaf = judge.explain("no-invasion/1/1", inquiry);
    expect(leaf?.atom?.reports.map(({ id: of, fate }) => [of, fate])).toEqual([
      ["O-1", "overtaken"],
      ["O-2", "speaks"],
    ]);
    expect(judge.explain("no-such-clause", inquiry)).toBeNull();
    expect(judge.explain("removal/9/9", inquiry)).toBeNull();
  });
});

test("a case without an agreement cannot be judged, and says what is missing", () => {
  expect(() => openJudge({ texts: [], entries: [] })).toThrow(NoAgreementError);
});
