import { describe, expect, test } from "vitest";
import { codes, conditionCodes, only, withLines } from "../../testing/case.ts";

const warned = (lines: string) =>
  withLines(lines).diagnostics.flatMap(({ code, severity, message }) =>
    code === "near-word" ? [`${severity}: ${message}`] : [],
  );
const when = (condition: string) => `removal is verified when ${condition}\n`;

describe("words that nothing declares", () => {
  test.each([
    ["missiles are returnd", "returned"],
    ["inspection of island is compleat", "complete"],
    ["loading of missiles is complete and loadng of bombers is complete", "loading"],
    ["access to island for inspection is granted and inspecton of mariel is ongoing", "inspection"],
    ["access to island is granted, or refused for mines or minez", "mines"],
    ["assessment intention of base and assessment intenton of missiles", "intention"],
  ])("%s is warned of as nearly %s", (condition, meant) => {
    const [first, ...others] = warned(when(condition));
    expect(first).toContain(`is nearly \`${meant}\``);
    expect(others).toEqual([]);
  });

  test("a kind of place that is nearly another is warned of, at its words", () => {
    expect(only('place other "Other", a lauch site in island')).toMatchObject({
      code: "near-word",
      severity: "warning",
      column: 24,
      remedy: expect.stringContaining("Did you mean `launch site`?"),
    });
  });

  test("a word that is used twice alike, a short one and a quite different one are meant", () => {
    const twice = "missiles are deported and bombers are deported and weapons are departed";
    expect(warned(when(twice))).toEqual([]);
    expect(warned(when("missiles are lit and bombers are cut"))).toEqual([]);
    expect(warned(when("mission of UN is complete and inspection of UN is complete"))).toEqual([]);
  });

  test("what was told already is not told again", () => {
    expect(conditionCodes("removal is verifed")).toEqual(["unknown-status"]);
  });

  test.each(["finished", "done", "stopped", "underway", "halted"])(
    "work that is %s is an error, and no activity of its own",
    (word) =>
      expect(conditionCodes(`dismantling of missiles is ${word}`)).toEqual(["misread-word"]),
  );

  test("what only a clause can be is an error of anything else", () => {
    expect(conditionCodes("missiles are overdue")).toEqual(["misread-word"]);
    expect(conditionCodes("UN is late")).toEqual(["misread-word"]);
    expect(codes("option o by US\n  opens when removal is overdue\n")).toEqual([]);
  });

  test("a name alone says nothing, whatever it names", () => {
    const { message, remedy } = only(when("missiles and bombers are absent from island"));
    expect(message).toBe("`missiles` is an item, and nothing is said of it.");
    expect(remedy).toContain("Say of each");
  });
});

describe("dates and powers", () => {
  test.each([
    ["by 1962-02-31", /^February 1962 has 28 days\.$/],
    ["by 1964-02-30", /^February 1964 has 29 days\.$/],
    ["by 1962-13-01", /^There are twelve months/],
    ["by 1962-12-00", /begin with 01/],
    ["by 1962-12-01 25:00", /00:00 to 23:59/],
    ["by 62-12-01", /^Write it as 1962-10-27/],
  ])("%s is told what is wrong with it", (part, remedy) => {
    const told = only(`undertaking u by US\n  to "act"\n  ${part}\n`);
    expect(told.code).toBe("bad-date");
    expect(told.remedy).toMatch(remedy);
  });

  test("`amend text` is told to be `amend texts`", () => {
    expect(only("authority Council may amend text").remedy).toMatch(/^Did you mean `texts`\?/);
  });
});
