import { describe, expect, test } from "vitest";
import {
  adopts,
  agreement,
  amendment,
  at,
  atom,
  day,
  decided,
  isAt,
  measure,
  minute,
  observed,
  option,
  presence,
  reading,
  requires,
  SOMEWHERE,
  said,
  undertaking,
  verified,
} from "../../testing/specimen.ts";
import type { Condition, Declaration, Entry } from "../agreement/index.ts";
import { id, position } from "../evidence/index.ts";
import { duration } from "../time/index.ts";
import { openJudge } from "./judge.ts";

const FRESH = { soleMethods: ["aerial-photography"], freshness: duration(14, "day") };
const GONE = isAt("bombers", "sagua", "absent", FRESH);
const ABSENT = observed("O-1", presence("bombers", "sagua", "absent"), { from: "1962-11-01" });

/** What happens next to a clause, and why. */
function next(
  declarations: readonly Declaration[],
  entries: readonly Entry[],
  asOf: string,
  { clause = declarations[0]!.id, amendments = [] as readonly ReturnType<typeof amendment>[] } = {},
) {
  const texts = [agreement(declarations), reading([requires("removal", GONE)]), ...amendments];
  const assessed = openJudge({ texts, entries }).assess({
    asOf: at(asOf),
    knownAt: position(entries.length),
    reading: id("us"),
    under: null,
  });
  const all = [...assessed.undertakings, ...assessed.measures, ...assessed.options];
  const found = all.find((one) => one.id === clause)?.next ?? null;
  return found === null ? null : { to: found.to, because: found.because };
}

const removal = (fields = {}) => undertaking("removal", fields);
const standing = (clause: string, state: "overdue" | "verified", span: number | null = null) =>
  ({
    kind: "clause",
    clause: id(clause),
    state,
    for: span === null ? null : { count: span, unit: "day" },
  }) as Condition;

