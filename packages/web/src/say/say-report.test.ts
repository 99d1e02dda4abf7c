import { type Claim, entryId, id, instant, type Report } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { sayEntry, sayReport } from "./say-report.ts";

const titleOf = (name: string) => ({ bombers: "IL-28 bombers", mariel: "Mariel" })[name] ?? name;
const presence: Claim = {
  kind: "presence",
  subject: id("bombers"),
  place: id("mariel"),
  state: "absent",
  coverage: 0.8,
  placeKind: null,
  placeName: null,
};

const CASES: readonly (readonly [string, Report])[] = [
  ["IL-28 bombers absent from Mariel, 80 % of it looked at", presence],
  ["IL-28 bombers present at Mariel", { ...presence, state: "present" }],
  [
    "IL-28 bombers present at a new field",
    { ...presence, state: "present", placeName: "a new field", placeKind: "airfield" },
  ],
  [
    "inspection of ship by ICRC at Mariel: complete",
    {
      kind: "activity",
      activity: "inspection",
      subject: id("ship"),
      place: id("mariel"),
      state: "complete",
      by: id("ICRC"),
    },
  ],
  [
    "access to Mariel for ground inspection denied, without guarantee of safety",
    {
      kind: "access",
      place: id("mariel"),
      activity: "ground-inspection",
      state: "denied",
      safety: false,
    },
  ],
  ["95 % of Mariel seen", { kind: "coverage", place: id("mariel"), fraction: 0.95 }],
  [
    "3 to 4 IL-28 bombers counted aboard Okhotsk",
    {
      kind: "count",
      subject: id("bombers"),
      stage: "counted-aboard",
      low: 3,
      high: 4,
      place: null,
      vessel: "Okhotsk",
      voyage: null,
      allDepartures: false,
    },
  ],
  [
    "11 IL-28 bombers: from crated at Mariel to loaded aboard Okhotsk",
    {
      kind: "transfer",
      subject: id("bombers"),
      low: 11,
      high: 11,
      from: { stage: "crated", place: id("mariel"), lot: null },
      to: { stage: "loaded", place: null, lot: null },
      vessel: "Okhotsk",
      voyage: null,
    },
  ],
  [
    "53.6 % of the declared IL-28 bombers departed or destroyed in place",
    {
      kind: "count",
      subject: id("bombers"),
      stage: "departed",
      orStage: "destroyed-in-place",
      low: 53.6,
      high: 53.6,
      percentOf: "declared",
      place: null,
      vessel: null,
      voyage: null,
      allDepartures: false,
    },
  ],
  [
    "intent of base: not so",
    {
      kind: "assessment",
      matter: "intent",
      subject: id("base"),
      state: "not-so",
      low: null,
      high: null,
      from: [],
    },
  ],
  [
    "USSR declares on removal: “All of them.”",
    {
      kind: "statement",
      by: id("USSR"),
      to: null,
      stance: "declares",
      on: id("removal"),
      term: null,
      text: "All of them.",
      instrument: null,
      claim: presence,
    },
  ],
];

describe("a report in one line", () => {
  test.each(CASES)("%s", (said, report) => expect(sayReport(report, titleOf)).toBe(said));

  test("a withdrawal names what it withdraws", () => {
    const entry = {
      kind: "withdrawal" as const,
      id: entryId("W-1"),
      known: instant(0),
      of: entryId("O-9"),
      reason: "misread",
    };
    expect(sayEntry(entry, titleOf)).toBe("Withdraws O-9");
  });
});
