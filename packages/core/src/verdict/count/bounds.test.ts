import { describe, expect, test } from "vitest";
import { finding } from "../../../testing/judging.ts";
import { atom, counted, countOf, observed, said } from "../../../testing/specimen.ts";
import type { CountPredicate, Entry } from "../../agreement/index.ts";
import { type CountReport, type Criterion, id } from "../../evidence/index.ts";
import { DAY_MS, type Duration } from "../../time/index.ts";
import { unpack } from "../judgment.ts";

const inspectors: Partial<Criterion> = { methods: ["tally"], soleMethods: ["tally"] };

/** A count in place by inspectors on a day. */
const tally = (
  name: string,
  day: string,
  low: number,
  report: Partial<CountReport> = {},
  fields: Parameters<typeof observed>[2] = {},
) =>
  observed(name, counted(low, { stage: "in-place", ...report }), {
    method: "tally",
    from: day,
    to: `${day}T01:00Z`,
    ...fields,
  });

const asked = (fields: Partial<CountPredicate>, criterion: Partial<Criterion> = {}) =>
  atom(countOf({ item: id("missiles"), stage: "in-place", amount: 1550, ...fields }), {
    ...inspectors,
    ...criterion,
  });

const all = { allDepartures: true };

describe("at most", () => {
  const limit = asked({ bound: "at-most" });
  const bits = (entries: readonly Entry[], asOf = "2018-12-31") =>
    unpack(finding(limit, entries, asOf).packed).bits;

  test("a count of all of it that is not above verifies it", () => {
    expect(bits([tally("O-1", "2018-03-20", 1444, all)])).toBe(1);
  });

  test("a low count that does not cover everything never verifies it", () => {
    expect(bits([tally("O-1", "2018-03-20", 1444)])).toBe(0);
    expect(bits([tally("O-1", "2018-03-20", 1444, { place: id("sagua") })])).toBe(0);
  });

  test("a high count contradicts it, partial as it may be", () => {
    expect(bits([tally("O-1", "2018-07-01", 1570)])).toBe(2);
    expect(bits([tally("O-1", "2018-07-01", 1570, { place: id("sagua") })])).toBe(2);
  });

  test("the counts of several places together contradict it", () => {
    const yards = [
      tally("O-1", "2018-07-01", 800, { place: id("sagua") }),
      tally("O-2", "2018-07-01", 800, { place: id("remedios") }),
    ];
    expect(bits(yards)).toBe(2);
    // What was counted in all since then, and is within it, overtakes them.
    expect(bits([...yards, tally("O-3", "2018-08-01", 1500, all)])).toBe(1);
  });

  test("an interval about it shows neither, whatever was counted before", () => {
    const before = tally("O-1", "2018-03-20", 1444, all);
    expect(bits([before, tally("O-2", "2018-06-01", 1540, { ...all, high: 1560 })])).toBe(0);
  });

  test("the bearer's own word opens nothing, and counts against it in full", () => {
    const own = (low: number) => tally("O-1", "2018-03-10", low, all, { body: "USSR" });
    expect(bits([own(1444)])).toBe(0);
    const found = unpack(finding(limit, [own(1570)], "2018-12-31").packed);
    expect(found).toMatchObject({ bits: 2, breachShown: true });
  });

  test("what is barred by its method may doubt, and convicts nobody", () => {
    const rumour = tally("O-1", "2018-03-10", 1570, {}, { method: "hearsay" });
    const found = unpack(finding(limit, [rumour], "2018-12-31").packed);
    expect(found).toMatchObject({ bits: 2, breachShown: false });
  });

  test("barred counts doubt each as a source of its own, unless they go back to one", () => {
    const wary = asked({ bound: "at-most" }, { doubt: 3 });
    const doubted = (entries: readonly Entry[]) =>
      unpack(finding(wary, entries, "2018-12-31").packed).bits;
    const rumour = (name: string, lineage: readonly string[]) =>
      tally(name, "2018-03-10", 1570, {}, { method: "hearsay", grade: "B2", lineage });
    expect(doubted([rumour("O-1", [])])).toBe(0);
    expect(doubted([rumour("O-1", []), rumour("O-2", [])])).toBe(2);
    expect(doubted([rumour("O-1", ["wire"]), rumour("O-2", ["wire"])])).toBe(0);
  });
});

