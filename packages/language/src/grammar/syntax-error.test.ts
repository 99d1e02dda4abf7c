import { describe, expect, test } from "vitest";
import { only } from "../../testing/case.ts";

const remedy = (lines: string) => only(`${lines}\n`).remedy;
const message = (lines: string) => only(`${lines}\n`).message;

describe("what to write instead", () => {
  test.each([
    ["missiles absent from island", "Write it as: X is absent from PLACE."],
    [
      "missiles are absnt from island",
      "Did you mean `absent`? Write it as: X is absent from PLACE.",
    ],
    ["missiles are absent from island seen 14 days", "Write it as: seen within 14 days."],
    ["access to island granted", "Write it as: access to PLACE for ACTIVITY is granted."],
    ["removal verified", "Write it as: CLAUSE is verified."],
    ["at least two of", expect.stringContaining("at least 2 of")],
    ["all of respect is verified", expect.stringContaining("each item on a line")],
    ["respect is verified and", "Write it as: CLAUSE is verified."],
  ])("%s", (condition, expected) => {
    expect(remedy(`removal is verified when ${condition}\n`)).toEqual(expected);
  });

  test.each([
    ["party UK Britain", 'Write it as: party ID "title".'],
    ["removal verified when respect is verified", expect.stringContaining("missiles are absent")],
    [
      "measure m by US\n  in force\n  lifted within 24 hours",
      "Write it as: then lifted within 24 hours.",
    ],
    ['undertaking u by US\n  to "x"\n  rest on letter', expect.stringContaining("`rests`")],
    [
      "assurance a by US\n  takes effect when removal is verified",
      expect.stringContaining("while"),
    ],
    ['instrument i "x" on 27 October 1962', expect.stringContaining("1962-10-27")],
  ])("%s", (lines, expected) => {
    expect(remedy(lines)).toEqual(expected);
  });

  test("what was expected and found is named, with the word before", () => {
    expect(message("authority X can lift measures")).toBe("Expected `may` after `X`, found `can`.");
    expect(message('item x "x"')).toBe(
      'Expected `counted` or `by` or `measured` after `"x"`, found the end.',
    );
    expect(message("removal is verified if respect is verified")).toBe(
      "Expected `when` after `verified`, found `if`.",
    );
  });

  test("a dash with nothing after it is told at the dash", () => {
    expect(only("removal is verified when all of\n  -\n  - respect is verified")).toMatchObject({
      code: "syntax",
      line: 31,
      column: 3,
    });
  });
});
