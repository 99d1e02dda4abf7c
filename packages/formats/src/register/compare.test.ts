import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BSGI, csvOf, editionOf, rowsOf } from "../../testing/register.ts";
import { compareEditions, NO_EDITION } from "./compare.ts";
import { readEdition } from "./edition.ts";

const CSV = readFileSync(
  new URL("../../testing/data/bsgi-2022-09-08.csv", import.meta.url),
  "utf8",
);
const XLSX = readFileSync(new URL("../../testing/data/bsgi-2022-09-08.xlsx", import.meta.url));

const first = editionOf(CSV);
const rows = rowsOf(CSV);

/** What an edition with these rows, headings first, makes of the first one. */
function against(changed: readonly string[]) {
  const { changes, flags, splits, unchanged } = compareEditions(
    first,
    editionOf(csvOf(changed)),
    BSGI,
  );
  const said = changes.map(({ kind, before, after, fields }) => {
    return [kind, before?.row ?? null, after?.row ?? null, ...fields];
  });
  return { changes, said, flags, splits, unchanged };
}

/** The rows with one of them, counted as a spreadsheet does, replaced. */
function withRow(row: number, replace: (text: string) => string): readonly string[] {
  return rows.map((text, at) => (at === row - 1 ? replace(text) : text));
}

const changed = (row: number, from: string, to: string) =>
  withRow(row, (text) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  });

describe("an edition of the real register", () => {
  test("is the same as a workbook and as a CSV", () => {
    const workbook = readEdition(new Uint8Array(XLSX), "xlsx", BSGI);
    expect(workbook.ok && workbook.value.rows).toEqual(first.rows);
    expect(workbook.ok && compareEditions(workbook.value, first, BSGI).changes).toEqual([]);
    expect(first.rows).toHaveLength(109);
    expect(first.flags).toEqual([]);
    expect(first.unread).toEqual([]);
  });

  test("is all added where there was none before", () => {
    const { changes } = compareEditions(NO_EDITION, first, BSGI);
    expect(changes).toHaveLength(109);
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(["added"]));
  });
});

