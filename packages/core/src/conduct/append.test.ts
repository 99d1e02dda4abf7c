import { describe, expect, test } from "vitest";
import {
  agreement,
  at,
  isAt,
  observed,
  place,
  presence,
  requires,
  undertaking,
} from "../../testing/specimen.ts";
import type { Entry } from "../agreement/index.ts";
import { entryId, id, LEVEL, position } from "../evidence/index.ts";
import { openVerdicts } from "./verdicts.ts";

const text = {
  ...agreement([undertaking("there", { form: "keep" }), place("punta", "silo")]),
  requirements: [requires("there", isAt("missiles", "sagua", "present", { open: LEVEL.probable }))],
};

const NOW = at("1962-12-01");

function value(judge: ReturnType<typeof openVerdicts>, known: number) {
  const inquiry = { asOf: NOW, knownAt: position(known), reading: null, under: null };
  return judge.standing(id("there"), inquiry)?.value;
}

/** Judged as it is appended, having been asked after each entry; and opened on the whole at once. */
function bothWays(entries: readonly Entry[]) {
  const grown = openVerdicts({ texts: [text], entries: [] });
  for (const [index, entry] of entries.entries()) {
    value(grown, index);
    grown.append([entry]);
  }
  const opened = openVerdicts({ texts: [text], entries });
  const all = [...entries.keys(), entries.length];
  return {
    grown: all.map((known) => value(grown, known)),
    opened: all.map((known) => value(opened, known)),
  };
}

const flown = observed("O-1", presence("bombers", "remedios", "present"), { grade: "B2" });
const drawn = observed("O-2", presence("missiles", "sagua", "present"), {
  grade: "A2",
  lineage: ["O-1"],
});
const withdrawn: Entry = {
  kind: "withdrawal",
  id: entryId("W-1"),
  known: at("1962-11-20"),
  of: entryId("O-1"),
  reason: "another island",
};

describe("a judge that is given its record entry by entry", () => {
  test("hears no more what was drawn from a report of another matter, once that is withdrawn", () => {
    const { grown, opened } = bothWays([flown, drawn, withdrawn]);
    expect(opened).toEqual(["unverified", "unverified", "verified", "unverified"]);
    expect(grown).toEqual(opened);
  });

  test("reads anew what was drawn from a report that comes in only later", () => {
    const { grown, opened } = bothWays([drawn, flown, withdrawn]);
    expect(grown).toEqual(opened);
    expect(grown.at(-1)).toBe("unverified");
  });

  test("reads anew what was withdrawn before it came in", () => {
    const { grown, opened } = bothWays([withdrawn, flown, drawn]);
    expect(grown).toEqual(opened);
    expect(grown.at(-1)).toBe("unverified");
  });
});
