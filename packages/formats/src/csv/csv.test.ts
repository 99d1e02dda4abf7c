import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutFormula, writeCsv } from "../csv-writer/index.ts";
import { readCsv } from "./read-csv.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** The texts of a CSV, row by row; empty rows are left out. */
function texts(text: string, delimiter: "," | ";" = ","): readonly (readonly string[])[] {
  const read = readCsv(bytes(text), delimiter);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value.rows.map(({ cells }) => {
    return cells.map((cell) => (cell.kind === "text" ? cell.text : ""));
  });
}

function problem(input: Uint8Array | string) {
  const read = readCsv(typeof input === "string" ? bytes(input) : input);
  return read.ok ? null : read.problems[0];
}

describe("a CSV", () => {
  test("is read as RFC 4180 has it, whichever way its lines end", () => {
    const expected = [
      ["a", "b, c"],
      ["d", 'e "f"'],
      ["g\nh", "i"],
    ];
    for (const end of ["\r\n", "\n", "\r"]) {
      const text = ['a,"b, c"', 'd,"e ""f"""', '"g\nh",i'].join(end);
      expect(texts(text)).toEqual(expected);
      expect(texts(`\ufeff${text}${end}`)).toEqual(expected);
    }
  });

  test("has the delimiter that is stated, and no other", () => {
    expect(texts("a;b,c\n1;2,3\n", ";")).toEqual([
      ["a", "b,c"],
      ["1", "2,3"],
    ]);
  });

  test("keeps the numbers of its rows where some are empty", () => {
    const read = readCsv(bytes("a,b\n\n,\n1,2\n"));
    expect(read.ok && read.value.rows.map(({ row }) => row)).toEqual([1, 4]);
  });

  test.each([
    ["a,b\n1\n", "ragged-row", 2],
    ["a,b\n1,2,3\n", "ragged-row", 2],
    ['a,b\n"1,2\n', "not-csv", 2],
    ['a,b\n1,"2"3\n', "not-csv", 2],
  ])("such as %j is refused, with its row", (text, code, row) => {
    expect(problem(text)).toMatchObject({ code, row });
  });

  test("is strict about its encoding", () => {
    expect(problem(new Uint8Array([97, 44, 0xe9, 10]))).toMatchObject({ code: "not-utf8" });
    expect(problem(new Uint8Array([0xff, 0xfe, 97, 0]))).toMatchObject({ code: "not-utf8" });
  });

  test("has bounds to its cells, its columns and its rows", () => {
    expect(problem(`a\n${"x".repeat(32_768)}\n`)).toMatchObject({ code: "cell-too-long", row: 2 });
    expect(problem(`a${",".repeat(256)}\n`)).toMatchObject({ code: "too-many-columns" });
    expect(problem("a\n".repeat(100_001))).toMatchObject({ code: "too-many-rows" });
    expect(problem(`${"x,".repeat(99)}x\n`.repeat(10_001))).toMatchObject({
      code: "too-many-cells",
    });
    expect(problem(new Uint8Array(16_777_217))).toMatchObject({ code: "file-too-large" });
  });

  test("may be empty", () => expect(texts("")).toEqual([]));

  test("never stops the reader, whatever it holds", () => {
    const pieces = fc.constantFrom(
      '"',
      '""',
      ",",
      "\n",
      "\r",
      "\r\n",
      "a",
      "=1",
      "\ufeff",
      "\0",
      "é",
      ";",
      " ",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (all) => {
        const read = readCsv(bytes(all.join("")));
        if (!read.ok) expect(read.problems.every(({ code }) => code.length > 0)).toBe(true);
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (raw) => {
        readCsv(raw);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a CSV that we write", () => {
  const cell = fc.string({ unit: "binary", maxLength: 12 }).filter((text) => text.isWellFormed());

  test("is read as what was written, where no cell is taken for a formula", () => {
    const rows = fc.integer({ min: 1, max: 5 }).chain((width) => {
      const plain = cell.filter((text) => withoutFormula(text) === text);
      return fc.array(fc.array(plain, { minLength: width, maxLength: width }), { maxLength: 8 });
    });
    fc.assert(
      fc.property(rows, (all) => {
        const some = all.filter((row) => row.some((text) => text !== ""));
        // A mark at the very beginning of a file is no part of its first cell.
        fc.pre(!(all[0]?.[0] ?? "").startsWith("\ufeff"));
        expect(texts(writeCsv(all))).toEqual(some);
      }),
      { numRuns: 1000 },
    );
  });

  test("holds nothing that a spreadsheet program would take for a formula", () => {
    const risky = fc.tuple(
      fc.constantFrom("=", "+", "-", "@", "\t", "\r", "＝", " =", "|", "%"),
      cell,
    );
    fc.assert(
      fc.property(risky, ([sign, rest]) => {
        const written = withoutFormula(`${sign}${rest}`);
        expect(/^(?:'|[+-]?\d)/.test(written)).toBe(true);
      }),
    );
    expect(writeCsv([["=cmd|' /C calc'!A0", -5, "-5", "+1e3", null]])).toBe(
      "'=cmd|' /C calc'!A0,-5,-5,'+1e3,\r\n",
    );
  });
});
