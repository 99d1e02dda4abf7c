import { expect, test } from "vitest";
import {
  agreement,
  allOf,
  at,
  isAt,
  observed,
  presence,
  question,
} from "../../testing/specimen.ts";
import { id, position } from "../evidence/index.ts";
import { duration } from "../time/index.ts";
import { openJudge } from "./judge.ts";

const FRESH = { soleMethods: ["aerial-photography"], freshness: duration(14, "day") };
const EMPTY = allOf(
  isAt("bombers", "sagua", "absent", FRESH),
  isAt("bombers", "remedios", "absent", FRESH),
);

/** How fresh a question is on which sagua was seen early and remedios late. */
function fresh(asOf: string) {
  const texts = [agreement([question("empty", EMPTY)])];
  const entries = [
    observed("O-1", presence("bombers", "sagua", "absent"), { from: "1962-10-23" }),
    observed("O-2", presence("bombers", "remedios", "absent"), { from: "1962-11-01" }),
    // Seen again, and not empty: what tells against it does not age.
    observed("O-3", presence("bombers", "sagua", "present"), {
      from: "1962-12-04",
      grade: "D3",
    }),
  ];
  const inquiry = { asOf: at(asOf), knownAt: position(3), reading: id("us"), under: null };
  return openJudge({ texts, entries }).assess(inquiry).questions[0]!.fresh;
}

test("when it was seen and since when it is stale are said of one and the same matter", () => {
  expect(fresh("1962-12-05")).toEqual({
    state: "stale",
    seen: at("1962-10-23T01:00Z"),
    staleAt: at("1962-11-06T01:00Z"),
  });
});

test("until when it is fresh is said of what goes stale first", () => {
  expect(fresh("1962-11-02")).toEqual({
    state: "fresh",
    seen: at("1962-10-23T01:00Z"),
    staleAt: at("1962-11-06T01:00Z"),
  });
});

test("before anything was seen, nothing is fresh", () => {
  expect(fresh("1962-10-01")).toEqual({ state: "never seen", seen: null, staleAt: null });
});
