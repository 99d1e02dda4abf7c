import type { AtomReasons, Explanation, Level } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { supportOf } from "./support.ts";

const side = (support: number, level: Level, shownBy: string | null = null) => ({
  support,
  level,
  sources: 1,
  shownBy,
});

function atom(forSide: [number, Level], against: [number, Level]): Explanation {
  const reasons: AtomReasons = {
    for: side(...forSide),
    against: side(...against),
    reports: [],
    excluded: [],
    bearing: [],
    open: 3,
    doubt: 1,
    count: null,
  };
  return { ...join("atom", []), atom: reasons };
}

function join(
  kind: Explanation["kind"],
  children: readonly Explanation[],
  label = "",
): Explanation {
  return {
    node: "x",
    kind,
    label,
    value: "unverified",
    words: "unclear",
    declaredOnly: false,
    restsOn: [],
    at: null,
    text: null,
    children,
    atom: null,
  };
}

const strong = atom([0.95, 3], [0, 0]);
const weak = atom([0.3, 1], [0.1, 0]);
const denied = atom([0, 0], [0.8, 3]);

describe("the support of a verdict", () => {
  test("of a counting says by what figures it is shown, and no weight of one side", () => {
    const short = { ...strong, atom: { ...strong.atom!, against: side(0.75, 3, "fewer than 42") } };
    expect(supportOf({ ...short, atom: { ...short.atom, for: side(0, 0) } }).text).toBe(
      "For: nothing. Against: confirmed (fewer than 42).",
    );
  });

  test("of an atom is its own, and is said in words", () => {
    expect(supportOf(strong)).toEqual({
      for: 0.95,
      against: 0,
      text: "For: 95 % (confirmed). Against: nothing.",
    });
  });

  test("of all of several is that of the weakest for, and of the strongest against", () => {
    expect(supportOf(join("all", [strong, weak, denied]))).toMatchObject({ for: 0, against: 0.8 });
  });

  test("of any of several is that of the strongest for, and of the weakest against", () => {
    expect(supportOf(join("any", [strong, weak, denied]))).toMatchObject({ for: 0.95, against: 0 });
  });

  test("of at least two of three is that of the second", () => {
    const two = join("at-least", [strong, weak, denied], "at least 2 of 3");
    expect(supportOf(two)).toMatchObject({ for: 0.3, against: 0.1 });
  });

  test("changes sides under a negation", () => {
    expect(supportOf(join("not", [denied]))).toMatchObject({ for: 0.8, against: 0 });
  });

  test("leaves exceptions aside, and is nothing where nothing is asked", () => {
    const exception = { ...join("exception", [strong]) };
    expect(supportOf(join("unless", [weak, exception]))).toMatchObject({ for: 0.3 });
    expect(supportOf(join("clause", []))).toMatchObject({ for: 0, against: 0 });
  });
});
