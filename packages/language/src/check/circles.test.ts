import { describe, expect, test } from "vitest";
import { withLines } from "../../testing/case.ts";

const found = (lines: string) =>
  withLines(lines).diagnostics.map(({ code, message }) => ({ code, message }));

describe("clauses that wait on one another", () => {
  test("are refused where the circle goes through an exception", () => {
    const circle =
      "removal is verified when missiles are absent from sagua unless respect is verified\n" +
      "respect is verified when removal is verified\n";
    expect(found(circle)).toEqual([
      { code: "circular-exception", message: expect.stringContaining("exception of removal") },
    ]);
  });

  test("are only warned of, as a flaw, where each waits for the other to be verified", () => {
    const circle =
      "removal is verified when respect is verified\n" +
      "respect is verified when removal is verified\n";
    expect(found(circle)).toEqual([]);
  });
});
