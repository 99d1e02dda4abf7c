import { BEGINNING, type Observation, parseInstant, type Zone, zone } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { line, SOUND_LINES } from "../../testing/entries/lines.ts";
import { readRecord } from "./record.ts";

const where = zone("Europe/Vienna") as Zone;

function read(...lines: readonly string[]) {
  return readRecord(lines.join("\n"), "record.jsonl", where);
}

/** The codes of a record's diagnostics with their lines: `2 unknown-field`. */
function codes(...lines: readonly string[]): readonly string[] {
  return read(...lines).diagnostics.map((found) => `${found.line} ${found.code}`);
}

/** A sound observation with some of its fields replaced; `undefined` leaves a field out. */
function altered(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...JSON.parse(SOUND_LINES[0] as string), ...fields });
}

function observation(text: string): Observation {
  const { entries, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  return entries[0] as Observation;
}

describe("a sound record", () => {
  test("is read whole, in its own order", () => {
    const { entries, lines, diagnostics } = read(...SOUND_LINES);
    expect(diagnostics).toEqual([]);
    expect(entries).toHaveLength(SOUND_LINES.length);
    expect(lines).toEqual(SOUND_LINES.map((_, index) => index + 1));
  });

  test("may have empty lines, and line ends of either kind", () => {
    const text = `${SOUND_LINES[0]}\r\n\r\n${SOUND_LINES[1]}\n`;
    const { entries, lines, diagnostics } = readRecord(text, "record.jsonl", where);
    expect(diagnostics).toEqual([]);
    expect(entries).toHaveLength(2);
    expect(lines).toEqual([1, 3]);
  });

  test("gives a party's word the method of a statement by default", () => {
    const said = JSON.parse(SOUND_LINES[9] as string);
    expect(observation(JSON.stringify({ ...said, method: undefined })).method).toBe("statement");
  });
});

describe("when something was so", () => {
  test("a day is the day of the case's own clocks, half-open", () => {
    const { valid, precision } = observation(altered({ valid: { on: "2031-03-01" } }));
    expect(precision).toBe("day");
    expect(valid.from).toBe(parseInstant("2031-02-28T23:00Z"));
    expect(valid.to).toBe(parseInstant("2031-03-01T23:00Z"));
  });

  test("the day on which the clocks go back has 25 hours", () => {
    const text = altered({ valid: { on: "2030-10-27" } });
    const { valid } = observation(text);
    expect(valid.to - valid.from).toBe(25 * 3_600_000);
  });

  test("a moment is a stretch of no length", () => {
    const { valid, precision } = observation(altered({ valid: { at: "2031-03-01T10:00+01:00" } }));
    expect(valid.from).toBe(valid.to);
    expect(precision).toBe("minute");
  });

  test("before a moment is from the beginning of time to it", () => {
    const { valid, precision } = observation(altered({ valid: { to: "2031-03-01" } }));
    expect(valid.from).toBe(BEGINNING);
    expect(precision).toBe("before");
  });

  test.each([
    [{}, "missing-field"],
    [{ from: "2031-03-01" }, "missing-field"],
    [{ from: "2031-03-01", to: "2031-03-01" }, "impossible-interval"],
    [{ from: "2031-03-01", to: "2031-02-01" }, "impossible-interval"],
    [{ from: "2031-02-30", to: "2031-03-01" }, "not-an-instant"],
    [{ at: "2031-03-01" }, "not-an-instant"],
    [{ at: "2031-03-01T10:00" }, "not-an-instant"],
    [{ on: "2031-03-01T10:00+01:00" }, "not-an-instant"],
    [{ on: "2031-03-01", precision: "month" }, "unknown-field"],
    [{ from: "2031-01-01", to: "2031-02-01", precision: "week" }, "unknown-word"],
    [{ at: "2031-03-02T09:01+01:00" }, "dated-impossibly"],
    [{ on: "2031-03-03" }, "dated-impossibly"],
    ["2031-03-01", "not-an-object"],
  ])("%j is refused", (valid, code) => {
    expect(codes(altered({ valid }))).toContain(`1 ${code}`);
  });
});

describe("a line that is no entry", () => {
  test.each([
    ["{", "not-json"],
    ["null", "not-an-object"],
    ["[1]", "not-an-object"],
    ["{}", "missing-field"],
    [altered({ v: 2 }), "unknown-version"],
    [altered({ v: "1" }), "unknown-version"],
    [altered({ kind: "rumour" }), "unknown-kind"],
    [altered({ kind: undefined }), "missing-field"],
    [altered({ weight: 3 }), "unknown-field"],
    [altered({ known: undefined }), "missing-field"],
    [altered({ known: "2031-03-02" }), "not-an-instant"],
    [altered({ known: "2031-03-02T09:00" }), "not-an-instant"],
    [altered({ id: "O 1" }), "malformed-text"],
    [altered({ id: 7 }), "wrong-type"],
    [altered({ grade: undefined }), "missing-field"],
    [altered({ grade: { reliability: "B", credibility: 2, by: "me" } }), "missing-field"],
    [altered({ grade: { reliability: "G", credibility: 2, by: "me", why: "x" } }), "unknown-word"],
    [altered({ grade: { reliability: "B", credibility: 7, by: "me", why: "x" } }), "unknown-word"],
    [
      altered({
        grade: { reliability: "B", credibility: 2, confirmedBy: ["O-9"], by: "me", why: "x" },
      }),
      "unknown-field",
    ],
    [altered({ source: { cite: " " } }), "malformed-text"],
    [altered({ source: { cite: "a\u001b[2Jb" } }), "malformed-text"],
    [altered({ source: { cite: "a\u202eb" } }), "malformed-text"],
    [altered({ observers: { body: "mission" } }), "wrong-type"],
    [altered({ observers: [{ nationality: "Corland" }] }), "missing-field"],
    [altered({ attachments: [{ name: "a.tif" }] }), "missing-field"],
    [altered({ attachments: [{ sha256: "ABC", name: "a.tif" }] }), "malformed-text"],
    [altered({ report: { kind: "sighting" } }), "unknown-word"],
    [altered({ labels: Array.from({ length: 201 }, () => "x") }), "out-of-range"],
  ])("%# is refused", (text, code) => {
    expect(codes(text)).toContain(`1 ${code}`);
    expect(read(text).entries).toEqual([]);
  });

  test.each([
    [{ kind: "presence", subject: "a", place: "b", state: "absent" }, "missing-field"],
    [
      { kind: "presence", subject: "a", place: "b", state: "absent", coverage: 1.1 },
      "out-of-range",
    ],
    [
      { kind: "presence", subject: "a", place: "b", state: "present", coverage: 1 },
      "unknown-field",
    ],
    [
      { kind: "presence", subject: "a", place: "b", state: "present", placeKind: "port" },
      "missing-field",
    ],
    [{ kind: "count", subject: "a", stage: "loaded" }, "missing-field"],
    [{ kind: "count", subject: "a", stage: "loaded", low: 3 }, "missing-field"],
    [{ kind: "count", subject: "a", stage: "loaded", low: 3, high: 2 }, "out-of-range"],
    [{ kind: "count", subject: "a", stage: "loaded", number: 2, high: 2 }, "unknown-field"],
    [{ kind: "count", subject: "a", stage: "loaded", number: -1 }, "out-of-range"],
    [{ kind: "count", subject: "a", stage: "sunk", number: 1 }, "unknown-word"],
    [{ kind: "coverage", place: "a", fraction: "0.5" }, "wrong-type"],
    [{ kind: "access", place: "a", state: "granted", safety: "yes" }, "wrong-type"],
    [{ kind: "access", place: "a", state: "granted", reason: "mines" }, "unknown-field"],
    [{ kind: "statement", by: "a", stance: "hopes", text: "x" }, "unknown-word"],
    [
      { kind: "statement", by: "a", stance: "declares", text: "x", claim: { kind: "statement" } },
      "unknown-word",
    ],
  ])("the report %j is refused", (report, code) => {
    expect(codes(line("O-1", report))).toContain(`1 ${code}`);
  });

  test("of more than 64 KiB is refused without being read", () => {
    expect(codes(altered({ gradeNote: "x".repeat(70_000) }))).toEqual(["1 line-too-long"]);
    expect(codes(altered({ labels: ["é".repeat(33_000)] }))).toEqual(["1 line-too-long"]);
  });

  test("that nests without end is refused, once", () => {
    const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    expect(codes(deep)).toEqual(["1 too-deep"]);
  });

  test("that gives a field twice is refused, however the key is spelt", () => {
    const twice = (SOUND_LINES[0] as string).replace('"v":1', '"v":1,"m\\u0065thod":"telescope"');
    expect(codes(twice)).toEqual(["1 duplicate-field"]);
  });

  test("a number beyond what JSON can hold is out of range", () => {
    const text = line("O-1", { kind: "count", subject: "a", stage: "loaded", number: 0 });
    expect(codes(text.replace('"number":0', '"number":1e999'))).toEqual(["1 out-of-range"]);
  });

  test("has all that is wrong with it named at once, each at its column", () => {
    const text = altered({ known: "yesterday", method: 5, extra: true });
    const { diagnostics } = read(text);
    expect(diagnostics.map((found) => found.code).sort()).toEqual([
      "not-an-instant",
      "unknown-field",
      "wrong-type",
    ]);
    for (const found of diagnostics) {
      const value = text.slice((found.column as number) - 1);
      expect(value).toMatch(/^("yesterday"|5|true)/);
      expect(found.entry).toBe("O-1");
      expect(found.remedy).not.toBe("");
    }
  });
});

describe("a decision", () => {
  const relax = JSON.parse(SOUND_LINES[11] as string) as Readonly<Record<string, unknown>>;
  const decide = (fields: Readonly<Record<string, unknown>>) =>
    codes(JSON.stringify({ ...relax, ...fields }));

  test("to relax or to suspend takes an end", () => {
    expect(decide({ until: undefined })).toEqual(["1 missing-field"]);
    expect(decide({ act: "suspend", until: undefined })).toEqual(["1 missing-field"]);
  });

  test("ends after it takes effect", () => {
    expect(decide({ until: "2031-03-04T09:00+01:00" })).toEqual(["1 impossible-interval"]);
  });

  test("to lift has no end", () => {
    expect(decide({ act: "lift" })).toEqual(["1 unknown-field"]);
  });

  test("to approve an equivalent names the method, and no other does", () => {
    expect(decide({ act: "approve-equivalent", until: undefined })).toEqual(["1 missing-field"]);
    expect(decide({ method: "telescope" })).toEqual(["1 unknown-field"]);
  });

  test("names a part only to relax it, and says of a date only whether a suspension moves it", () => {
    expect(decide({ part: "searches" })).toEqual([]);
    expect(decide({ act: "suspend", part: "searches" })).toEqual(["1 unknown-field"]);
    expect(decide({ act: "suspend", movesDate: true })).toEqual([]);
    expect(decide({ act: "suspend", movesDate: "yes" })).toEqual(["1 wrong-type"]);
    expect(decide({ movesDate: true })).toEqual(["1 unknown-field"]);
  });
});

describe("an entry at its place in the record", () => {
  const [first, second] = SOUND_LINES as readonly [string, string];
  const withdrawal = SOUND_LINES[12] as string;

  test("was known no earlier than those before it", () => {
    expect(codes(second, first)).toEqual(["2 known-decreases"]);
  });

  test("has an id of its own", () => {
    expect(codes(first, first)).toEqual(["2 duplicate-id"]);
    expect(codes(first, first.replace('"O-1"', '"O\\u002d1"'))).toEqual(["2 duplicate-id"]);
  });

  test("withdraws only what is on the record", () => {
    expect(codes(first, withdrawal)).toEqual(["2 unknown-entry"]);
  });

  test("refers only to what comes before it", () => {
    const early = withdrawal.replace("2031-03-05T08:00+01:00", "2031-03-01T00:00+01:00");
    expect(codes(early, first, second)).toEqual(["1 later-entry"]);
  });

  test("is confirmed only by what comes before it", () => {
    const confirmed = JSON.parse(SOUND_LINES[15] as string);
    const grade = { ...confirmed.grade, confirmedBy: ["O-1", "O-99"] };
    const text = JSON.stringify({ ...confirmed, grade });
    expect(codes(first, text)).toEqual(["2 unknown-entry"]);
    expect(read(first, text).diagnostics[0]?.message).toContain("grade.confirmedBy[1]");
  });

  test("falls with the faulty line that it refers to", () => {
    const faulty = second.replace("aerial-photography", "aerial photography");
    expect(codes(first, faulty, withdrawal)).toEqual(["2 malformed-text", "3 refers-to-invalid"]);
  });

  test("does not supersede itself", () => {
    const text = (SOUND_LINES[13] as string).replace('"by":"O-5"', '"by":"O-4"');
    expect(codes(SOUND_LINES[3] as string, text)).toEqual(["2 unknown-entry"]);
  });

  test("adopts only a reading or an amendment of the folder", () => {
    for (const adopts of ["../secret.proviso", "/etc/passwd", "amendments/../x.proviso", "a.txt"]) {
      const amendment = { ...JSON.parse(SOUND_LINES[10] as string), adopts };
      expect(codes(JSON.stringify(amendment))).toEqual(["1 malformed-text"]);
    }
  });

  test("may be faulty without hiding what is wrong with another", () => {
    expect(codes("{", first, "nonsense", altered({ v: 9 }))).toEqual([
      "1 not-json",
      "3 not-json",
      "4 unknown-version",
    ]);
  });
});
