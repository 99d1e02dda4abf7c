import { type Entry, entryId, type Zone, zone } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { SOUND_LINES } from "../../testing/entries/lines.ts";
import { inRecordOrder, readRecord, recordOf } from "./record.ts";
import { formatRecordEntry } from "./record-entry.ts";

const ZONE = zone("UTC") as Zone;

const read = readRecord(`${SOUND_LINES.join("\n")}\n`, "record.jsonl", ZONE);

/** What is found in entries, by the place and the code of each. */
function found(entries: readonly Entry[]): readonly string[] {
  const { diagnostics } = recordOf(entries, "record.jsonl", ZONE);
  return diagnostics.map(({ line, code, entry }) => `${line} ${code} ${entry}`);
}

describe("entries that a store has", () => {
  test("are held against each other just as the lines of a folder are", () => {
    const given = inRecordOrder(read);
    expect(given.length).toBeGreaterThan(3);
    expect(recordOf(given, "record.jsonl", ZONE)).toEqual(read);
    const [first] = given;
    if (first === undefined) throw new Error("There are no lines.");
    const spoilt = [...given.slice(1), first, first];
    const lines = spoilt.map((entry) => `${formatRecordEntry(entry)}\n`).join("");
    const asLines = readRecord(lines, "record.jsonl", ZONE);
    const asEntries = recordOf(spoilt, "record.jsonl", ZONE);
    expect(asLines.diagnostics.length).toBeGreaterThan(1);
    const withoutColumn = asLines.diagnostics.map((one) => ({ ...one, column: null }));
    expect(asEntries).toEqual({ ...asLines, diagnostics: withoutColumn });
  });

  test("that refer to later ones, or stand twice, are named with their places", () => {
    const [one] = read.entries;
    if (one === undefined) throw new Error("There are no lines.");
    const withdrawal = {
      kind: "withdrawal",
      id: entryId("W-9"),
      known: one.known,
      reason: "r",
    } as const;
    expect(found([{ ...withdrawal, of: one.id }, one, one])).toEqual([
      "1 later-entry W-9",
      `3 duplicate-id ${one.id}`,
    ]);
  });
});
