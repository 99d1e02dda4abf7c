import { describe, expect, test } from "vitest";
import { answer, askedOf, FOLDERS, hasTests, lineOf, pathOf } from "./folder.ts";
import { NOT_YET } from "./not-yet.ts";

interface Finding {
  readonly severity: string;
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly on?: string;
}

describe("the judge gives the right answer", () => {
  test.each(FOLDERS)("%s", async (folder) => {
    const wrong = await wrongIn(folder);
    // A folder that has come right leaves the list, or the list would hide its next mistake.
    if (NOT_YET.includes(folder))
      expect(wrong, "right by now: take it off the list").not.toEqual([]);
    else expect(wrong).toEqual([]);
  });

  test("the list of what is not yet right names folders alone, each once", () => {
    expect(NOT_YET.filter((folder) => !FOLDERS.includes(folder))).toEqual([]);
    expect(new Set(NOT_YET).size).toBe(NOT_YET.length);
  });
});

async function wrongIn(folder: string): Promise<readonly string[]> {
  const checked = (await answer("check", pathOf(folder))) as { findings: Finding[] };
  const asked = askedOf(folder);
  const errors = checked.findings.filter(({ severity }) => severity === "error");
  const isThere = ({ file, at }: { file: string; at: string }) =>
    errors.some((one) => one.file.endsWith(file) && lineOf(folder, file, one.line).includes(at));
  const flaws = checked.findings.filter(({ severity }) => severity === "flaw");
  const isNamed = ({ code, on }: { code: string; on?: string }) =>
    flaws.some((one) => one.code === code && (on === undefined || one.on === on));
  return [
    ...(asked.errors ?? []).filter((one) => !isThere(one)).map(({ at }) => `no error at ${at}`),
    ...(asked.errors === undefined
      ? errors.map((one) => `${one.file}:${one.line} ${one.code}`)
      : []),
    ...(asked.flaws ?? []).filter((one) => !isNamed(one)).map(({ code }) => `no flaw ${code}`),
    ...(asked.noFlaws ?? []).filter((code) => isNamed({ code })).map((code) => `flaw ${code}`),
    ...(await waysIn(folder)),
    ...(hasTests(folder) && errors.length === 0 ? await testsIn(folder) : []),
  ];
}

async function waysIn(folder: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { node, asOf, knownAt, cost } of askedOf(folder).outstanding ?? []) {
    const clocks = ["--as-of", asOf, "--known-at", knownAt];
    const said = (await answer("outstanding", pathOf(folder), node, ...clocks)) as {
      readonly outstanding: { readonly ways: readonly { readonly cost: number }[] };
    } | null;
    const nearest = Math.min(...(said?.outstanding.ways ?? []).map((way) => way.cost));
    if (nearest !== cost) wrong.push(`${node} costs ${nearest}, not ${cost}`);
  }
  return wrong;
}

async function testsIn(folder: string): Promise<readonly string[]> {
  const said = (await answer("test", pathOf(folder))) as {
    readonly tests: readonly {
      readonly file: string;
      readonly mismatches: readonly { path: string; expected: string; actual: string }[];
    }[];
  };
  return said.tests.flatMap(({ file, mismatches }) =>
    mismatches.map(({ path, expected, actual }) => `${file} ${path}: ${expected}, not ${actual}`),
  );
}