describe("what happens next", () => {
  const relaxable = measure("quarantine", {
    until: verified("removal"),
    mayExtend: true,
    relaxation: { atMost: { count: 5, unit: "day" }, inReturnFor: "a visit", inPart: false },
  });
  const for3Days = { from: at("1962-11-02"), until: at("1962-11-05") };

  test("is the end of a relaxation, and no text and no decision", () => {
    const relax = decided("D-1", "quarantine", {
      act: "relax",
      inReturnFor: "a visit",
      ...for3Days,
    });
    expect(next([relaxable, removal()], [relax], "1962-11-03")).toEqual({
      to: "in force",
      because: "the relaxation decided by D-1 ends",
    });
  });

  test("is the end of an extension", () => {
    const extend = decided("D-1", "quarantine", { act: "extend", ...for3Days });
    expect(next([relaxable, removal()], [extend], "1962-11-03")?.because).toBe(
      "the extension decided by D-1 ends",
    );
  });

  test("is the end of a suspension", () => {
    const may = [
      { act: "suspend", of: null, withApprovalOf: null, from: null, when: null },
    ] as const;
    const authority = { ...relaxable, kind: "authority", id: id("US"), may } as never;
    const declared = removal();
    const suspend = decided("D-1", "removal", { act: "suspend", ...for3Days });
    expect(next([declared, authority], [suspend], "1962-11-03")).toEqual({
      to: "due",
      because: "the suspension decided by D-1 ends",
    });
  });

  test("is a decision that takes effect later than it was taken", () => {
    const suspend = decided("D-1", "quarantine", {
      act: "relax",
      inReturnFor: "a visit",
      known: at("1962-11-01"),
      ...for3Days,
    });
    expect(next([relaxable, removal()], [suspend], "1962-11-01T12:00Z")).toEqual({
      to: "relaxed",
      because: "the decision D-1 to relax it takes effect",
    });
  });

  test("is a text that was adopted and comes into force later", () => {
    const added = amendment("later", "us", [
      {
        op: "raise",
        requirement: requires("removal", isAt("bombers", "remedios", "absent")),
        at: SOMEWHERE,
      },
    ]);
    const adopted = { ...adopts("A-1", added.file, "1962-11-05"), known: at("1962-11-01") };
    expect(
      next([removal()], [ABSENT, adopted as Entry], "1962-11-03", { amendments: [added] }),
    ).toMatchObject({ because: "later comes into force (A-1)" });
  });

  test("is a date that runs out", () => {
    const declared = removal({ deadline: minute("1962-12-20") });
    expect(next([declared], [], "1962-11-03")).toEqual({
      to: "overdue",
      because: "its time runs out",
    });
  });

  test("is the running out of another clause's time, which is named", () => {
    const declared = removal({ deadline: minute("1962-12-20") });
    const action = option("action", { opensWhen: standing("removal", "overdue") });
    expect(next([action, declared], [], "1962-11-03")).toEqual({
      to: "open",
      because: "the time of removal runs out",
    });
  });

  test("is the day from which something is owed, or in force", () => {
    const declared = removal({ from: at("1962-12-01") });
    expect(next([declared], [], "1962-11-03")).toEqual({ to: "due", because: "its time begins" });
    const later = measure("quarantine", { from: at("1962-12-01") });
    expect(next([later], [], "1962-11-03")).toEqual({ to: "in force", because: "it begins" });
  });

  test("is what was seen going stale, also under a clause that waits on it", () => {
    const because = "what was seen goes stale: bombers: absent from sagua";
    const seen = [ABSENT];
    expect(next([relaxable, removal()], seen, "1962-11-03", { clause: id("removal") })).toEqual({
      to: "unverified, no decisive evidence",
      because,
    });
    expect(next([relaxable, removal()], seen, "1962-11-03")?.because).toBe(because);
  });

  test("is the day on which something has been verified for long enough", () => {
    const relieved = measure("quarantine", { until: standing("removal", "verified", 5) });
    expect(next([relieved, removal()], [ABSENT], "1962-11-03")?.because).toBe(
      "removal has been verified for 5 days",
    );
  });

  test("is a term that runs out: to lift, to end, to go on, to come back", () => {
    const lifting = measure("quarantine", {
      from: at("1962-10-24"),
      until: verified("removal"),
      liftWithin: { count: 2, unit: "day" },
    });
    const expires = day("1962-12-01");
    expect(next([lifting, removal()], [ABSENT], "1962-11-01T12:00Z")).toEqual({
      to: "lifting overdue",
      because: "its time to be lifted runs out",
    });
    expect(next([measure("quarantine", { expires })], [], "1962-11-03")).toEqual({
      to: "ended",
      because: "its time runs out",
    });
    const renewal = { span: { count: 1, unit: "month" } as const, unless: null };
    expect(next([measure("quarantine", { expires, renewal })], [], "1962-11-03")).toEqual({
      to: "extended",
      because: "its term runs out, and nothing keeps it from going on",
    });
    const refused = { kind: "statement", by: id("US"), stance: "refuses", on: id("quarantine") };
    const notice = atom({ ...refused, instrument: null, term: null } as never, {
      soleMethods: ["statement"],
    });
    const snapping = measure("quarantine", {
      until: verified("removal"),
      snapBack: {
        kind: "notice",
        after: { count: 10, unit: "day" },
        notice,
        unlessContinuedBy: null,
      },
    });
    const noticed = observed("O-2", said("US", { stance: "refuses", on: id("quarantine") }), {
      from: "1962-11-04",
      method: "statement",
      body: "US",
    });
    const lift = decided("D-1", "quarantine", { from: at("1962-11-02") });
    expect(next([snapping, removal()], [ABSENT, lift, noticed], "1962-11-06")).toEqual({
      to: "reimposed",
      because: "10 days have passed since a notice, and nobody decided to continue",
    });
  });
});
