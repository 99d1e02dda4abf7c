import { instant, type Zone, zone } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { SOUND_LINES } from "../../testing/entries/lines.ts";
import { UNJUDGED_LINES } from "../../testing/entries/record-lines.ts";
import { readUnstamped } from "./entry.ts";
import { openFields } from "./fields.ts";
import type { Problem } from "./line.ts";
import { readRecord } from "./record.ts";
import {
  formatRecordEntry,
  isJudged,
  isOfRegister,
  RECORD_READERS,
  readRecordEntry,
  recordReferencesOf,
  unstamped,
} from "./record-entry.ts";

const where = zone("Europe/Vienna") as Zone;

function entryOf(line: string) {
  const read = readRecordEntry(line, where);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.entry;
}

/** The codes of a line's problems, the line being a sound one with some fields replaced. */
function codes(line: string, fields: Readonly<Record<string, unknown>>): readonly string[] {
  const read = readRecordEntry(JSON.stringify({ ...JSON.parse(line), ...fields }), where);
  return read.ok ? [] : read.problems.map((problem) => `${problem.path} ${problem.code}`);
}

const [genesis, enrolment, , , compromise, compartment] = UNJUDGED_LINES as readonly string[] &
  readonly [string, string, string, string, string, string];
const seal = UNJUDGED_LINES.at(-2) as string;

describe("a signed record", () => {
  test("holds every kind of entry there is, and writing each gives it back", () => {
    const kinds = new Set<string>();
    for (const line of [...SOUND_LINES, ...UNJUDGED_LINES]) {
      const entry = entryOf(line);
      kinds.add(entry.kind);
      expect(entryOf(formatRecordEntry(entry))).toEqual(entry);
    }
    expect([...kinds].sort()).toEqual(Object.keys(RECORD_READERS).sort());
  });

  test("is judged by the kinds of the judge alone", () => {
    expect(SOUND_LINES.map(entryOf).every(isJudged)).toBe(true);
    expect(UNJUDGED_LINES.map(entryOf).some(isJudged)).toBe(false);
  });

  test("names in each reference an entry that must come before", () => {
    const references = UNJUDGED_LINES.flatMap((line) => recordReferencesOf(entryOf(line)));
    expect(references.map(({ to }) => to)).toEqual([
      "outbound-2",
      "O-1",
      "O-1",
      "O-1",
      "O-1",
      "L-1",
    ]);
  });

  test("stops a reader of case folders, which knows what is judged and registers alone", () => {
    for (const line of UNJUDGED_LINES) {
      if (isOfRegister(entryOf(line))) continue;
      const { diagnostics } = readRecord(line, "record.jsonl", where);
      expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-kind"]);
    }
  });

  test("stops its own reader at a kind that nobody knows", () => {
    for (const kind of ["toString", "__proto__", "Key", "rumour"]) {
      expect(codes(genesis, { kind })).toEqual(["kind unknown-kind"]);
    }
  });
});

describe("an entry as its author signs it", () => {
  test("leaves out when it was known, and takes that from the log", () => {
    for (const line of [...SOUND_LINES, ...UNJUDGED_LINES]) {
      const entry = entryOf(line);
      const problems: Problem[] = [];
      const fields = openFields(JSON.parse(JSON.stringify(unstamped(entry))), "entry", problems);
      const read = readUnstamped(fields, { known: entry.known, zone: where }, RECORD_READERS);
      expect(problems).toEqual([]);
      expect(read).toEqual(entry);
    }
  });

  test("is refused where its author says when it was known", () => {
    const problems: Problem[] = [];
    const fields = openFields(JSON.parse(genesis), "entry", problems);
    readUnstamped(fields, { known: instant(0), zone: where }, RECORD_READERS);
    expect(problems.map(({ code, path }) => `${path} ${code}`)).toEqual([
      "entry.known unknown-field",
    ]);
  });
});

describe("a key", () => {
  test.each([
    [{ publicKey: "D7".repeat(32) }, "publicKey malformed-text"],
    [{ publicKey: "d7".repeat(31) }, "publicKey malformed-text"],
    [{ log: { origin: "a" } }, "log.key missing-field"],
    [{ log: { origin: "a\nb", key: "k" } }, "log.origin malformed-text"],
    [{ person: undefined }, "person missing-field"],
    [{ roles: ["keeper"] }, "roles unknown-field"],
    [{ act: "lend" }, "act unknown-word"],
  ])("that founds a record is refused with %j", (fields, code) => {
    expect(codes(genesis, fields)).toContain(code);
  });

  test.each([
    [{ roles: [] }, "roles unknown-word"],
    [{ roles: ["observer", "observer"] }, "roles unknown-word"],
    [{ roles: ["king"] }, "roles unknown-word"],
    [{ expires: "2032-01-01" }, "expires not-an-instant"],
    [{ name: "team 3" }, "name malformed-text"],
  ])("is not enrolled with %j", (fields, code) => {
    expect(codes(enrolment, fields)).toContain(code);
  });

  test.each([
    [{ from: 10 }, "from out-of-range"],
    [{ from: 3.5 }, "from out-of-range"],
    [{ to: -1 }, "to out-of-range"],
  ])("is not compromised over the range %j", (fields, code) => {
    expect(codes(compromise, fields)).toContain(code);
  });
});

describe("a compartment", () => {
  test.each([
    [{ readers: [] }, "readers out-of-range"],
    [{ readers: undefined }, "readers missing-field"],
    [{ readers: [{ name: "a", recipient: "AGE-SECRET-KEY-1QQ" }] }, "readers[0].recipient"],
    [{ compartment: "photography" }, "compartment malformed-text"],
    [{ entryBytes: 5000 }, "entryBytes unknown-word"],
    [{ generation: 1.5 }, "generation out-of-range"],
  ])("is refused with %j", (fields, code) => {
    expect(codes(compartment, fields).join("\n")).toContain(code);
  });
});

describe("a seal", () => {
  test.each([
    [{ sites: 3 }, "sites out-of-range"],
    [{ sites: 0 }, "sites out-of-range"],
    [{ sites: 65_536, itemsPerSite: 2 }, "sites out-of-range"],
    [{ itemBytes: 100 }, "itemBytes unknown-word"],
    [{ root: "" }, "root malformed-text"],
    [{ count: 12 }, "count unknown-field"],
  ])("is refused with %j", (fields, code) => {
    expect(codes(seal, fields)).toContain(code);
  });
});
