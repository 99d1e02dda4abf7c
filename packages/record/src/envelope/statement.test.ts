import { describe, expect, test } from "vitest";
import {
  HERE,
  INSPECTOR,
  RECEIVED,
  report,
  SignedRecord,
} from "../../testing/envelope/signed-record.ts";
import { decodeText, encodeText } from "../log/index.ts";
import { EnvelopeError } from "./rejection.ts";
import { signStatement } from "./sign.ts";
import { formatStatement, MAX_PAYLOAD_BYTES, readStatement } from "./statement.ts";

const stamp = { known: RECEIVED, zone: HERE.zone };
const draft = { entry: report("O-1"), by: INSPECTOR, role: "observer" } as const;
const statement = new SignedRecord().statementOf({
  ...draft,
  statement: {
    counter: 2,
    previous: "aa".repeat(32),
    after: { size: 7, root: "bb".repeat(32) },
    series: { route: "mission-to-commission", number: 14 },
    salt: "cc".repeat(32),
  },
});
const written = decodeText(formatStatement(statement));

function codes(text: string): readonly string[] {
  const read = readStatement(encodeText(text), stamp);
  if (read.ok) return [];
  return read.rejection.problems.map(({ path, code }) => `${path} ${code}`.trim());
}

function altered(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...JSON.parse(written), ...fields });
}

describe("a statement", () => {
  test("is read as it was written", () => {
    expect(readStatement(encodeText(written), stamp)).toEqual({ ok: true, statement });
  });

  test("holds its entry as its author wrote it, without when it was known", () => {
    const { entry, ...rest } = JSON.parse(written) as Readonly<Record<string, unknown>>;
    expect(Object.keys(rest).join(" ")).toBe(
      "v case agreement origin role device counter previous after stated key series salt",
    );
    expect(entry).not.toHaveProperty("known");
    expect(codes(altered({ entry: { ...(entry as object), known: "2031-03-06T12:00Z" } }))).toEqual(
      ["entry.known unknown-field"],
    );
  });

  test("gives its entry the moment at which the log knew it", () => {
    const read = readStatement(encodeText(written), stamp);
    expect(read.ok && read.statement.entry.known).toBe(RECEIVED);
  });

  test.each([
    [{ v: 2 }, "v unknown-version"],
    [{ v: undefined }, "v unknown-version"],
    [{ origin: "a\nb" }, "origin malformed-text"],
    [{ case: undefined }, "case missing-field"],
    [{ agreement: 1 }, "agreement wrong-type"],
    [{ role: "spy" }, "role unknown-word"],
    [{ counter: 0 }, "counter out-of-range"],
    [{ counter: 1.5 }, "counter out-of-range"],
    [{ counter: -1 }, "counter out-of-range"],
    [{ counter: 1 }, "previous out-of-range"],
    [{ previous: null }, "previous missing-field"],
    [{ previous: "AA".repeat(32) }, "previous malformed-text"],
    [{ after: { size: 7 } }, "after.root missing-field"],
    [{ after: { size: 7, root: "bb".repeat(32), time: 1 } }, "after.time unknown-field"],
    [{ stated: "2031-03-06" }, "stated not-an-instant"],
    [{ stated: "2031-03-06T10:00" }, "stated not-an-instant"],
    [{ series: { route: "a", number: 0 } }, "series.number out-of-range"],
    [{ key: "" }, "key malformed-text"],
    [{ salt: "cc" }, "salt malformed-text"],
    [{ entry: undefined }, "entry missing-field"],
    [{ entry: [] }, "entry not-an-object"],
    [{ entry: { v: 1, id: "O-1", kind: "rumour" } }, "entry.kind unknown-kind"],
    [{ extra: 1 }, "extra unknown-field"],
  ])("with %j is refused", (fields, code) => {
    expect(codes(altered(fields))).toContain(code);
  });

  test("with a field given twice is refused, at any depth", () => {
    expect(codes(written.replace("{", '{"case":"other",'))).toEqual(["case duplicate-field"]);
    const inner = written.replace('"method":', '"m\\u0065thod":"telescope","method":');
    expect(codes(inner)).toEqual(["entry.method duplicate-field"]);
  });

  test("that would reach into objects by __proto__ is refused", () => {
    const outer = written.replace("{", '{"__proto__":{"role":"keeper"},');
    expect(codes(outer)).toContain("__proto__ unknown-field");
    const inner = written.replace('"report":{', '"report":{"__proto__":{},');
    expect(codes(inner)).toContain("entry.report.__proto__ unknown-field");
    expect(codes(altered({}).replace("{", '{"constructor":1,'))).toContain(
      "constructor unknown-field",
    );
  });

  test("that nests without end is refused", () => {
    const deep = `${'{"a":'.repeat(9000)}1${"}".repeat(9000)}`;
    expect(codes(written.replace('"salt":', `"salt":${deep},"x":`))[0]).toMatch(/too-deep$/);
  });

  test("that is too large, or not UTF-8, is refused", () => {
    const large = readStatement(new Uint8Array(MAX_PAYLOAD_BYTES + 1), stamp);
    expect(large.ok || large.rejection.code).toBe("envelope-too-large");
    const foreign = readStatement(Uint8Array.of(0xff, 0xfe), stamp);
    expect(foreign.ok || foreign.rejection.code).toBe("statement-malformed");
    expect(codes(`\ufeff${written}`)).toEqual(["not-json"]);
  });

  test("is not signed where it would be refused", async () => {
    const unsound = { ...statement, counter: 0 };
    await expect(signStatement(unsound, [INSPECTOR], stamp)).rejects.toThrow(EnvelopeError);
    const large = { ...statement, key: "k".repeat(70_000) };
    await expect(signStatement(large, [INSPECTOR], stamp)).rejects.toMatchObject({
      code: "envelope-too-large",
    });
  });
});