describe("exactly", () => {
  const none = asked(
    { bound: "exactly", amount: 0, place: id("sagua") },
    { freshness: (30 * DAY_MS) as Duration },
  );
  const bits = (entries: readonly Entry[], asOf: string) =>
    unpack(finding(none, entries, asOf).packed).bits;
  const empty = tally("O-1", "1962-01-10", 0, { place: id("sagua") });
  const elsewhere = tally("O-2", "1962-01-10", 5, { place: id("remedios") });

  test("none at a place is shown by a count of that place, whatever is elsewhere", () => {
    expect(bits([empty, elsewhere], "1962-01-11")).toBe(1);
    expect(bits([elsewhere], "1962-01-11")).toBe(0);
  });

  test("one that is seen there contradicts it", () => {
    const one = tally("O-3", "1962-01-20", 1, { place: id("sagua") });
    expect(bits([empty, elsewhere, one], "1962-01-20T12:00Z")).toBe(2);
  });

  test("a count in place goes stale, and what was seen against it does not", () => {
    expect(bits([empty], "1962-02-09")).toBe(1);
    expect(bits([empty], "1962-02-09T01:00Z")).toBe(0);
    const one = tally("O-3", "1962-01-20", 1, { place: id("sagua") });
    expect(bits([empty, one], "1962-12-31")).toBe(2);
  });

  test("as many as declared is shown by a count that is neither less nor more", () => {
    const entries = [
      observed("D-1", said("USSR", { claim: counted(6, { stage: "declared" }) }), {
        method: "statement",
      }),
      observed("E-1", {
        kind: "assessment",
        matter: "estimate",
        subject: id("missiles"),
        state: "so",
        low: 4,
        high: 6,
        from: [],
      }),
    ];
    const same = asked({ bound: "exactly", amount: "declared" });
    const bitsOf = (low: number) =>
      unpack(finding(same, [...entries, tally("O-1", "1962-11-20", low, all)]).packed).bits;
    expect([5, 6, 7].map(bitsOf)).toEqual([2, 1, 2]);
  });
});

describe("what is asked of one place", () => {
  const five = asked({ amount: 5, place: id("sagua") });
  const bits = (entries: readonly Entry[]) => unpack(finding(five, entries).packed).bits;

  test("is not shown by what was counted at another, or over a wider one", () => {
    expect(bits([tally("O-1", "1962-11-10", 5, { place: id("remedios") })])).toBe(0);
    expect(bits([tally("O-1", "1962-11-10", 5, { place: id("island") })])).toBe(0);
    expect(bits([tally("O-1", "1962-11-10", 5, { place: id("sagua") })])).toBe(1);
  });

  test("is shown not by a count of all that is there, or of all of a wider place", () => {
    expect(bits([tally("O-1", "1962-11-10", 3, { place: id("sagua") })])).toBe(2);
    expect(bits([tally("O-1", "1962-11-10", 3, { place: id("island"), ...all })])).toBe(2);
  });
});

describe("a negated count", () => {
  const customs: Partial<Criterion> = {
    methods: ["tally"],
    soleMethods: ["tally"],
    eligibility: { atLeast: null, technical: null, notOf: [], of: [id("UN")] },
  };
  const quota = asked({ stage: "departed", amount: 101 }, customs);
  const un = [{ body: id("UN"), nationality: null, technical: false }];
  const press = [{ body: id("Press"), nationality: null, technical: false }];
  const departed = (low: number, fields: Parameters<typeof observed>[2]) =>
    tally("O-1", "1962-11-10", low, { stage: "departed", ...all }, fields);
  const bits = (entry: Entry) => unpack(finding(quota, [entry], undefined, true).packed).bits;

  test("is opened by a low count of all that left, by whom the text accepts", () => {
    expect(bits(departed(60, { observers: un }))).toBe(1);
  });

  test("is not opened by the bearer's own word, nor by whom the text does not accept", () => {
    expect(bits(departed(60, { observers: un, body: "USSR" }))).toBe(0);
    expect(bits(departed(60, { observers: un, body: "Tass" }))).toBe(0);
    expect(bits(departed(60, { observers: press }))).toBe(0);
    expect(bits(departed(60, { observers: un, method: "hearsay" }))).toBe(0);
  });

  test("is doubted by whoever saw more", () => {
    expect(bits(departed(120, { observers: press }))).toBe(2);
    expect(bits(departed(120, { observers: un, body: "USSR" }))).toBe(2);
  });
});
