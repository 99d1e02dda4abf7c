import { describe, expect, test } from "vitest";
import { referenceOf } from "../../testing/reference/evaluator.ts";
import {
  adopts,
  agreement,
  allOf,
  amendment,
  at,
  atom,
  counted,
  countOf,
  day,
  decided,
  isAt,
  measure,
  observed,
  presence,
  question,
  requires,
  SOMEWHERE,
  said as spoken,
  undertaking,
  verified,
} from "../../testing/specimen.ts";
import type { Amendment, Decision, Entry, Text } from "../agreement/index.ts";
import { entryId, id, position } from "../evidence/index.ts";
import { duration } from "../time/index.ts";
import { openVerdicts } from "./verdicts.ts";

/** What the judge says, and that the reference says the same. */
function said(texts: readonly Text[], entries: readonly Entry[], asOf: string) {
  const question = { asOf: at(asOf), reading: null, under: null };
  const judged = openVerdicts({ texts, entries }).assess({
    ...question,
    knownAt: position(entries.length),
  });
  const reference = referenceOf(texts, entries)({ ...question, knownAt: entries.length });
  for (const { id: name, value, status } of [...judged.undertakings, ...judged.questions]) {
    const other = reference.verdicts.find((one) => one.id === name);
    expect({ value, status }).toEqual({ value: other?.value, status: other?.status });
  }
  expect(judged.refusedDecisions.map((one) => one.id)).toEqual(reference.refused);
  return judged;
}

function lifting(by: string): Decision {
  return {
    kind: "decision",
    id: entryId("D-1"),
    known: at("1962-11-05"),
    act: "lift",
    of: id("quarantine"),
    by: id(by),
    approvedBy: null,
    from: at("1962-11-05"),
    until: null,
    inReturnFor: null,
    part: null,
    movesDate: null,
    method: null,
    reason: "specimen",
    source: { cite: "specimen", body: null, lineage: [] },
  };
}

