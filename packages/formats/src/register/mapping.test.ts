import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BSGI_MAPPING } from "../../testing/register.ts";
import { readEdition } from "./edition.ts";
import { readMapping } from "./mapping.ts";

function problems(change: Readonly<Record<string, unknown>>): readonly (string | null)[] {
  const read = readMapping(JSON.stringify({ ...BSGI_MAPPING, ...change }));
  return read.ok ? [] : read.problems.map(({ column }) => column);
}

const columns = BSGI_MAPPING.columns;
const observation = { report: { kind: "count", number: "{tonnage}", place: "{port.id}" } };

describe("the mapping of a register", () => {
  test("is read as it is written", () => {
    expect(
      problems({ observations: [observation], headerRow: 3, firstRow: 5, number: "imo" }),
    ).toEqual([]);
  });

  test.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["has a version", { v: 2 }, ["v"]],
    ["has no field that is not understood", { sheets: "Data" }, ["sheets"]],
    ["names a zone there is", { zone: "Mars/Olympus" }, ["zone"]],
    ["has keys of its own columns", { keys: [["imo", "colour"]] }, ["keys[0]"]],
    ["has at least one key", { keys: [] }, ["keys"]],
    ["begins below its headings", { headerRow: 4, firstRow: 4 }, ["firstRow"]],
    ["states a delimiter that is one", { delimiter: "x" }, ["delimiter"]],
    [
      "has types that are known",
      { columns: { ...columns, imo: { header: "IMO", type: "ship" } } },
      ["columns.imo.type"],
    ],
    [
      "identifies by a column of its own",
      { columns: { ...columns, imo: { header: "IMO", type: "imo", of: "imo" } } },
      ["columns.imo.of"],
    ],
    [
      "names no field row, which has a meaning",
      { columns: { ...columns, row: { header: "R", type: "text" } } },
      ["columns.row"],
    ],
    [
      "has places for its own fields",
      { observations: [{ report: { number: "{tons}" } }] },
      ["observations[0].report.number"],
    ],
    [
      "asks for an id where it gives ids",
      { observations: [{ report: { place: "{vessel.id}" } }] },
      ["observations[0].report.place"],
    ],
    [
      "asks for a day of a date",
      { observations: [{ report: { on: "{vessel.day}" } }] },
      ["observations[0].report.on"],
    ],
    [
      "has no brace that is no place",
      { observations: [{ report: { on: "{Vessel}" } }] },
      ["observations[0].report.on"],
    ],
    ["says what a row says", { observations: [{ valid: {} }] }, ["observations[0].report"]],
  ])("%s", (_says, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  test("that is no JSON is refused", () => {
    expect(readMapping("{").ok || readMapping("[]").ok || readMapping("null").ok).toBe(false);
  });

  test("never stops its reader, whatever it holds", () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(BSGI_MAPPING), "observations", "number"),
        json,
        (key, value) => {
          problems({ [key]: value });
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("an edition", () => {
  const mapping = readMapping(JSON.stringify(BSGI_MAPPING));
  const read = (csv: string) => {
    if (!mapping.ok) throw new Error("The mapping is unsound.");
    return readEdition(new TextEncoder().encode(csv), "csv", mapping.value);
  };
  const HEAD = "Departure port,Vessel name,IMO,Country,Commodity,Tonnage,Inspection İstanbul";

  test("with a heading missing, or there twice, is refused with all of them", () => {
    const missing = read("Departure port,Vessel name,Vessel name\n");
    expect(missing.ok || missing.problems.map(({ code, column }) => [code, column])).toEqual([
      ["header-twice", null],
      ["no-header", "imo"],
      ["no-header", "country"],
      ["no-header", "commodity"],
      ["no-header", "tonnage"],
      ["no-header", "inspected"],
    ]);
  });

  test("keeps a value that is not of its type, and says so", () => {
    const found = read(`${HEAD}\nOdesa,A,9074729,Egypt,Corn,about 5000,August\n`);
    expect(found.ok && found.value.rows[0]?.values).toEqual([
      "Odesa",
      "A",
      "9074729",
      "Egypt",
      "Corn",
      "about 5000",
      "August",
    ]);
    expect(found.ok && found.warnings.map(({ code, row, column }) => [code, row, column])).toEqual([
      ["not-a-number", 2, "F"],
      ["not-a-date", 2, "G"],
    ]);
  });

  test("reads numbers in groups and dates by their months, and nothing by guess", () => {
    const found = read(
      `${HEAD}\nOdesa,A,IMO 9074729,,Corn,"26,527.5",3 Aug 2022\nOdesa,B,,,Corn,-0,03/08/2022\n`,
    );
    expect(found.ok && found.value.rows.map(({ values }) => values.slice(5))).toEqual([
      [26_527.5, "2022-08-03"],
      [0, "03/08/2022"],
    ]);
  });

  test("has no characters in it that act on a reader's screen", () => {
    const found = read(`${HEAD}\nOdesa,"A\u202eB\u0007 C",,,Corn,1,\n`);
    expect(found.ok && found.value.rows[0]?.values[1]).toBe("AB C");
    expect(found.ok && found.warnings.map(({ code }) => code)).toEqual(["text-cleaned"]);
  });

  test("passes over rows that are empty in every field, and counts on", () => {
    const found = read(`${HEAD},Note\n,,,,,,,total\nOdesa,A,,,Corn,1,,\n`);
    expect(found.ok && found.value.rows.map(({ row }) => row)).toEqual([3]);
    expect(found.ok && found.value.unread).toEqual(["Note"]);
  });
});
