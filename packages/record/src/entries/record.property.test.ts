import { type Entry, instant, type Zone, zone } from "@proviso/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { line, SOUND_LINES } from "../../testing/entries/lines.ts";
import { formatEntry } from "./format.ts";
import { readRecord } from "./record.ts";

const where = zone("America/New_York") as Zone;
const read = (source: string) => readRecord(source, "record.jsonl", where);

describe("writing an entry", () => {
  test("and reading it again gives the same entry, for every kind there is", () => {
    const { entries } = read(SOUND_LINES.join("\n"));
    expect(entries).toHaveLength(SOUND_LINES.length);
    expect(read(entries.map(formatEntry).join("\n")).entries).toEqual(entries);
  });

  test("and reading it again gives the same entry, whatever it says", () => {
    fc.assert(
      fc.property(observedLine(), (text) => {
        const { entries, diagnostics } = read(text);
        expect(diagnostics).toEqual([]);
        const written = formatEntry(entries[0] as Entry);
        expect(written).not.toContain("\n");
        expect(read(written).entries).toEqual(entries);
        expect(formatEntry(read(written).entries[0] as Entry)).toBe(written);
      }),
    );
  });
});

describe("a hostile record", () => {
  test("never stops the reader: each line is an entry or is named", () => {
    fc.assert(
      fc.property(fc.array(mutatedLine(), { minLength: 1, maxLength: 6 }), (lines) => {
        const { entries, lines: taken, diagnostics } = read(lines.join("\n"));
        const named = new Set(diagnostics.map((found) => found.line));
        const count = lines.join("\n").split("\n").length;
        for (let at = 1; at <= count; at += 1) {
          const text = (lines.join("\n").split("\n")[at - 1] as string).trim();
          if (text === "") continue;
          expect(taken.includes(at)).not.toBe(named.has(at));
        }
        const known = entries.map((entry) => entry.known);
        expect(known).toEqual([...known].sort((a, b) => a - b));
        expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length);
      }),
      { numRuns: 2000 },
    );
  });

  test("of any JSON whatever never stops the reader", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { entries, diagnostics } = read(text);
        expect(entries.length + diagnostics.length).toBeGreaterThan(0);
      }),
    );
  });
});

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const prose = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
  .filter((text) => text.trim() !== "" && !/[\p{Cc}\p{Zl}\p{Zp}\ufeff]/u.test(text));
const number = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e9, noNaN: true }));

/** A sound observation of any report, graded and sourced in any way. */
function observedLine(): fc.Arbitrary<string> {
  const report = fc.oneof(
    fc.record({
      kind: fc.constant("presence"),
      subject: name,
      place: name,
      state: fc.constant("absent"),
      coverage: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.tuple(number, number, fc.boolean()).map(([a, b, allDepartures]) => ({
      kind: "count",
      subject: "guns",
      stage: "departed",
      low: Math.min(a, b),
      high: Math.max(a, b),
      allDepartures,
    })),
    fc.record(
      {
        kind: fc.constant("count"),
        subject: name,
        stage: fc.constantFrom("loaded", "counted-aboard"),
        number: fc.integer({ min: 5, max: 90 }),
        sigma: number,
        vessel: prose,
        voyage: prose,
        lot: prose,
        covered: fc.integer({ min: 0, max: 5 }),
        blind: fc.constant(true),
        serials: fc.uniqueArray(prose, { minLength: 1, maxLength: 3 }),
        seals: fc.uniqueArray(prose, { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ["kind", "subject", "stage", "number"] },
    ),
    fc.record({
      kind: fc.constant("count"),
      subject: name,
      stage: fc.constant("departed"),
      orStage: fc.constantFrom("destroyed", "destroyed-in-place"),
      number: number,
      percentOf: fc.constant("declared"),
    }),
    fc.record(
      {
        kind: fc.constant("transfer"),
        subject: name,
        number: number,
        from: fc.record({ stage: fc.constant("crated"), place: name, lot: prose }),
        to: fc.record({ stage: fc.constantFrom("loaded", "destroyed") }),
        vessel: prose,
        voyage: prose,
        sigma: number,
      },
      { requiredKeys: ["kind", "subject", "number", "from", "to"] },
    ),
    fc.record({
      kind: fc.constant("statement"),
      by: name,
      stance: fc.constantFrom("promises", "refuses"),
      text: prose,
      on: fc.option(name),
    }),
  );
  const moment = fc
    .date({ min: new Date("0101-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
    .map((date) => instant(date.getTime()));
  return fc.record({ report, name, prose, moment }).map((drawn) => {
    const base = JSON.parse(line("O-1", drawn.report)) as Readonly<Record<string, unknown>>;
    const at = new Date(drawn.moment).toISOString();
    const source = { cite: drawn.prose, lineage: [drawn.prose, drawn.name], body: drawn.name };
    return JSON.stringify({ ...base, valid: { at }, source, labels: [drawn.prose] });
  });
}

/** A sound line after a few slips: characters dropped, doubled, swapped or put in. */
function mutatedLine(): fc.Arbitrary<string> {
  const slip = fc.record({
    at: fc.nat(800),
    length: fc.nat(12),
    put: fc.oneof(
      fc.constantFrom('"', "{", "}", "[", "]", ",", ":", "\\", "\n", "null", "-", "1e999", "O-2"),
      fc.string({ maxLength: 3, unit: "binary" }),
    ),
  });
  return fc
    .record({ text: fc.constantFrom(...SOUND_LINES), slips: fc.array(slip, { maxLength: 4 }) })
    .map(({ text, slips }) => {
      return slips.reduce((mutated, { at, length, put }) => {
        const place = at % (mutated.length + 1);
        return mutated.slice(0, place) + put + mutated.slice(place + length);
      }, text);
    });
}