describe("what the reference settled", () => {
  test("a count of a time before a duty began contradicts nothing of it", () => {
    const few = countOf({ item: id("missiles"), stage: "in-place", amount: 5 });
    const texts = [
      agreement(
        [undertaking("calm", { form: "keep", from: at("1962-11-10") })],
        [requires("calm", { kind: "not", of: atom(few) })],
      ),
    ];
    const many = observed("O-1", counted(9, { stage: "in-place" }));
    const [calm] = said(texts, [many], "1962-11-12").undertakings;
    expect(calm).toMatchObject({ value: "unverified", status: "kept" });
  });

  test("a check of a time before a duty began is not contradicted by what was seen then", () => {
    const checked = isAt("missiles", "sagua", "absent", { check: true, open: 2 });
    const kept = isAt("bombers", "sagua", "absent", { open: 2 });
    const texts = [
      agreement(
        [undertaking("calm", { form: "keep", from: at("1962-11-10") })],
        [requires("calm", allOf(checked, kept))],
      ),
    ];
    const entries = [
      observed("O-1", presence("missiles", "sagua", "absent")),
      observed("O-2", presence("bombers", "sagua", "absent")),
      observed("O-3", presence("missiles", "sagua", "present"), { grade: "B2" }),
    ];
    const [calm] = said(texts, entries, "1962-11-12").undertakings;
    expect(calm).toMatchObject({ value: "verified", status: "kept" });
  });

  test("a decision that was refused stays named when it is withdrawn", () => {
    const texts = [
      agreement(
        [undertaking("removal"), measure("quarantine", { until: verified("removal") })],
        [requires("removal", isAt("missiles", "sagua", "absent"))],
      ),
    ];
    const withdrawal: Entry = {
      kind: "withdrawal",
      id: entryId("W-1"),
      known: at("1962-11-06"),
      of: entryId("D-1"),
      reason: "specimen",
    };
    const judged = said(texts, [lifting("USSR"), withdrawal], "1962-11-08");
    expect(judged.refusedDecisions).toMatchObject([{ id: "D-1", act: "lift" }]);
  });

  test("a lifting that reaches back asks what was verified when it was decided, too", () => {
    const gone = isAt("missiles", "sagua", "absent", { soleMethods: ["aerial-photography"] });
    const texts = [
      agreement(
        [undertaking("removal"), measure("quarantine", { until: verified("removal") })],
        [requires("removal", gone)],
      ),
    ];
    const entries = [
      observed("O-1", presence("missiles", "sagua", "absent")),
      observed("O-2", presence("missiles", "sagua", "present"), { from: "1962-11-04" }),
      { ...lifting("US"), from: at("1962-11-02") },
    ];
    const judged = said(texts, entries, "1962-11-08");
    expect(judged.refusedDecisions).toMatchObject([{ id: "D-1" }]);
    expect(judged.measures).toMatchObject([{ status: "in force" }]);
  });

  test("what was seen before its end does not make a state that is first seen after it late", () => {
    const criterion = { soleMethods: ["aerial-photography"] };
    const texts = [
      agreement(
        [undertaking("removal", { from: at("1962-10-01"), deadline: day("1962-11-03") })],
        [requires("removal", isAt("missiles", "sagua", "absent", criterion))],
      ),
    ];
    const there = observed("O-1", presence("missiles", "sagua", "present"));
    const gone = observed("O-2", presence("missiles", "sagua", "absent"), { from: "1962-11-08" });
    const still = observed("O-3", presence("missiles", "sagua", "present"), { from: "1962-11-05" });
    const [first] = said(texts, [there, gone], "1962-11-10").undertakings;
    expect(first).toMatchObject({ value: "verified", status: "performed" });
    const [late] = said(texts, [there, still, gone], "1962-11-10").undertakings;
    expect(late).toMatchObject({ value: "verified" });
    expect(late?.status).not.toBe("performed");
  });

  test("what happens after a release undoes nothing of what was performed before it", () => {
    const gone = isAt("missiles", "sagua", "absent", { soleMethods: ["aerial-photography"] });
    const texts = [agreement([undertaking("removal")], [requires("removal", gone)])];
    const entries = [
      observed("O-1", presence("missiles", "sagua", "absent")),
      { ...lifting("US"), act: "release" as const, of: id("removal") },
      observed("O-2", presence("missiles", "sagua", "present"), { from: "1962-11-06" }),
    ];
    const [removal] = said(texts, entries, "1962-11-10").undertakings;
    expect(removal).toMatchObject({ value: "contradicted", status: "performed" });
  });

  test("a breach begins with what shows it, and not with what is retold or has no weight", () => {
    const there = isAt("missiles", "sagua", "present", {
      soleMethods: ["aerial-photography"],
      freshness: duration(1, "day"),
    });
    const gone = isAt("missiles", "sagua", "absent");
    const texts = [
      agreement(
        [undertaking("calm", { form: "keep", exception: there })],
        [requires("calm", gone)],
      ),
    ];
    // While what breaks it also excuses it, it is no breach; that goes stale, and tells nothing new.
    const seen = observed("O-1", presence("missiles", "sagua", "present"));
    const again = { from: "1962-11-05", to: "1962-11-05" };
    const later = presence("missiles", "sagua", "present");
    const retold = observed("O-2", later, { ...again, lineage: ["O-1"] });
    const worthless = observed("O-3", later, { ...again, grade: "F6" });
    const anew = observed("O-4", later, { ...again, grade: "B2", method: "ground-inspection" });
    const status = (entries: readonly Entry[]) =>
      said(texts, entries, "1962-11-10").undertakings[0]?.status;
    expect(status([seen])).toBe("kept");
    expect(status([seen, retold])).toBe("kept");
    expect(status([seen, worthless])).toBe("kept");
    expect(status([seen, anew])).toBe("breached");
  });

  test("a term of days counts from the day of the report that begins it, not from its end", () => {
    const gone = isAt("missiles", "sagua", "absent", { soleMethods: ["aerial-photography"] });
    const delivery = undertaking("delivery", {
      dueWhen: verified("removal"),
      within: { count: 3, unit: "day" },
    });
    const moved = isAt("bombers", "remedios", "absent", { soleMethods: ["aerial-photography"] });
    const texts = [
      agreement(
        [undertaking("removal"), delivery],
        [requires("removal", gone), requires("delivery", moved)],
      ),
    ];
    // All of 1 November on the clocks of the case: the first of the three days is the 2nd.
    const wholeDay = { from: "1962-11-01T05:00Z", to: "1962-11-02T05:00Z" };
    const entries = [observed("O-1", presence("missiles", "sagua", "absent"), wholeDay)];
    const status = (asOf: string) => said(texts, entries, asOf).undertakings[1]?.status;
    expect(status("1962-11-05T04:59Z")).toBe("due");
    expect(status("1962-11-05T05:00Z")).toBe("overdue");
  });

  test("a term of days that a clock begins counts from the day that begins then", () => {
    const delivery = undertaking("delivery", {
      dueWhen: { kind: "clause", clause: id("removal"), state: "overdue", for: null },
      within: { count: 3, unit: "day" },
    });
    const gone = isAt("missiles", "sagua", "absent");
    const moved = isAt("bombers", "remedios", "absent");
    const texts = [
      agreement(
        [
          undertaking("removal", { deadline: { ends: at("1962-11-02T05:00Z"), wholeDay: true } }),
          delivery,
        ],
        [requires("removal", gone), requires("delivery", moved)],
      ),
    ];
    // A report of its last day does not bring it about that it is overdue.
    const there = observed("O-1", presence("missiles", "sagua", "present"), {
      from: "1962-11-01T05:00Z",
      to: "1962-11-02T05:00Z",
    });
    const status = (asOf: string) => said(texts, [there], asOf).undertakings[1]?.status;
    expect(status("1962-11-06T04:59Z")).toBe("due");
    expect(status("1962-11-06T05:00Z")).toBe("overdue");
  });

  test("a lifting before a measure stands has no effect, and is named", () => {
    const gone = isAt("missiles", "sagua", "absent", { soleMethods: ["aerial-photography"] });
    const quarantine = measure("quarantine", {
      from: at("1962-11-10"),
      until: verified("removal"),
    });
    const texts = [agreement([undertaking("removal"), quarantine], [requires("removal", gone)])];
    const entries = [observed("O-1", presence("missiles", "sagua", "absent")), lifting("US")];
    const judged = said(texts, entries, "1962-11-12");
    expect(judged.refusedDecisions).toMatchObject([{ id: "D-1", act: "lift" }]);
    expect(judged.measures).toMatchObject([{ status: "in force" }]);
  });

  test("what a party counts against its own interest convicts it", () => {
    const many = countOf({ item: id("missiles"), stage: "counted-aboard", amount: 5 });
    const texts = [
      agreement(
        [undertaking("calm", { form: "refrain" })],
        [requires("calm", { kind: "not", of: atom(many) })],
      ),
    ];
    const count = (fields: Parameters<typeof observed>[2]) => [observed("O-1", counted(5), fields)];
    const own = count({ observers: [ofNoOffice("USSR")] });
    expect(said(texts, own, "1962-11-12").undertakings).toMatchObject([
      { value: "contradicted", status: "breached" },
    ]);
  });

  test("what its bearer counts outside the time of a duty contradicts nothing either", () => {
    const many = countOf({ item: id("missiles"), stage: "counted-aboard", amount: 5 });
    const texts = [
      agreement(
        [undertaking("calm", { form: "refrain", from: at("1962-11-10") })],
        [requires("calm", { kind: "not", of: atom(many) })],
      ),
    ];
    const own = observed("O-1", counted(5), { observers: [ofNoOffice("USSR")] });
    const [calm] = said(texts, [own], "1962-11-12").undertakings;
    expect(calm).toMatchObject({ value: "unverified", status: "kept" });
  });

  test("a count that may not open takes the place of none that may", () => {
    const some = countOf({ item: id("missiles"), stage: "counted-aboard", amount: 5 });
    const sole = atom(some, { soleMethods: ["aerial-photography"] });
    const texts = [agreement([undertaking("removal")], [requires("removal", sole)])];
    const entries = [
      observed("O-1", counted(5), { from: "1962-11-02" }),
      observed("O-2", counted(5), { from: "1962-11-04", observers: [ofNoOffice("USSR")] }),
    ];
    expect(said(texts, entries, "1962-11-12").undertakings).toMatchObject([{ value: "verified" }]);
  });

  test("an extension that is over ends no relaxation, and no other extension", () => {
    const relaxation = {
      atMost: { count: 9, unit: "day" as const },
      inReturnFor: "",
      inPart: false,
    };
    const quarantine = measure("quarantine", { mayExtend: true, relaxation });
    const texts = [agreement([quarantine])];
    const decide = (name: string, act: Decision["act"], from: string, until: string | null) =>
      decided(name, "quarantine", {
        act,
        from: at(from),
        until: until === null ? null : at(until),
        inReturnFor: act === "relax" ? "a useful step" : null,
      });
    const extended = decide("D-1", "extend", "1962-11-02", "1962-11-04");
    const status = (entries: readonly Entry[]) => said(texts, entries, "1962-11-05").measures;
    const relaxed = decide("D-0", "relax", "1962-11-01", "1962-11-09");
    expect(status([relaxed, extended])).toMatchObject([{ status: "relaxed" }]);
    const forEver = decide("D-0", "extend", "1962-11-01", null);
    expect(status([forEver, extended])).toMatchObject([{ status: "extended" }]);
  });

  test("what has ended by its date is extended no more, and one reimposed before it ends then", () => {
    const gone = isAt("missiles", "sagua", "absent", { soleMethods: ["aerial-photography"] });
    const quarantine = measure("quarantine", {
      until: gone,
      expires: day("1962-11-10"),
      mayExtend: true,
    });
    const texts = [agreement([quarantine])];
    const tooLate = decided("D-1", "quarantine", { act: "extend", from: at("1962-11-12") });
    expect(said(texts, [tooLate], "1962-11-13").measures).toMatchObject([{ status: "ended" }]);
    const entries = [
      observed("O-1", presence("missiles", "sagua", "absent"), { from: "1962-11-02" }),
      decided("D-2", "quarantine", { act: "lift", from: at("1962-11-03") }),
      observed("O-2", presence("missiles", "sagua", "present"), { from: "1962-11-04" }),
      decided("D-3", "quarantine", { act: "reimpose", from: at("1962-11-05") }),
    ];
    const status = (asOf: string) => said(texts, entries, asOf).measures;
    expect(status("1962-11-06")).toMatchObject([{ status: "reimposed" }]);
    expect(status("1962-11-13")).toMatchObject([{ status: "ended" }]);
  });

  test("a text that all parties have adopted stays in force, adopted once more by one of them", () => {
    const delivered = atom({ kind: "statement", by: id("US"), stance: "accepts", on: null });
    const op = { op: "raise" as const, requirement: requires("asked", delivered), at: SOMEWHERE };
    const gone = isAt("missiles", "sagua", "absent", { soleMethods: ["aerial-photography"] });
    const texts = [agreement([question("asked", gone)]), amendment("other", "pact", [op])];
    const adopt = (name: string, by: string, from: string): Entry => ({
      ...(adopts(name, "amendments/other.proviso", from) as Amendment),
      by: id(by),
    });
    const entries = [
      observed("O-1", presence("missiles", "sagua", "absent"), { from: "1962-11-01" }),
      adopt("A-1", "US", "1962-11-02"),
      adopt("A-2", "USSR", "1962-11-03"),
      adopt("A-3", "US", "1962-11-05"),
    ];
    const value = (asOf: string) => said(texts, entries, asOf).questions[0]?.value;
    expect(value("1962-11-02T12:00Z")).toBe("verified");
    expect(value("1962-11-04")).toBe("unverified");
    expect(value("1962-11-06")).toBe("unverified");
  });

  test("a level of another duty is no part of what a duty is to do: without it nothing is breached", () => {
    const levels = [id("begun")];
    const gone = isAt("missiles", "sagua", "absent", { soleMethods: ["aerial-photography"] });
    const texts = [
      agreement(
        [undertaking("removal", { levels }), undertaking("calm", { form: "keep" })],
        [
          { ...requires("removal", gone), level: id("begun") },
          requires("calm", { kind: "level", clause: id("removal"), level: id("begun") }),
        ],
      ),
    ];
    const entries = [
      observed("O-1", presence("missiles", "sagua", "present"), { from: "1962-11-02" }),
    ];
    expect(said(texts, entries, "1962-11-04").undertakings).toMatchObject([
      { id: "removal", value: "unverified" },
      { id: "calm", value: "contradicted", status: "kept" },
    ]);
  });

  test("a refusal that is taken back at its own instant overtakes no grant", () => {
    const entering = { kind: "access" as const, place: id("mariel"), activity: null, safety: null };
    const granted = { ...entering, state: "granted" as const };
    const denied = { ...entering, state: "denied" as const };
    const asked = { ...entering, safety: false, refusableFor: [] };
    const criterion = { soleMethods: ["statement"] };
    const texts = [agreement([undertaking("entry")], [requires("entry", atom(asked, criterion))])];
    const word = (name: string, stance: "grants" | "refuses") =>
      observed(name, spoken("USSR", { stance, claim: stance === "grants" ? granted : denied }), {
        method: "statement",
        valid: { from: at("1962-11-05"), to: at("1962-11-05") },
      });
    const seen = observed("O-1", granted, { method: "statement", from: "1962-11-02" });
    const entries = [seen, word("O-2", "refuses"), word("O-3", "grants")];
    expect(said(texts, entries, "1962-11-06").undertakings).toMatchObject([{ value: "verified" }]);
    const refused = entries.slice(0, 2);
    expect(said(texts, refused, "1962-11-06").undertakings[0]?.value).not.toBe("verified");
  });
});

function ofNoOffice(body: string) {
  return { body: id(body), nationality: id(body), technical: false };
}
