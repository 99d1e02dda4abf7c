import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partsOf, zipOf } from "../../testing/workbook.ts";
import { readXlsx } from "./read-xlsx.ts";

const REAL = new Uint8Array(
  readFileSync(new URL("../../testing/data/bsgi-2022-09-08.xlsx", import.meta.url)),
);

const SOUND = partsOf({
  sheetData:
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44776</v></c></row><row r="2"><c r="A2"><f>1</f><v>2</v></c></row>',
  sharedStrings: "<si><t>port</t></si>",
  styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
});

/** A refusal has a code, a message and a remedy; nothing else ever comes of a file. */
function expectCoded(bytes: Uint8Array): void {
  const read = readXlsx(bytes, null);
  const said = read.ok ? read.warnings : read.problems;
  if (!read.ok) expect(said.length).toBeGreaterThan(0);
  for (const { code, message, remedy } of said) {
    expect(code && message && remedy).toBeTruthy();
  }
}

const PIECES = [
  "<",
  ">",
  "&",
  '"',
  "&amp;",
  "&#0;",
  "<!DOCTYPE x>",
  "]]>",
  "<c ",
  "<row>",
  "</row>",
  "-1",
  "1e400",
  "\0",
  "é",
  "<![CDATA[",
  "<?x?>",
  "xmlns",
];

describe("a workbook that was altered", () => {
  test("byte by byte never stops the reader", () => {
    const change = fc.tuple(fc.nat(REAL.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = REAL.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        expectCoded(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  test("by being cut off, or by something put in, never stops the reader", () => {
    fc.assert(
      fc.property(
        fc.nat(REAL.length),
        fc.uint8Array({ maxLength: 40 }),
        fc.boolean(),
        (at, put, isCut) => {
          const rest = isCut ? new Uint8Array() : REAL.slice(at);
          expectCoded(new Uint8Array([...REAL.slice(0, at), ...put, ...rest]));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("within its XML never stops the reader", () => {
    const names = Object.keys(SOUND);
    const change = fc.record({
      name: fc.constantFrom(...names),
      at: fc.nat(400),
      cut: fc.nat(12),
      put: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 6 })),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const parts: Record<string, string> = { ...SOUND };
        for (const { name, at, cut, put } of changes) {
          const text = parts[name] ?? "";
          const place = at % (text.length + 1);
          parts[name] = `${text.slice(0, place)}${put}${text.slice(place + cut)}`;
        }
        expectCoded(zipOf(parts));
      }),
      { numRuns: 3000 },
    );
  }, 60_000);
});
