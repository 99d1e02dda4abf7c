import { type Zone, zone } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { SOUND_LINES } from "../../testing/entries/lines.ts";
import { UNJUDGED_LINES } from "../../testing/entries/record-lines.ts";
import { readRecord } from "./record.ts";
import { readRecordEntry } from "./record-entry.ts";

const where = zone("Europe/Vienna") as Zone;
const EDITION = UNJUDGED_LINES.find((line) => line.includes("register-edition")) as string;
const CHANGE = UNJUDGED_LINES.find((line) => line.includes("register-change")) as string;

function codes(line: string, fields: Readonly<Record<string, unknown>>): readonly string[] {
  const read = readRecordEntry(JSON.stringify({ ...JSON.parse(line), ...fields }), where);
  return read.ok ? [] : read.problems.map(({ path, code }) => `${path} ${code}`);
}

describe("an edition of a register", () => {
  test.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["names the file of its own hash", { sha256: "cd".repeat(32) }, ["file malformed-text"]],
    [
      "names a file of its own register",
      { file: `registers/inbound/${"ab".repeat(32)}.csv` },
      ["file malformed-text"],
    ],
    [
      "is a CSV or a workbook",
      { file: `registers/outbound/${"ab".repeat(32)}.exe` },
      ["file malformed-text"],
    ],
    ["is dated by a day there is", { date: "2031-02-30" }, ["date not-an-instant"]],
    ["may have no date", { date: null }, []],
    ["has whole rows", { rows: 1.5 }, ["rows out-of-range"]],
    ["says by which mapping it was read", { mapping: undefined }, ["mapping missing-field"]],
  ])("%s", (_says, fields, expected) => {
    expect(codes(EDITION, fields)).toEqual(expected);
  });
});

describe("a change of a row", () => {
  test.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["is of a known kind", { change: "improved" }, ["change unknown-word"]],
    ["that was dropped has no row in this edition", { change: "dropped", row: null }, []],
    ["that is there has a row", { row: null }, ["row missing-field"]],
    ["that was there had a row", { rowBefore: null }, ["rowBefore missing-field"]],
    ["that was added had none", { change: "added", rowBefore: null, before: null }, []],
    ["counts rows from 1", { row: 0 }, ["row out-of-range"]],
    ["holds texts, numbers or nothing", { after: { a: [1] } }, ["after.a wrong-type"]],
    ["holds no control characters", { after: { a: "\u202eb" } }, ["after.a malformed-text"]],
    [
      "has as many fields as a mapping may name",
      { after: Object.fromEntries(Array.from({ length: 41 }, (_, at) => [`f${at}`, 1])) },
      ["after out-of-range"],
    ],
  ])("%s", (_says, fields, expected) => {
    expect(codes(CHANGE, fields)).toEqual(expected);
  });
});

describe("the record of a case folder", () => {
  test("keeps what is known of registers beside what is judged, in one order", () => {
    const [first = "", ...later] = SOUND_LINES;
    const lines = [first, EDITION, CHANGE, ...later].map((line, at) => {
      return JSON.stringify({ ...JSON.parse(line), known: `2031-03-07T08:${at + 10}Z` });
    });
    const { entries, registers, diagnostics } = readRecord(lines.join("\n"), "record.jsonl", where);
    expect(diagnostics).toEqual([]);
    expect(registers.map(({ entry, line }) => [entry.kind, line])).toEqual([
      ["register-edition", 2],
      ["register-change", 3],
    ]);
    expect(entries.map(({ id }) => id)).not.toContain("outbound-2");
  });

  test("refuses a change of an edition, or about an observation, that is not there", () => {
    const { registers, diagnostics } = readRecord(CHANGE, "record.jsonl", where);
    expect(registers).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-entry", "unknown-entry"]);
  });

  test("takes an id once, whatever it is about", () => {
    const { diagnostics } = readRecord(`${EDITION}\n${EDITION}`, "record.jsonl", where);
    expect(diagnostics.map(({ code }) => code)).toEqual(["duplicate-id"]);
  });
});
