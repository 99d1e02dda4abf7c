import type { CountReport, Observation, TransferReport, Zone } from "@proviso/core";
import { zone } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { line } from "../../testing/entries/lines.ts";
import { formatEntry } from "./format.ts";
import { readRecord } from "./record.ts";

const where = zone("Europe/Vienna") as Zone;
const read = (report: Readonly<Record<string, unknown>>) =>
  readRecord(line("O-1", report), "record.jsonl", where);

/** The codes of what is wrong with a report. */
const codes = (report: Readonly<Record<string, unknown>>) =>
  read(report).diagnostics.map(({ code }) => code);

/** The report of a line that is sound, and that is the same after it is written and read. */
function sound<Report>(report: Readonly<Record<string, unknown>>): Report {
  const { entries, diagnostics } = read(report);
  expect(diagnostics).toEqual([]);
  const written = formatEntry(entries[0]!);
  expect(readRecord(written, "record.jsonl", where).entries).toEqual(entries);
  return (entries[0] as Observation).report as Report;
}

const count = { kind: "count", subject: "guns", stage: "counted-aboard", number: 8, vessel: "Ada" };

describe("a count", () => {
  test("may say what was covered, whether it was blind, its lot, and what tells the things apart", () => {
    const said = sound<CountReport>({
      ...count,
      voyage: "2031-03",
      covered: 3,
      blind: true,
      lot: "7",
      serials: ["A-1", "A-2"],
      seals: ["S-9"],
      tags: ["T-1"],
    });
    expect(said).toMatchObject({ covered: 3, blind: true, lot: "7", serials: ["A-1", "A-2"] });
  });

  test("of what is measured may give its σ", () => {
    expect(sound<CountReport>({ ...count, number: 12.5, sigma: 0.4 })).toMatchObject({
      low: 12.5,
      high: 12.5,
      sigma: 0.4,
    });
  });

  test("may be a percentage of what is declared, of one stage or of two together", () => {
    const said = sound<CountReport>({
      kind: "count",
      subject: "agent",
      stage: "departed",
      orStage: "destroyed-in-place",
      low: 28,
      high: 29,
      percentOf: "declared",
    });
    expect(said).toMatchObject({ low: 28, percentOf: "declared", orStage: "destroyed-in-place" });
  });

  test("says no more than it was asked where it says nothing", () => {
    const said = sound<CountReport>({ ...count, blind: false, serials: [] });
    expect(said).not.toHaveProperty("blind");
    expect(said).not.toHaveProperty("serials");
    expect(said).not.toHaveProperty("sigma");
  });

  test.each([
    ["more covered than counted", { covered: 9 }, "out-of-range"],
    ["more serials than were counted", { number: 1, serials: ["a", "b"] }, "out-of-range"],
    ["a serial named twice", { serials: ["a", "a"] }, "out-of-range"],
    ["a seal that is no text", { seals: [7] }, "wrong-type"],
    ["the same stage twice", { orStage: "counted-aboard" }, "out-of-range"],
    ["what is declared as a second stage", { orStage: "declared" }, "unknown-word"],
    [
      "a second stage to what is declared",
      { stage: "declared", orStage: "departed" },
      "unknown-field",
    ],
    ["a percentage of anything else", { percentOf: "estimated" }, "unknown-word"],
    ["a percentage with a σ", { percentOf: "declared", sigma: 1 }, "unknown-field"],
    ["a σ below nothing", { sigma: -1 }, "out-of-range"],
    ["a word for blind", { blind: "yes" }, "wrong-type"],
  ])("with %s is refused", (_what, fields, code) => {
    expect(codes({ ...count, ...fields })).toContain(code);
  });
});

const transfer = {
  kind: "transfer",
  subject: "guns",
  number: 4,
  from: { stage: "crated", place: "area-north", lot: "7" },
  to: { stage: "loaded", place: "harbour" },
  vessel: "Ada",
  voyage: "2031-03",
};

describe("a transfer", () => {
  test("goes from a stage and place to another, on a voyage", () => {
    expect(sound<TransferReport>({ ...transfer, serials: ["A-1"] })).toMatchObject({
      low: 4,
      from: { stage: "crated", place: "area-north", lot: "7" },
      to: { stage: "loaded", place: "harbour", lot: null },
      serials: ["A-1"],
    });
  });

  test("may be what a party declares", () => {
    const said = sound<{ readonly claim: TransferReport }>({
      kind: "statement",
      by: "Arden",
      stance: "declares",
      text: "Four guns were destroyed where they stood.",
      claim: { ...transfer, to: { stage: "destroyed-in-place" } },
    });
    expect(said.claim.to.stage).toBe("destroyed-in-place");
  });

  test.each([
    [
      "to where it came from",
      { to: { stage: "crated", place: "area-north", lot: "7" } },
      "out-of-range",
    ],
    ["from what is only declared", { from: { stage: "declared" } }, "unknown-word"],
    ["from what is destroyed", { from: { stage: "destroyed" } }, "unknown-word"],
    ["to what is only declared", { to: { stage: "declared" } }, "unknown-word"],
    ["from nowhere", { from: undefined }, "missing-field"],
    ["to a text", { to: "harbour" }, "not-an-object"],
    ["with no amount", { number: undefined }, "missing-field"],
    ["with a field of its own", { to: { stage: "loaded", ship: "Ada" } }, "unknown-field"],
  ])("%s is refused", (_what, fields, code) => {
    expect(codes({ ...transfer, ...fields })).toContain(code);
  });
});

describe("an activity", () => {
  test("may say why: for what reason a ship was refused", () => {
    const said = { kind: "activity", activity: "refusal", subject: "Ada", state: "complete" };
    expect(sound({ ...said, reason: "holds not clean" })).toMatchObject({
      reason: "holds not clean",
    });
    expect(codes({ ...said, reason: 7 })).toEqual(["wrong-type"]);
  });
});
