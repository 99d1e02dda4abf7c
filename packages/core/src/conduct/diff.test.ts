import { describe, expect, test } from "vitest";
import {
  adopts,
  agreement,
  amendment,
  assurance,
  at,
  atom,
  counted,
  countOf,
  decided,
  isAt,
  measure,
  minute,
  named,
  observed,
  presence,
  question,
  reading,
  requires,
  SOMEWHERE,
  said,
  term,
  undertaking,
  verified,
} from "../../testing/specimen.ts";
import {
  type Condition,
  type Declaration,
  EACH,
  type Entry,
  type Text,
} from "../agreement/index.ts";
import { entryId, id, position } from "../evidence/index.ts";
import { duration } from "../time/index.ts";
import { openJudge } from "./judge.ts";

const SOLE = { soleMethods: ["aerial-photography"] };
const FRESH = { ...SOLE, freshness: duration(14, "day") };
const GONE = isAt("bombers", "sagua", "absent", FRESH);
const ABSENT = observed("O-1", presence("bombers", "sagua", "absent"), { from: "1962-11-01" });

interface Moment {
  readonly asOf: string;
  readonly knownAt?: number;
}

/** What changed between two moments; at each all is known, unless it says how much. */
function between(
  declarations: readonly Declaration[],
  entries: readonly Entry[],
  moments: readonly [Moment, Moment],
  {
    condition = GONE as Condition,
    texts = [] as readonly Text[],
    audience = null as readonly string[] | null,
  } = {},
) {
  const all = [agreement(declarations), reading([requires("removal", condition)]), ...texts];
  const [before, after] = moments.map(({ asOf, knownAt = entries.length }) => ({
    asOf: at(asOf),
    knownAt: position(knownAt),
    reading: id("us"),
    under: null,
    audience,
  }));
  return openJudge({ texts: all, entries }).diff(before!, after!);
}

const removal = (fields = {}) => undertaking("removal", fields);
const taken = (of: string, fields = {}) =>
  ({
    kind: "withdrawal",
    id: entryId("W-1"),
    known: at("1962-11-10"),
    of: entryId(of),
    reason: "specimen",
    ...fields,
  }) as Entry;

