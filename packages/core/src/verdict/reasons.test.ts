import { describe, expect, test } from "vitest";
import {
  agreement,
  at,
  atom,
  counted,
  countOf,
  isAt,
  observed,
  presence,
  question,
  said,
} from "../../testing/specimen.ts";
import type { CountPredicate, Entry } from "../agreement/index.ts";
import { openJudge } from "../conduct/index.ts";
import { id, position } from "../evidence/index.ts";

const SOLE = { soleMethods: ["aerial-photography"] };

/** What the question's only atom rests on. */
function reasons(condition: Parameters<typeof question>[1], entries: readonly Entry[]) {
  const judge = openJudge({ texts: [agreement([question("matter", condition)])], entries });
  const inquiry = {
    asOf: at("1962-12-01"),
    knownAt: position(entries.length),
    reading: null,
    under: null,
  };
  return judge.explain("matter/1", inquiry)!.atom!;
}

describe("the sides of a counting", () => {
  const eight = { item: id("missiles"), stage: "counted-aboard", amount: 8 } as const;
  const asked = (fields: Partial<CountPredicate> = {}, negated = false) => {
    const of = atom(countOf({ ...eight, ...fields }), SOLE);
    return negated ? ({ kind: "not", of } as const) : of;
  };
  const all = (low: number) =>
    observed("O-1", counted(low, { allDepartures: true }), { from: "1962-11-05" });

  test("are shown by figures: a shown side never stands over nothing", () => {
    const short = reasons(asked(), [all(6)]);
    expect(short.for).toEqual({ level: 0, support: 0, sources: 0, shownBy: null });
    expect(short.against).toMatchObject({
      level: 3,
      sources: 1,
      shownBy: "fewer than 8 by counts of all that is asked",
    });
    expect(short.against.support).toBeGreaterThan(0);
    const enough = reasons(asked(), [all(8)]);
    expect(enough.for).toMatchObject({ level: 3, sources: 1, shownBy: "8 or more counted" });
    expect(enough.against).toMatchObject({ level: 0, sources: 0, shownBy: null });
  });

  test.each([
    ["at-most", 9, "against", "more than 8 counted"],
    ["at-most", 7, "for", "8 or fewer by counts of all that is asked"],
    ["exactly", 8, "for", "8 counted, and no more by counts of all that is asked"],
    ["exactly", 9, "against", "another number than 8 counted"],
  ] as const)("say by what %s is shown when %d are there", (bound, there, side, shownBy) => {
    expect(reasons(asked({ bound }), [all(there)])[side]).toMatchObject({ level: 3, shownBy });
  });

  test("are exchanged where the contrary is asked", () => {
    expect(reasons(asked({}, true), [all(6)]).for.shownBy).toBe(
      "fewer than 8 by counts of all that is asked",
    );
  });

  test("say what serials show", () => {
    const same = atom({ kind: "identity", item: id("missiles"), place: null }, SOLE);
    const serials = ["A", "B"];
    const declared = observed(
      "O-1",
      said("USSR", { stance: "declares", claim: counted(2, { stage: "declared", serials }) }),
      { method: "statement", body: "USSR" },
    );
    const read = observed("O-2", counted(2, { serials: ["A", "X"] }), { from: "1962-11-05" });
    expect(reasons(same, [declared, read]).against).toMatchObject({
      level: 3,
      shownBy: "a serial read that was not declared, or one declared that is missing",
    });
  });

  test("and those of anything else rest on weight alone", () => {
    const seen = observed("O-1", presence("bombers", "sagua", "present"));
    expect(reasons(isAt("bombers", "sagua", "present", SOLE), [seen]).for).toMatchObject({
      level: 3,
      sources: 1,
      shownBy: null,
    });
  });
});
