import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { partsOf, workbook, zipOf } from "../../testing/workbook.ts";
import { readXlsx } from "./read-xlsx.ts";

const REAL = new Uint8Array(
  readFileSync(new URL("../../testing/data/bsgi-2022-09-08.xlsx", import.meta.url)),
);

function rowsOf(bytes: Uint8Array) {
  const read = readXlsx(bytes, "Data");
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value.rows.map(({ row, cells }) => {
    const plain = cells.map((cell) => {
      if (cell.kind === "empty") return null;
      if (cell.kind === "text") return cell.text;
      if (cell.kind === "number") return cell.number;
      return cell.kind === "date" ? new Date(cell.wall).toISOString() : cell.value;
    });
    return [row, ...plain];
  });
}

function problem(bytes: Uint8Array, sheet: string | null = "Data") {
  const read = readXlsx(bytes, sheet);
  return read.ok ? null : read.problems[0];
}

const STYLES = `<numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\-mmm&quot;y&quot;yy"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="46"/></cellXfs>`;

describe("a workbook as it was published", () => {
  test("is read by its sheet, its numbers as numbers and its dates as dates", () => {
    const rows = rowsOf(REAL);
    expect(rows).toHaveLength(110);
    expect(rows[1]).toEqual([
      2,
      "Odesa",
      "RAZONI",
      9_086_526,
      null,
      "Corn",
      26_527,
      "2022-08-03T00:00:00.000Z",
    ]);
  });

  test("names its sheets where it has not the one that is asked for", () => {
    expect(problem(REAL, "Voyages")).toMatchObject({ code: "no-such-sheet" });
    expect(problem(REAL, "Voyages")?.remedy).toContain('"Data_HXL"');
  });
});

