import { describe, expect, test } from "vitest";
import {
  agreement,
  at,
  counted,
  named,
  observed,
  said,
  undertaking,
} from "../../testing/specimen.ts";
import type { Entry } from "../agreement/index.ts";
import {
  type AssessmentReport,
  entryId,
  id,
  type Observation,
  position,
} from "../evidence/index.ts";
import { instant } from "../time/index.ts";
import { openJudge } from "./judge.ts";

const removal = undertaking("removal", {
  content: { kind: "remove", subject: id("offensive"), from: id("island"), through: [] },
});

const agent = { ...named("agent"), kind: "item", counted: "measured", unit: "tonnes" } as const;

/** The account of the missiles on a record, all of it known, for an audience. */
function account(
  entries: readonly Entry[],
  item = "missiles",
  audience: readonly string[] | null = null,
) {
  const judge = openJudge({ texts: [agreement([agent, removal])], entries });
  return judge.account(id(item), {
    asOf: at("1963-01-01"),
    knownAt: position(entries.length),
    reading: null,
    under: null,
    audience,
  });
}

const declares = (name: string, low: number, by = "USSR") =>
  observed(name, said(by, { claim: counted(low, { stage: "declared" }) }), { method: "statement" });

const count = (name: string, low: number, fields: Parameters<typeof observed>[2] = {}) =>
  observed(name, counted(low), { method: "count-alongside", ...fields });

const estimate = (name: string, low: number, body: string): Observation => {
  const report: AssessmentReport = {
    kind: "assessment",
    matter: "estimate",
    subject: id("missiles"),
    state: "so",
    low,
    high: low,
    from: [],
  };
  return observed(name, report, { body });
};

const withdrawal = (of: string): Entry => ({
  kind: "withdrawal",
  id: entryId(`W-${of}`),
  known: instant(at("1962-11-20")),
  of: entryId(of),
  reason: "misread",
});

describe("the account of an item", () => {
  test("takes what is declared from whoever owes it, and what was seen from anyone", () => {
    const found = account([declares("D", 42), count("C", 38, { observers: [] })]);
    expect(found?.columns.base).toBe(42);
    expect(found?.balance.countedOut.value).toBe(38);
    expect(found?.balance.unaccountedFor.value).toBe(4);
  });

  test("takes no declaration from a side that does not owe it, and says so", () => {
    const found = account([declares("D", 42), declares("E", 60, "US")]);
    expect(found?.columns.base).toBe(42);
    expect(found?.leftOut).toEqual([{ by: "E", why: "US says so, and does not owe it" }]);
  });

  test("takes what the owing side counts for its word: it books nothing", () => {
    const found = account([declares("D", 42), count("C", 42, { body: "Tass" })]);
    expect(found?.balance.countedOut.value).toBe(0);
    expect(found?.lines.map(({ declared }) => declared)).toContain(42);
  });

  test("takes an estimate from anyone but the owing side", () => {
    expect(account([estimate("E", 48, "US")])?.columns.estimate).toMatchObject({ low: 48 });
    expect(account([estimate("E", 48, "USSR")])?.columns.estimate).toBeNull();
  });

  test("books nothing that was withdrawn, or drawn from what was, and names it", () => {
    const entries = [
      declares("D", 42),
      count("C", 38),
      count("R", 38, { lineage: ["C"] }),
      withdrawal("C"),
    ];
    const found = account(entries);
    expect(found?.balance.countedOut.value).toBe(0);
    expect(found?.leftOut.map(({ by }) => by)).toEqual(["C", "R"]);
    // As it was known before the withdrawal, it stands.
    expect(account(entries.slice(0, 3))?.balance.countedOut.value).toBe(38);
  });

  test("books nothing whose signature does not hold", () => {
    const found = account([declares("D", 42), count("C", 38, { intact: false })]);
    expect(found?.balance.countedOut.value).toBe(0);
    expect(found?.leftOut).toHaveLength(1);
  });

  test("for an audience rests on what they may see, says so, and names nothing else", () => {
    const entries = [declares("D", 42), count("C", 38, { labels: ["NATO"] })];
    const found = account(entries, "missiles", []);
    expect(found).toMatchObject({ partial: true, leftOut: [] });
    expect(found?.balance.countedOut.value).toBe(0);
    expect(JSON.stringify(found)).not.toContain('"C"');
    expect(account(entries, "missiles", ["NATO"])?.balance.countedOut.value).toBe(38);
  });

  test("for an audience books what was drawn from a report that they may not see", () => {
    const entries = [
      declares("D", 42),
      count("C", 38, { labels: ["NATO"] }),
      count("R", 38, { lineage: ["C"] }),
    ];
    const found = account(entries, "missiles", []);
    expect(found?.balance.countedOut.value).toBe(38);
    expect(found?.leftOut).toEqual([]);
    // To those who may see both, the second says nothing that the first does not.
    expect(account(entries)?.leftOut.map(({ by }) => by)).toEqual(["R"]);
  });

  test("counts two reports of one source once", () => {
    // A3 alone is suspected; twice, from two sources, it is probable.
    const weak = (name: string, lineage: readonly string[]) =>
      count(name, 38, { grade: "A3", lineage });
    const two = [declares("D", 42), weak("C-1", ["x"]), weak("C-2", ["y"])];
    const one = [declares("D", 42), weak("C-1", ["x"]), weak("C-2", ["x"])];
    expect(account(two)?.balance.countedOut.value).toBe(38);
    expect(account(one)?.balance.countedOut.value).toBe(0);
  });

  test("is in the unit of the item", () => {
    expect(account([], "agent")?.unit).toEqual({ kind: "measured", unit: "tonnes" });
  });

  test("of a term, or of what no text declares, is none", () => {
    expect(account([], "offensive")).toBeNull();
    expect(account([], "submarines")).toBeNull();
  });
});
