import { describe, expect, test } from "vitest";
import { at, observed, presence } from "../../testing/specimen.ts";
import { seenUntil } from "./observation.ts";
import { type WordsBasis, wordsFor } from "./words.ts";

const basis: WordsBasis = {
  forLevel: 0,
  againstLevel: 0,
  verified: false,
  openTerm: false,
  satisfactory: false,
  bears: false,
};

describe("wordsFor", () => {
  test("what rests on an open term is unclear, whatever is reported (T15)", () => {
    expect(wordsFor({ ...basis, openTerm: true, forLevel: 3, bears: true })).toBe("unclear");
  });

  test("an assurance that was asked for is not satisfactory until it is verified (T4)", () => {
    const asked = { ...basis, satisfactory: true, bears: true };
    expect(wordsFor(asked)).toBe("no satisfactory assurance");
    expect(wordsFor({ ...asked, againstLevel: 3 })).toBe("no satisfactory assurance");
    expect(wordsFor({ ...asked, forLevel: 3, verified: true })).toBe("confirmed");
    expect(wordsFor({ ...asked, bears: false })).toBe("nothing reported");
  });

  test("both sides at least suspected are unclear before anything else is said of them", () => {
    expect(wordsFor({ ...basis, forLevel: 3, againstLevel: 1, bears: true })).toBe("unclear");
  });

  test("each level of the evidence against has its own words", () => {
    const against = ([1, 2, 3] as const).map((level) =>
      wordsFor({ ...basis, againstLevel: level, bears: true }),
    );
    expect(against).toEqual([
      "some evidence against",
      "good evidence against",
      "confirmed against",
    ]);
  });

  test("a declaration alone is no decisive evidence, and nothing at all is nothing reported", () => {
    expect(wordsFor({ ...basis, bears: true })).toBe("no decisive evidence");
    expect(wordsFor(basis)).toBe("nothing reported");
  });
});

describe("seenUntil", () => {
  const seen = (to: string, known: string) =>
    seenUntil(
      observed("O-1", presence("missiles", "sagua", "absent"), {
        from: "1962-11-01",
        to,
        known: at(known),
      }),
    );

  test("what was seen was seen before it was reported", () => {
    expect(seen("1962-11-02", "1962-11-01T09:00Z")).toBe(at("1962-11-01T09:00Z"));
    expect(seen("1962-11-02", "1962-11-03")).toBe(at("1962-11-02"));
  });

  test("a report that was known before what it speaks of began ends as it begins", () => {
    expect(seen("1962-11-02", "1962-10-30")).toBe(at("1962-11-01"));
  });
});
