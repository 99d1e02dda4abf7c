import { describe, expect, test } from "vitest";
import { compare } from "./compare.ts";

const ANSWER = {
  headline: "Withdrawal is verified.",
  undertakings: [{ id: "withdrawal", value: "verified", outstanding: ["one more", "two more"] }],
  refusedDecisions: [],
};

describe("what a test expects", () => {
  test.each([
    [{}],
    [{ undertakings: { withdrawal: { value: "verified" } } }],
    [{ undertakings: { withdrawal: { outstanding: ["one more", "two more"] } } }],
    [{ undertakings: { withdrawal: { outstanding: { contains: "two" } } } }],
    [{ headline: { contains: "is verified" } }],
    [{ refusedDecisions: [] }],
  ])("holds: %j", (expected) => {
    expect(compare(expected, ANSWER)).toEqual([]);
  });

  test.each([
    [{ undertakings: { withdrawal: { value: "unverified" } } }, "undertakings.withdrawal.value"],
    [{ undertakings: { return: { value: "verified" } } }, "undertakings.return"],
    [{ undertakings: { withdrawal: { level: 3 } } }, "undertakings.withdrawal.level"],
    [{ undertakings: { withdrawal: { outstanding: ["one more"] } } }, "outstanding"],
    [{ undertakings: { withdrawal: { outstanding: { contains: "three" } } } }, "outstanding"],
    [{ undertakings: [] }, "undertakings"],
    [{ headline: { contains: "is due" } }, "headline"],
    [{ headline: null }, "headline"],
  ])("differs: %j", (expected, path) => {
    const mismatches = compare(expected, ANSWER);
    expect(mismatches).toHaveLength(1);
    expect(mismatches[0]?.path).toContain(path);
  });
});
