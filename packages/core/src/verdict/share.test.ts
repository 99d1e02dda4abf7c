import { describe, expect, test } from "vitest";
import { finding } from "../../testing/judging.ts";
import { atom, counted, observed, said, WHEREVER } from "../../testing/specimen.ts";
import type { CountPredicate, Entry } from "../agreement/index.ts";
import { type CountReport, id } from "../evidence/index.ts";
import { unpack } from "./judgment.ts";

const BOTH = { stage: "departed", orStage: "destroyed-in-place" } as const;

/** What is asked: a part of what was declared, seen at the port by a method that is enough. */
const asked = (percent: number, stages: Partial<CountPredicate> = { stage: "departed" }) =>
  atom(
    {
      kind: "count",
      item: id("missiles"),
      stage: "departed",
      ...stages,
      amount: { percentOfDeclared: percent },
      ...WHEREVER,
    },
    { methods: ["count-alongside"], soleMethods: ["count-alongside"] },
  );

const on = (from: string) => ({ method: "count-alongside", from });

/** A share of A2, as of a day. */
const share = (name: string, low: number, from: string, report: Partial<CountReport> = {}) =>
  observed(name, counted(low, { stage: "departed", percentOf: "declared", ...report }), on(from));

const declared = (number: number) =>
  observed("D-1", said("USSR", { claim: counted(number, { stage: "declared" }) }), {
    method: "statement",
    from: "1962-10-28",
  });

function judged(entries: readonly Entry[], what = asked(100)) {
  const found = finding(what, entries);
  return { ...unpack(found.packed), standing: found.count! };
}

describe("counted at least so many per cent of declared", () => {
  test("needs no estimate and no amount, and speaks of what was declared only (T19)", () => {
    const found = judged([share("S-1", 100, "1962-11-05")]);
    expect(found).toMatchObject({ bits: 1, declaredOnly: true });
    expect(found.standing).toMatchObject({ inPercentOfDeclared: true, toGo: 0, declared: null });
  });

  test("says how far it has come, by which measure and until when", () => {
    const { standing, bits } = judged([share("S-1", 49.3, "1962-11-05")]);
    expect(bits).toBe(0);
    expect(standing).toMatchObject({ counted: { low: 49.3 }, toGo: 50.7, stages: ["departed"] });
    expect(standing.countedUntil).toBeTypeOf("number");
  });

  test("a lesser share is never against it: what has not left may still leave", () => {
    const found = judged([share("S-1", 17, "1962-11-05", { allDepartures: false })]);
    expect(found).toMatchObject({ bits: 0, againstLevel: 0, breachShown: false });
  });

  test("what has left or is destroyed in place says nothing of what has left", () => {
    const both = share("S-1", 53.6, "1962-11-05", BOTH);
    expect(judged([both]).standing.counted).toBeNull();
    const alone = share("S-2", 49.3, "1962-11-05");
    expect(judged([both, alone]).standing.counted?.low).toBe(49.3);
  });

  test("what has left is so much of what has left or is destroyed in place", () => {
    const alone = share("S-1", 49.3, "1962-11-05");
    const both = share("S-2", 53.6, "1962-11-05", BOTH);
    expect(judged([alone], asked(100, BOTH)).standing.counted?.low).toBe(49.3);
    expect(judged([alone, both], asked(100, BOTH)).standing.counted?.low).toBe(53.6);
  });

  test("shares stay shares where an amount was declared and none was counted", () => {
    const { standing } = judged([declared(42), share("S-1", 49.3, "1962-11-05")]);
    expect(standing).toMatchObject({
      inPercentOfDeclared: true,
      counted: { low: 49.3 },
      declared: 42,
    });
  });

  test("a share is of what was declared when it was seen: a later declaration makes no more of it", () => {
    const few = observed("C-1", counted(10, { stage: "departed" }), on("1962-11-04"));
    const all = share("S-1", 100, "1962-11-05");
    const raised = observed("D-2", said("USSR", { claim: counted(84, { stage: "declared" }) }), {
      method: "statement",
      from: "1962-11-10",
    });
    expect(judged([declared(42), few, all]).standing).toMatchObject({ counted: { low: 42 } });
    const { standing, bits } = judged([declared(42), few, all, raised]);
    expect(standing).toMatchObject({ declared: 84, counted: { low: 42 }, toGo: 42 });
    expect(bits).toBe(0);
  });

  test("all of what was declared is half of it once twice as much is declared", () => {
    const all = share("S-1", 100, "1962-11-05");
    const raised = observed("D-2", said("USSR", { claim: counted(84, { stage: "declared" }) }), {
      method: "statement",
      from: "1962-11-10",
    });
    expect(judged([declared(42), all]).bits).toBe(1);
    const { standing, bits } = judged([declared(42), all, raised]);
    expect(standing).toMatchObject({ inPercentOfDeclared: true, counted: { low: 50 }, toGo: 50 });
    expect(bits).toBe(0);
  });

  test("an amount that was counted is so many per cent of the amount declared", () => {
    const half = observed("C-1", counted(21, { stage: "departed" }), on("1962-11-05"));
    expect(judged([declared(42), half], asked(50)).bits).toBe(1);
    expect(judged([declared(42), half], asked(51)).bits).toBe(0);
    expect(judged([half], asked(50)).bits).toBe(0);
  });

  test("a share of A2 by no method that is enough does not verify it", () => {
    const retold = observed("S-1", counted(100, { stage: "departed", percentOf: "declared" }), {
      method: "press",
      from: "1962-11-05",
    });
    expect(judged([retold]).bits).toBe(0);
  });

  test("the word of the party that owes it does not either (T24)", () => {
    const word = observed(
      "S-1",
      said("USSR", {
        claim: counted(100, { stage: "departed", percentOf: "declared" }),
      }),
      { method: "statement", from: "1962-11-05" },
    );
    expect(judged([word]).bits).toBe(0);
  });
});