describe("how a clause stands", () => {
  const relaxable = measure("quarantine", {
    until: verified("removal"),
    relaxation: { atMost: { count: 5, unit: "day" }, inReturnFor: "a visit", inPart: false },
  });

  test("changes because of a report that became known", () => {
    const moments = [
      { asOf: "1962-11-03", knownAt: 0 },
      { asOf: "1962-11-03", knownAt: 1 },
    ] as const;
    const { clauses } = between([removal()], [ABSENT], moments);
    expect(clauses).toHaveLength(1);
    expect(clauses[0]).toMatchObject({
      id: "removal",
      before: { value: "unverified", status: "due" },
      after: { value: "verified", status: "performed" },
      because: [{ entry: "O-1", how: "became known" }],
    });
  });

  test("changes because of a report that went stale, and not of time alone", () => {
    const moments = [{ asOf: "1962-11-03" }, { asOf: "1962-11-20" }] as const;
    expect(between([removal()], [ABSENT], moments).clauses[0]?.because).toEqual([
      { entry: "O-1", how: "went stale" },
    ]);
  });

  test("changes because of the entry that took a report back, or replaced it", () => {
    const moments = [
      { asOf: "1962-11-12", knownAt: 1 },
      { asOf: "1962-11-12", knownAt: 2 },
    ] as const;
    expect(between([removal()], [ABSENT, taken("O-1")], moments).clauses[0]?.because).toEqual([
      { entry: "W-1", how: "took back O-1" },
    ]);
    const replaced = taken("O-1", { kind: "supersession", id: "S-1", by: "O-9" });
    expect(between([removal()], [ABSENT, replaced], moments).clauses[0]?.because).toEqual([
      { entry: "S-1", how: "replaced O-1" },
    ]);
  });

  test("changes because of the report by which one more site was found", () => {
    const everywhere = {
      kind: "every",
      domain: { kind: "places", placeKind: "launch site", declaredOnly: false },
      body: isAt("bombers", EACH, "absent", SOLE),
      coverage: isAt("base", "island", "absent", SOLE),
    } as Condition;
    const places = ["sagua", "remedios", "island"];
    const looked = places.map((place, i) =>
      observed(`O-${i + 1}`, presence(place === "island" ? "base" : "bombers", place, "absent"), {
        from: "1962-11-01",
      }),
    );
    const found = observed(
      "O-4",
      { ...presence("missiles", "calabazar", "present"), placeKind: "launch site" },
      { from: "1962-11-02" },
    );
    const moments = [
      { asOf: "1962-11-04", knownAt: 3 },
      { asOf: "1962-11-04", knownAt: 4 },
    ] as const;
    const told = between([question("empty", everywhere)], [...looked, found], moments).clauses;
    expect(told[0]).toMatchObject({
      before: { value: "verified" },
      after: { value: "unverified" },
      because: [{ entry: "O-4", how: "became known" }],
    });
  });

  test("changes because a decision took effect, or what it was decided for ended", () => {
    const relax = decided("D-1", "quarantine", {
      act: "relax",
      inReturnFor: "a visit",
      from: at("1962-11-02"),
      until: at("1962-11-05"),
    });
    const because = (one: string, other: string) =>
      between([relaxable, removal()], [relax], [{ asOf: one }, { asOf: other }]).clauses.map(
        (clause) => [clause.id, clause.because],
      );
    expect(because("1962-11-01", "1962-11-03")).toEqual([
      ["quarantine", [{ entry: "D-1", how: "took effect" }]],
    ]);
    expect(because("1962-11-03", "1962-11-06")).toEqual([
      ["quarantine", [{ entry: "D-1", how: "ended" }]],
    ]);
  });

  test("changes because its time ran out, whatever was reported meanwhile", () => {
    const declared = removal({ deadline: minute("1962-11-05") });
    const other = observed("O-2", presence("bombers", "sagua", "absent"), {
      from: "1962-11-04",
      method: "hearsay",
      grade: "F6",
    });
    const moments = [{ asOf: "1962-11-03" }, { asOf: "1962-11-06" }] as const;
    const { clauses } = between([declared], [], moments);
    expect(clauses[0]).toMatchObject({
      after: { status: "overdue" },
      because: [{ entry: null, how: "its time runs out" }],
    });
    const bearing = between(
      [declared],
      [ABSENT, other],
      [{ asOf: "1962-10-30" }, { asOf: "1962-11-06" }],
    );
    expect(bearing.clauses[0]?.because).toEqual([{ entry: "O-1", how: "was seen" }]);
  });

  test("changes because of a text, and not of the reports that count otherwise under it", () => {
    const raised = amendment("raise", "us", [
      {
        op: "raise",
        requirement: requires("removal", isAt("bombers", "remedios", "absent")),
        at: SOMEWHERE,
      },
    ]);
    const entries = [ABSENT, adopts("A-1", raised.file, "1962-11-04")];
    const moments = [{ asOf: "1962-11-03" }, { asOf: "1962-11-05" }] as const;
    const told = between([removal()], entries, moments, { texts: [raised] });
    expect(told.clauses[0]?.because).toEqual([{ entry: "A-1", how: "brought raise into force" }]);
    expect(told.texts).toMatchObject([
      { text: { id: "raise" }, change: "came into force", because: [{ entry: "A-1" }] },
    ]);
  });

  test("names nothing between a moment and itself", () => {
    const moments = [{ asOf: "1962-11-03" }, { asOf: "1962-11-03" }] as const;
    expect(between([removal()], [ABSENT], moments)).toEqual({
      clauses: [],
      counts: [],
      texts: [],
      decisions: [],
      statements: [],
      accesses: [],
    });
  });
});

describe("a counting", () => {
  const all = atom(countOf({ item: id("missiles"), stage: "counted-aboard", amount: "declared" }), {
    soleMethods: ["aerial-photography"],
  });
  const declared = observed("O-1", said("USSR", { claim: counted(42, { stage: "declared" }) }), {
    from: "1962-11-01",
    method: "statement",
    body: "USSR",
  });
  const seen = (name: string, low: number, vessel: string, from: string) =>
    observed(name, counted(low, { vessel }), { from });

  test("comes out otherwise by the counts that were added, also where no value changed", () => {
    const entries = [
      declared,
      seen("O-2", 38, "Divnogorsk", "1962-11-07"),
      seen("O-3", 4, "Kursk", "1962-11-09"),
    ];
    const moments = [{ asOf: "1962-11-08" }, { asOf: "1962-11-12" }] as const;
    const { counts, clauses } = between([removal()], entries, moments, { condition: all });
    expect(clauses).toEqual([]);
    expect(counts).toMatchObject([
      {
        title: "missiles, counted aboard departing ships",
        before: { counted: { low: 38 }, toGo: 4 },
        after: { counted: { low: 42 }, toGo: 0 },
        clauses: ["removal"],
        because: [{ entry: "O-3", how: "was seen" }],
      },
    ]);
  });

  test("comes out otherwise by the withdrawal of a count", () => {
    const entries = [declared, seen("O-2", 38, "Divnogorsk", "1962-11-07"), taken("O-2")];
    const moments = [
      { asOf: "1962-11-12", knownAt: 2 },
      { asOf: "1962-11-12", knownAt: 3 },
    ] as const;
    expect(between([removal()], entries, moments, { condition: all }).counts).toMatchObject([
      { after: { counted: null }, because: [{ entry: "W-1", how: "took back O-2" }] },
    ]);
  });

  test("is told once where two clauses ask it", () => {
    const entries = [declared, seen("O-2", 38, "Divnogorsk", "1962-11-07")];
    const moments = [{ asOf: "1962-11-06" }, { asOf: "1962-11-12" }] as const;
    const declarations = [removal(), question("missiles-out", all)];
    const { counts } = between(declarations, entries, moments, { condition: all });
    expect(counts.map(({ clauses }) => clauses)).toEqual([["removal", "missiles-out"]]);
  });
});