describe("a cell", () => {
  test("holds what was put into it, of every kind", () => {
    const cells = [
      '<c r="A1" t="s"><v>0</v></c>',
      '<c r="B1" t="inlineStr"><is><t>in</t><rPh><t>no</t></rPh><r><t>line_x000D_</t></r></is></c>',
      '<c r="C1"><v>-1.5E3</v></c>',
      '<c r="D1" t="b"><v>1</v></c>',
      '<c r="F1" t="d"><v>2022-08-03T14:30:00</v></c>',
      '<c r="G1" t="str"><v> s </v></c>',
    ];
    const bytes = workbook({
      sheetData: `<row r="1">${cells.join("")}</row>`,
      sharedStrings:
        '<si><r><t xml:space="preserve">sha </t></r><r><t>red &amp; &#x41;</t></r></si>',
    });
    expect(rowsOf(bytes)).toEqual([
      [1, "sha red & A", "inline\r", -1500, true, null, "2022-08-03T14:30:00.000Z", " s "],
    ]);
  });

  test("is a date by its format, from 1900 or from 1904, over the day that never was", () => {
    const sheetData = `<row r="3"><c r="A3" s="1"><v>44776.604166666664</v></c><c r="B3" s="2"><v>1</v></c>
      <c r="C3" s="2"><v>61</v></c><c r="D3" s="2"><v>60</v></c><c r="E3" s="3"><v>1.5</v></c>
      <c r="F3" s="2"><v>0.25</v></c><c r="G3"><v>44776</v></c></row>`;
    expect(rowsOf(workbook({ sheetData, styles: STYLES }))).toEqual([
      [
        3,
        "2022-08-03T14:30:00.000Z",
        "1900-01-01T00:00:00.000Z",
        "1900-03-01T00:00:00.000Z",
        60,
        1.5,
        0.25,
        44_776,
      ],
    ]);
    const from1904 = workbook({
      sheetData,
      styles: STYLES,
      workbookPr: '<workbookPr date1904="1"/>',
    });
    expect(rowsOf(from1904)[0]?.slice(1, 3)).toEqual([
      "2026-08-04T14:30:00.000Z",
      "1904-01-02T00:00:00.000Z",
    ]);
  });

  test("with a formula is what was kept of it, and is named; nothing is computed", () => {
    const sheetData =
      '<row r="2"><c r="A2"><f>1+1</f><v>3</v></c><c r="B2"><f>HYPERLINK("http://x")</f></c></row>';
    const read = readXlsx(workbook({ sheetData }), "Data");
    expect(read.ok && read.warnings.map(({ code, row, column }) => [code, row, column])).toEqual([
      ["formula", 2, "A"],
      ["formula", 2, "B"],
    ]);
    expect(rowsOf(workbook({ sheetData }))).toEqual([[2, 3]]);
  });

  test.each([
    ['<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "cell-unfit"],
    ['<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "cell-unfit"],
    ['<row r="1"><c r="A1"><v>1e999</v></c></row>', "cell-unfit"],
    ['<row r="1"><c r="A1"><v>twelve</v></c></row>', "cell-unfit"],
    ['<row r="1"><c r="A1" t="z"><v>1</v></c></row>', "cell-unfit"],
    ['<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>', "cell-unfit"],
    ['<row r="1"><c r="A2"><v>1</v></c></row>', "cell-unfit"],
    ['<row r="2"/><row r="2"/>', "cell-unfit"],
    ['<row r="1048577"/>', "cell-unfit"],
    ['<row r="1"><c r="IW1"><v>1</v></c></row>', "too-many-columns"],
    [`<row r="1"><c r="A1" t="str"><v>${"x".repeat(32_768)}</v></c></row>`, "cell-too-long"],
  ])("such as in %.60s is refused", (sheetData, code) => {
    expect(problem(workbook({ sheetData }))).toMatchObject({ code });
  });
});

describe("a hostile workbook", () => {
  test("whose XML declares entities is refused before one is used", () => {
    const part = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>`;
    expect(problem(workbook({ parts: { "xl/worksheets/sheet1.xml": part } }))).toMatchObject({
      code: "xml-unfit",
    });
    const external = `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>`;
    expect(problem(workbook({ parts: { "xl/sharedStrings.xml": external } }))).toMatchObject({
      code: "xml-unfit",
    });
    expect(problem(workbook({ sheetData: "<row r='1'>&nbsp;</row>" }))).toMatchObject({
      code: "not-xml",
    });
  });

  test("that nests without end is refused", () => {
    const sheetData = `${"<a>".repeat(100)}${"</a>".repeat(100)}`;
    expect(problem(workbook({ sheetData }))).toMatchObject({ code: "xml-too-deep" });
  });

  test("that would unpack to more than is read is refused before it is unpacked", () => {
    const bomb = new Uint8Array(67_108_865);
    const parts = Object.entries(partsOf({})).map(([name, text]) => [name, strToU8(text)] as const);
    const bytes = zipSync({ ...Object.fromEntries(parts), "xl/worksheets/sheet1.xml": bomb });
    expect(bytes.length).toBeLessThan(200_000);
    expect(problem(bytes)).toMatchObject({ code: "zip-too-large" });
  });

  test("that lies about how long a part is, is unpacked no further than it says", () => {
    const bytes = workbook({ sheetData: '<row r="1"><c r="A1"><v>1</v></c></row>' }, 6);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 46 < bytes.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    expect(problem(bytes)).toMatchObject({ code: "zip-unfit" });
  });

  test("of which one bit was flipped is found out by its checksum", () => {
    const bytes = workbook({ sheetData: '<row r="1"><c r="A1"><v>12345</v></c></row>' });
    const text = Buffer.from(bytes).indexOf("12345");
    bytes[text] = 0x39;
    expect(problem(bytes)).toMatchObject({ code: "zip-unfit" });
  });

  test.each(["../../etc/passwd", "/etc/passwd", "a\\..\\b", "C:\\x", "xl/./../../x"])(
    "with a part %s is refused",
    (name) => {
      expect(problem(workbook({ parts: { [name]: "x" } }))).toMatchObject({ code: "zip-unfit" });
    },
  );

  test("whose sheet stands outside it is not followed there", () => {
    const rels = `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="http://x.example/a.xml" TargetMode="External"/></Relationships>`;
    expect(problem(workbook({ parts: { "xl/_rels/workbook.xml.rels": rels } }))).toMatchObject({
      code: "no-such-sheet",
    });
  });

  test.each([
    [new Uint8Array(), "not-zip"],
    [strToU8("Departure port,Vessel name\n"), "not-zip"],
    [strToU8("<html></html>"), "not-zip"],
    [zipOf({ "a.txt": "x" }), "not-xlsx"],
    [new Uint8Array(16_777_217), "file-too-large"],
  ])("that is none is refused", (bytes, code) => {
    expect(problem(bytes)).toMatchObject({ code });
  });
});
