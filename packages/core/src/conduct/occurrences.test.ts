import { describe, expect, test } from "vitest";
import { referenceOf } from "../../testing/reference/evaluator.ts";
import {
  agreement,
  allOf,
  at,
  atom,
  isAt,
  named,
  observed,
  option,
  presence,
  requires,
  undertaking,
} from "../../testing/specimen.ts";
import type { Authority, Condition, Decision, Entry, Undertaking } from "../agreement/index.ts";
import { entryId, id, position, type Report } from "../evidence/index.ts";
import { openVerdicts } from "./verdicts.ts";

const given: Report = {
  kind: "activity",
  activity: "delivery",
  subject: id("missiles"),
  place: null,
  state: "complete",
  by: null,
};
const SOLE = { soleMethods: ["aerial-photography"] };
const DATA: Condition = atom(
  {
    kind: "activity",
    activity: "delivery",
    subject: id("missiles"),
    place: null,
    state: "complete",
    by: [],
  },
  SOLE,
);
const midnight = (date: string) => at(`${date}T05:00Z`);
/** A day on the clocks of the case. */
const on = (name: string, from: string, to: string) =>
  observed(name, given, { from: `${from}T05:00Z`, to: `${to}T05:00Z` });

function duty(every: "day" | "month", first: string, fields: Partial<Undertaking> = {}) {
  const recurrence = {
    every: { count: every === "day" ? 1 : 6, unit: every },
    first: { ends: midnight(first), wholeDay: true },
  } as const;
  return undertaking("data", { from: midnight("1962-10-20"), recurrence, ...fields });
}

const COUNCIL: Authority = {
  ...named("Council"),
  kind: "authority",
  may: [{ act: "suspend", of: null, withApprovalOf: null, from: null, when: null }],
};

/** How a duty stands, and how often it was performed; the reference says the same of its status. */
function told(
  data: Undertaking,
  entries: readonly Entry[],
  asOf: string,
  condition: Condition = DATA,
) {
  const late = option("end", {
    opensWhen: { kind: "clause", clause: id("data"), state: "overdue", for: null },
  });
  const texts = [agreement([data, late, COUNCIL], [requires("data", condition)])];
  const question = { asOf: at(asOf), reading: null, under: null };
  const knownAt = position(entries.length);
  const judged = openVerdicts({ texts, entries }).assess({ ...question, knownAt });
  const reference = referenceOf(texts, entries)({ ...question, knownAt: entries.length });
  const [one] = judged.undertakings;
  expect([one, judged.options[0]].map((some) => some?.status)).toEqual(
    reference.verdicts.map(({ status }) => status),
  );
  const { performed, late: tooLate, overdue, missed } = one!.occurrences!;
  return {
    status: one!.status,
    end: judged.options[0]!.status,
    tally: { performed, late: tooLate, overdue, missed },
  };
}

const NONE = { performed: 0, late: 0, overdue: 0, missed: 0 };

describe("a duty that falls due again and again", () => {
  test("is performed each time by an act of its own, late or not, and missed where there is none", () => {
    // Owed by 15 April and 15 October: an end is the first instant after the day.
    const data = duty("month", "1963-04-16");
    const entries = [
      on("O-1", "1963-04-10", "1963-04-11"),
      on("O-2", "1963-10-20", "1963-10-21"),
      on("O-3", "1964-10-01", "1964-10-02"),
    ];
    const tally = (asOf: string) => told(data, entries, asOf).tally;
    expect(tally("1963-05-01")).toEqual({ ...NONE, performed: 1 });
    expect(tally("1963-10-17")).toEqual({ ...NONE, performed: 1, overdue: 1 });
    expect(tally("1963-11-01")).toEqual({ ...NONE, performed: 1, late: 1 });
    expect(tally("1964-05-01")).toEqual({ ...NONE, performed: 1, late: 1, overdue: 1 });
    expect(tally("1964-10-03")).toEqual({ ...NONE, performed: 2, late: 1, missed: 1 });
  });

  test("is performed on days that follow one another", () => {
    const days = ["1962-11-01", "1962-11-02", "1962-11-03", "1962-11-04"];
    const entries = days.slice(1).map((day, i) => on(`O-${i}`, days[i]!, day));
    expect(told(duty("day", "1962-11-02"), entries, "1962-11-04T12:00Z").tally).toEqual({
      ...NONE,
      performed: 3,
    });
  });

  test("is not performed beforehand by what is done once more", () => {
    const data = duty("month", "1963-04-16");
    const twice = [on("O-1", "1963-04-10", "1963-04-11"), on("O-2", "1963-04-12", "1963-04-13")];
    expect(told(data, twice, "1963-11-01")).toMatchObject({
      status: "overdue",
      end: "open",
      tally: { ...NONE, performed: 1, overdue: 1 },
    });
  });

  test("is performed in time by a report that begins before the end, if only known after it", () => {
    const data = duty("month", "1963-04-16");
    expect(told(data, [on("O-1", "1963-04-15", "1963-04-17")], "1963-05-01").tally).toEqual({
      ...NONE,
      performed: 1,
    });
  });

  test("is not performed by what was done before it began, nor owed where it was not yet due", () => {
    const data = duty("day", "1962-11-02", { from: midnight("1962-11-03") });
    const early = [on("O-1", "1962-10-30", "1962-10-31")];
    expect(told(data, early, "1962-11-04T12:00Z")).toMatchObject({
      status: "overdue",
      tally: { ...NONE, overdue: 1 },
    });
  });

  test("is not owed at an end that comes while it is suspended, or after its release", () => {
    const data = duty("day", "1962-11-02");
    const stayed = decided("suspend", "Council", "1962-11-02", "1962-11-04");
    expect(told(data, [stayed], "1962-11-04T12:00Z")).toMatchObject({
      status: "due",
      tally: { ...NONE, missed: 1 },
    });
    const released = decided("release", "US", "1962-11-03", null);
    expect(told(data, [released], "1962-11-08")).toMatchObject({
      status: "discharged",
      tally: { ...NONE, missed: 2 },
    });
  });

  test("is overdue, whatever was done the time before, unless only checks are missing this time", () => {
    const data = duty("month", "1963-04-16");
    const checked = isAt("bombers", "sagua", "absent", { ...SOLE, check: true });
    const both = allOf(DATA, checked);
    const first = [
      on("O-1", "1963-04-10", "1963-04-11"),
      observed("O-2", presence("bombers", "sagua", "absent"), { from: "1963-04-12" }),
    ];
    expect(told(data, first, "1963-10-20", both).end).toBe("open");
    const again = [...first, on("O-3", "1963-10-10", "1963-10-11")];
    expect(told(data, again, "1963-10-20", both)).toMatchObject({
      status: "overdue",
      end: "closed",
    });
  });
});

function decided(act: Decision["act"], by: string, date: string, until: string | null): Decision {
  return {
    kind: "decision",
    id: entryId("D-1"),
    known: midnight(date),
    act,
    of: id("data"),
    by: id(by),
    approvedBy: null,
    from: midnight(date),
    until: until === null ? null : midnight(until),
    inReturnFor: null,
    part: null,
    movesDate: null,
    method: null,
    reason: "specimen",
    source: { cite: "specimen", body: null, lineage: [] },
  };
}