describe("a decision", () => {
  test("is told with what became of it: without effect, to take effect, in effect, taken back", () => {
    const lift = decided("D-1", "quarantine", { from: at("1962-11-06"), known: at("1962-11-02") });
    const quarantine = measure("quarantine", { until: verified("removal") });
    const told = (entries: readonly Entry[], one: Moment, other: Moment) =>
      between([quarantine, removal()], entries, [one, other]).decisions.map(
        ({ before, after, because }) => ({ before, after, because }),
      );
    const refused =
      "no effect: the condition that lifts it was not verified at the decision and when it was to take effect";
    expect(
      told([lift], { asOf: "1962-11-03", knownAt: 0 }, { asOf: "1962-11-03", knownAt: 1 }),
    ).toEqual([{ before: null, after: refused, because: [{ entry: "D-1", how: refused }] }]);
    const allowed = [ABSENT, lift];
    expect(told(allowed, { asOf: "1962-11-03" }, { asOf: "1962-11-07" })).toMatchObject([
      { before: "to take effect", after: "in effect" },
    ]);
    expect(
      told(
        [...allowed, taken("D-1")],
        { asOf: "1962-11-12", knownAt: 2 },
        { asOf: "1962-11-12", knownAt: 3 },
      ),
    ).toEqual([
      { before: "in effect", after: null, because: [{ entry: "W-1", how: "took back D-1" }] },
    ]);
  });
});

describe("what was said, and who was let in", () => {
  const refusal = observed("O-1", said("Cuba", { stance: "refuses", on: id("removal") }), {
    from: "1962-11-02",
    method: "statement",
    body: "Cuba",
    labels: ["secret"],
  });
  const denied = observed(
    "O-2",
    { kind: "access", place: id("sagua"), activity: "visit", state: "denied", safety: null },
    { from: "1962-11-03" },
  );

  test("are told as they become known and are so", () => {
    const moments = [{ asOf: "1962-11-01" }, { asOf: "1962-11-04" }] as const;
    const { statements, accesses } = between([removal()], [refusal, denied], moments);
    expect(statements).toMatchObject([{ id: "O-1", change: "new", report: { stance: "refuses" } }]);
    expect(accesses).toMatchObject([{ id: "O-2", change: "new", report: { state: "denied" } }]);
  });

  test("are told as taken back, with the entry that did it", () => {
    const moments = [
      { asOf: "1962-11-12", knownAt: 2 },
      { asOf: "1962-11-12", knownAt: 3 },
    ] as const;
    const { accesses } = between([removal()], [refusal, denied, taken("O-2")], moments);
    expect(accesses).toMatchObject([
      { id: "O-2", change: "taken back", because: [{ entry: "W-1", how: "took back O-2" }] },
    ]);
  });

  test("are told to nobody who may not see them", () => {
    const moments = [{ asOf: "1962-11-01" }, { asOf: "1962-11-04" }] as const;
    const told = (audience: readonly string[]) =>
      between([removal()], [refusal, denied], moments, { audience }).statements.length;
    expect(told([])).toBe(0);
    expect(told(["secret"])).toBe(1);
  });

  test("a decision that holds an open term shown is the cause of what waits on it", () => {
    const provocation: Declaration = { ...term("provocation", []), open: true } as Declaration;
    const may = [{ act: "hold" as const, of: null, withApprovalOf: null, from: null, when: null }];
    const council: Declaration = { ...named("Council"), kind: "authority", may };
    const exception = atom({ kind: "open-term", term: id("provocation") });
    const peace = assurance("peace", { while: { kind: "unless", condition: GONE, exception } });
    const held = decided("D-1", "provocation", {
      act: "hold-shown",
      by: id("Council"),
      from: at("1962-11-05"),
    });
    const { clauses } = between(
      [removal(), peace, provocation, council],
      [ABSENT, held],
      [{ asOf: "1962-11-04" }, { asOf: "1962-11-06" }],
    );
    const because = clauses.find((one) => one.id === "peace")?.because;
    expect(because).toEqual([{ entry: "D-1", how: "took effect" }]);
  });
});
