import { describe, expect, test } from "vitest";
import { enrolCommand, enrolmentFault } from "./enrolment.ts";

const FORM = { name: "tablet-3", person: "team.7", body: "UN", role: "observer" } as const;

describe("what a key is enrolled with", () => {
  test.each(["inspector-7", "team-2", "Żółty", " inspector-7 "])(
    "takes %j for a person",
    (person) => {
      expect(enrolmentFault({ ...FORM, person })).toBeNull();
    },
  );

  test.each([
    ["a person with a space, whom no record could name", { person: "inspector 7" }, /spaces/],
    ["nobody", { person: " " }, /not filled in/],
    ["no body", { body: "" }, /“Signs for” is not filled in/],
    ["a key without a name", { name: "" }, /letters, digits/],
    ["a name that is no name of a key", { name: "../keeper" }, /letters, digits/],
  ])("refuses %s", (_, change, expected) => {
    expect(enrolmentFault({ ...FORM, ...change })).toMatch(expected);
  });

  test("is enrolled by the keeper's command where the server does not", () => {
    expect(enrolCommand("cuba-1962", FORM, "ab12")).toBe(
      'proviso keys cuba-1962 enrol tablet-3 --body UN --person "team.7" --as observer --public ab12',
    );
  });
});
