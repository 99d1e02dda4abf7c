import type { Explanation, Zone } from "@proviso/core";
import { instant, zone } from "@proviso/core";
import { describe, expect, test } from "vitest";
import type { Io } from "../io.ts";
import { showExplanation } from "./explanation.ts";

const utc = zone("UTC") as Zone;
const io: Io = {
  out: () => {},
  err: () => {},
  columns: 96,
  colour: false,
  now: () => instant(0),
};

/** A node on which nothing is reported. */
function silent(node: string, kind: Explanation["kind"], children: readonly Explanation[] = []) {
  const explanation: Explanation = {
    node,
    kind,
    label: `what ${node} asks`,
    value: "unverified",
    words: "nothing reported",
    declaredOnly: false,
    restsOn: [],
    at: null,
    text: null,
    children,
    atom:
      kind === "atom"
        ? {
            for: { level: 0, support: 0, sources: 0, shownBy: null },
            against: { level: 0, support: 0, sources: 0, shownBy: null },
            reports: [],
            excluded: [],
            bearing: [],
            open: 3,
            doubt: 1,
            count: null,
          }
        : null,
  };
  return explanation;
}

const sites = ["a/1/1", "a/1/2", "a/1/3"].map((node) => silent(node, "atom"));

describe("an explanation", () => {
  test("says together the places of a quantifier on which nothing is reported", () => {
    const shown = showExplanation(io, silent("a/1", "every", sites), utc, {
      isFull: false,
      isAll: false,
    });
    expect(shown).toContain("nothing reported on 3 of 3");
    expect(shown).not.toContain("a/1/2");
  });

  test("in full gives each of them its own lines", () => {
    const shown = showExplanation(io, silent("a/1", "every", sites), utc, {
      isFull: true,
      isAll: false,
    });
    expect(shown).toContain("[a/1/2]");
    expect(shown).not.toContain("3 of 3");
  });

  test("never says together what several conditions ask", () => {
    const shown = showExplanation(io, silent("a/1", "all", sites), utc, {
      isFull: false,
      isAll: false,
    });
    expect(shown).toContain("what a/1/3 asks");
  });
});
