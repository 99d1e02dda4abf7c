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

  test("are refused where it goes through a status, at the sentence that asks it", () => {
    const circle =
      'undertaking pay by US\n  due when not (ship is overdue)\n  to "pay"\n' +
      'undertaking ship by USSR\n  due when not (pay is overdue)\n  to "ship"\n';
    const { diagnostics } = withLines(circle);
    expect(diagnostics).toMatchObject([
      {
        code: "circular-exception",
        line: 31,
        column: 17,
        message: expect.stringContaining("the status that pay asks of ship"),
      },
    ]);
  });

  test.each(["contradicted", "unverified", "conflicting", "verified for 2 days", "performed"])(
    "are refused where one waits for the other to be %s",
    (state) => {
      const circle =
        `removal is verified when respect is ${state}\n` +
        "respect is verified when removal is verified\n";
      expect(found(circle)).toMatchObject([{ code: "circular-exception" }]);
    },
  );

  test("are not refused where a status is asked of what waits on nothing", () => {
    const chain =
      'undertaking leave by USSR\n  due when clear is performed\n  to "leave"\n' +
      'undertaking clear by US\n  to "clear"\n';
    expect(found(chain)).toEqual([]);
  });

  test("are only warned of, as a flaw, where each waits for the other to be verified", () => {
    const circle =
      "removal is verified when respect is verified\n" +
      "respect is verified when removal is verified\n";
    expect(found(circle)).toEqual([]);
  });
});
