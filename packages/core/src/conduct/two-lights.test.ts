import { describe, expect, test } from "vitest";
import {
  agreement,
  allOf,
  at,
  atom,
  isAt,
  minute,
  observed,
  presence,
  requires,
  undertaking,
} from "../../testing/specimen.ts";
import type { Condition, Entry } from "../agreement/index.ts";
import { id, position } from "../evidence/index.ts";
import { openJudge } from "./judge.ts";

const SOLE = { soleMethods: ["aerial-photography"] };
const GONE = isAt("bombers", "sagua", "absent", SOLE);
const activity = { kind: "activity", activity: "inspection", place: id("sagua") } as const;
const INSPECTED = atom({ ...activity, subject: id("bombers"), state: "complete", by: [] }, SOLE);

function lights(
  entries: readonly Entry[],
  condition: Condition = allOf(GONE, INSPECTED),
  asOf = "1962-12-01",
) {
  const texts = [
    agreement(
      [undertaking("removal", { deadline: minute("1962-11-20") })],
      [requires("removal", condition)],
    ),
  ];
  const inquiry = {
    asOf: at(asOf),
    knownAt: position(entries.length),
    reading: null,
    under: null,
  };
  return openJudge({ texts, entries }).assess(inquiry).undertakings[0]!.lights;
}

const there = (from: string) => observed("O-1", presence("bombers", "sagua", "present"), { from });
const gone = observed("O-2", presence("bombers", "sagua", "absent"), { from: "1962-11-10" });
const inspection = (state: "complete" | "absent") =>
  observed("O-3", { ...activity, subject: id("bombers"), state, by: null }, { from: "1962-11-11" });

describe("the two lights of an undertaking", () => {
  test("say apart what has been done and how far it has been checked", () => {
    expect(lights([gone])).toEqual({ performance: "verified", verification: "unverified" });
    expect(lights([inspection("complete")])).toEqual({
      performance: "unverified",
      verification: "verified",
    });
    expect(lights([gone, inspection("complete")])).toEqual({
      performance: "verified",
      verification: "verified",
    });
  });

  test("never count a check that was refused as something undone", () => {
    expect(lights([gone, inspection("absent")])).toEqual({
      performance: "verified",
      verification: "contradicted",
    });
  });

  test("do not hold against it what is still to be achieved before its time has run out", () => {
    const seen = [there("1962-11-01")];
    expect(lights(seen, allOf(GONE, INSPECTED), "1962-11-10").performance).toBe("unverified");
    expect(lights(seen, allOf(GONE, INSPECTED), "1962-12-01").performance).toBe("contradicted");
  });

  test("are one light where no check is asked, and where all that is asked is one", () => {
    expect(lights([gone], GONE)).toEqual({ performance: "verified", verification: null });
    expect(lights([inspection("complete")], INSPECTED)).toEqual({
      performance: "verified",
      verification: null,
    });
  });
});