describe("a later edition", () => {
  test("in which nothing changed but spaces, the marks of its text and how it writes dates is the same", () => {
    const respelt = rows.map((text) =>
      text.replaceAll("T00:00", "").replace("RAZONI", " RAZONI ").normalize("NFD"),
    );
    expect(against(respelt).said).toEqual([]);
    expect(against(respelt).unchanged).toBe(109);
  });

  test("in which a tonnage was altered says so of its row", () => {
    expect(against(changed(2, "26527", "26000")).said).toEqual([["changed", 2, 2, "tonnage"]]);
  });

  test("in which an inspection was filled in says so", () => {
    const { said } = against(changed(110, ",8640,", ",8640,2022-09-10"));
    expect(said).toEqual([["changed", 110, 110, "inspected"]]);
  });

  test("from which a row was left out names it, and no other row for that", () => {
    const { said, unchanged } = against(rows.filter((_, at) => at !== 5));
    expect(said).toEqual([["dropped", 6, null]]);
    expect(unchanged).toBe(108);
  });

  test("in which a row was put among the others names that one alone", () => {
    const put = [
      ...rows.slice(0, 40),
      "Odesa,NEW SHIP,9074729,Egypt,Wheat,30000,2022-09-10",
      ...rows.slice(40),
    ];
    expect(against(put).said).toEqual([["added", null, 41]]);
  });

  test("in which a row was moved names the one that moved", () => {
    const [moved = ""] = rows.slice(10, 11);
    const { said } = against([...rows.filter((text) => text !== moved), moved]);
    expect(said).toEqual([["renumbered", 11, 110]]);
  });

  test("in which a check digit is wrong keeps the row, says that it changed, and flags it", () => {
    const { said, flags } = against(changed(4, "9754927", "9754928"));
    expect(said).toEqual([["changed", 4, 4, "imo"]]);
    expect(flags).toMatchObject([{ row: 4, field: "imo", expected: "7", isNew: true }]);
  });

  test("in which a wrong check digit stays flags it as known", () => {
    const wrong = editionOf(csvOf(changed(4, "9754927", "9754928")));
    expect(compareEditions(wrong, wrong, BSGI).flags).toMatchObject([{ row: 4, isNew: false }]);
  });

  test.each([
    ["2022-08-06T00:00", "2022-08-05T00:00", -1440, null],
    ["2022-08-06T00:00", "2022-08-07", 1440, null],
    ["2022-08-06T00:00", "2022-08-05T21:00", -180, "UTC"],
    ["2022-08-06T00:00", "2022-08-06T03:00", 180, "UTC"],
  ])(
    "in which a date %s was written as %s says that a zone may have moved it",
    (from, to, minutes, zone) => {
      const { said, changes } = against(changed(3, from, to));
      expect(said).toEqual([["shifted-date", 3, 3, "inspected"]]);
      expect(changes[0]?.shifts).toEqual([{ minutes, zone }]);
    },
  );

  test("in which a date is the same instant with its offset is the same", () => {
    expect(against(changed(3, "2022-08-06T00:00", "2022-08-05T21:00:00Z")).said).toEqual([]);
    expect(against(changed(3, "2022-08-06T00:00", "2022-08-06T00:00+03:00")).said).toEqual([]);
  });

  test("in which a date moved otherwise says that it changed", () => {
    const { said } = against(changed(3, "2022-08-06T00:00", "2022-08-09T00:00"));
    expect(said).toEqual([["changed", 3, 3, "inspected"]]);
  });

  test("in which a cargo was split says which rows it is now", () => {
    const parts = [
      ...changed(2, "26527", "20000"),
      "Odesa,RAZONI,9086526,,Corn,6527,2022-08-03T00:00",
    ];
    const { said, splits } = against(parts);
    expect(said).toEqual([
      ["changed", 2, 2, "tonnage"],
      ["added", null, 111],
    ]);
    expect(
      splits.map(({ before, after, field }) => [before.row, after.map(({ row }) => row), field]),
    ).toEqual([[2, [2, 111], "tonnage"]]);
  });

  test("in which a ship's number came to stand for another ship says that it was reused", () => {
    const added = [...rows, "Odesa,NEW SHIP,9086526,Egypt,Wheat,30000,2022-09-10"];
    expect(against(added).said).toEqual([
      ["added", null, 111],
      ["reused-id", 2, 111, "imo"],
    ]);
    expect(against(changed(2, "RAZONI", "ANNA MARIA")).said).toEqual([
      ["reused-id", 2, 2, "vessel"],
    ]);
    expect(against(changed(2, "RAZONI", "RAZONY")).said).toEqual([["changed", 2, 2, "vessel"]]);
    // The same ship on another voyage has only kept its number.
    expect(against([...rows, "Odesa,RAZONI,9086526,Egypt,Wheat,30000,2022-09-10"]).said).toEqual([
      ["added", null, 111],
    ]);
  });
});

describe("a register with a number of its own", () => {
  const numbered = { ...BSGI, columns: [...BSGI.columns], number: 7 };
  const column = { field: "no", headers: ["no"], type: "text", isOptional: false } as const;
  const withNumber = {
    ...numbered,
    columns: [
      ...BSGI.columns,
      { ...column, format: "ymd", decimal: ".", of: null, names: new Map() } as const,
    ],
  };
  const read = (all: readonly string[]) => {
    const found = readEdition(new TextEncoder().encode(csvOf(all)), "csv", withNumber);
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    return found.value;
  };
  const [heading = "", ...body] = rows;
  const numberedRows = [`${heading},No`, ...body.map((text, at) => `${text},${at + 1}`)];

  const said = (all: readonly string[]) =>
    compareEditions(read(numberedRows), read(all), withNumber).changes.map(
      ({ kind, before, after, fields }) => [
        kind,
        before?.row ?? null,
        after?.row ?? null,
        ...fields,
      ],
    );

  test("does not mind in which order its rows stand", () => {
    const [top = "", ...others] = numberedRows;
    expect(said([top, ...others.toReversed()])).toEqual([]);
  });

  test("says which rows took another number, and which numbers stand for another row", () => {
    const swapped = numberedRows.map((text, at) => {
      if (at === 5) return text.replace(/,5$/, ",6");
      return at === 6 ? text.replace(/,6$/, ",5") : text;
    });
    expect(said(swapped)).toEqual([
      ["renumbered", 6, 6, "no"],
      ["reused-id", 7, 6, "no"],
      ["renumbered", 7, 7, "no"],
      ["reused-id", 6, 7, "no"],
    ]);
  });
});
