import { describe, expect, test } from "vitest";
import { outcomeOf, readReport } from "./report.mjs";

const file = (status: string, ...tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((one, index) => ({ status: one, fullName: `test ${index}` })),
});

describe("outcomeOf", () => {
  test("counts the tests of every file", () => {
    const testResults = [file("passed", "passed", "passed"), file("failed", "passed", "failed")];
    expect(outcomeOf({ testResults })).toEqual({ passed: 3, failed: 1, skipped: [] });
  });
  test("a file that failed before its first test counts as one failure", () => {
    expect(outcomeOf({ testResults: [file("failed")] })).toMatchObject({ passed: 0, failed: 1 });
  });
  test("names what was left out", () => {
    const testResults = [file("passed", "passed", "skipped", "pending", "todo")];
    expect(outcomeOf({ testResults }).skipped).toEqual(["test 1", "test 2", "test 3"]);
  });
});

describe("readReport", () => {
  test("a run that left no report failed", () => {
    expect(readReport("reports/none.json")).toEqual({ passed: 0, failed: 1, skipped: [] });
  });
});
