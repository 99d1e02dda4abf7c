import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call } from "../../testing/proviso.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proviso-plan-"));
});

afterAll(() => rm(folder, { recursive: true }));

const plan = (population: string, defects: string, miss: string) =>
  call(
    "plan-inspection",
    "--population",
    population,
    "--defects",
    defects,
    "--miss",
    miss,
    "--json",
  );

async function strata(content: unknown, budget = "12") {
  const file = join(folder, "strata.json");
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return call("plan-inspection", "--strata", file, "--budget", budget, "--json");
}

describe("plan-inspection", () => {
  test.each([
    ["100", "5", "0.05", 45, 46, 45],
    ["1000", "50", ".05", 57, 59, 57],
    ["42", "4", "0.05", 22, 23, 22],
    ["1600", "1%", "0.01", 399, 401, 399],
    // 8.8% of 375 is 33, though the product of the two fractions lies just above it.
    ["375", "8.8%", "0.05", 32, 33, 32],
  ])("of %s with %s and %s is %i", async (population, defects, miss, ...expected) => {
    const { code, out } = await plan(population, defects, miss);
    const { exact, approximate, improved } = JSON.parse(out);
    expect(code).toBe(0);
    expect([exact, approximate, improved]).toEqual(expected);
  });

  test("says in words what that leaves", async () => {
    const asked = ["--population", "100", "--defects", "5", "--miss", "0.05"];
    const { out } = await call("plan-inspection", ...asked);
    expect(out).toContain("45  exact");
    expect(out).toContain("all 5 are missed with 0.0462");
  });

  test.each([
    ["100", "500", "0.05", "defects-range"],
    ["0", "1", "0.05", "population-range"],
    ["100", "5", "1", "miss-range"],
    ["many", "5", "0.05", "not-a-number"],
    ["0x64", "5", "0.05", "not-a-number"],
    ["100", "0%", "0.05", "defects-range"],
    ["100", "101%", "0.05", "defects-range"],
    ["1e13", "1%", "0.05", "population-range"],
    ["2.5", "1%", "0.05", "population-range"],
  ])("of %s with %s and %s is a wrong call", async (population, defects, miss, code) => {
    const ended = await plan(population, defects, miss);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(`[${code}]`);
  });

  test("without its numbers says which is missing", async () => {
    const { code, err } = await call("plan-inspection", "--population", "100");
    expect(code).toBe(2);
    expect(err).toContain("--defects is missing. [missing-option]");
    expect((await call("plan-inspection")).code).toBe(2);
  });

  test("shares a budget between parts, and says which inspection tells most next", async () => {
    const { code, out } = await strata([
      { id: "mariel", population: 40, defects: 2 },
      { id: "casilda", population: 20, defects: 2, most: 5 },
    ]);
    const answer = JSON.parse(out);
    expect(code).toBe(0);
    expect(answer.strata.map((one: { inspections: number }) => one.inspections)).toEqual([8, 4]);
    expect(answer.next[0].id).toBe("casilda");
  });

  test("never calls certain what is nearly so, and speaks of one as of one", async () => {
    const asked = ["--population", "1000000", "--defects", "1", "--miss", "0.9999"];
    const { out } = await call("plan-inspection", ...asked);
    expect(out).toContain("it is missed with more than 0.999.");
    expect(out).not.toContain("with 1.");
  });

  test("says how a value that begins with a dash is written, and that no word is taken", async () => {
    const dashed = await call("plan-inspection", "--population", "-5");
    expect(dashed.code).toBe(2);
    expect(dashed.err).toContain("--option=-value");
    const word = await call("plan-inspection", "mariel", "--population", "5");
    expect(word.code).toBe(2);
    expect(word.err).toContain("It takes options alone");
  });

  test("refuses a budget that it could spend only in part", async () => {
    const part = { id: "a", population: 400_000, defects: 1 };
    expect((await strata([part], "200000")).err).toContain("[budget-range]");
    const { code, out } = await strata([{ ...part, cost: 2 }], "200000");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ spent: 200_000, strata: [{ inspections: 100_000 }] });
  });

  test.each([
    ["no JSON", "not-json"],
    [{}, "strata-malformed"],
    [[], "strata-malformed"],
    [[7], "strata-malformed"],
    [[{ id: "a", population: 4, defects: 1, odd: 1 }], "unknown-field"],
    [[{ population: 4, defects: 1 }], "missing-field"],
    [[{ id: "a", population: 4 }], "missing-field"],
    [[{ id: "a", population: 4, defects: 5 }], "out-of-range"],
    [[{ id: "a", population: 4.5, defects: 1 }], "out-of-range"],
    [[{ id: "a", population: 4, defects: 1, most: 1, done: 2 }], "out-of-range"],
    [
      [
        { id: "a", population: 4, defects: 1 },
        { id: "a", population: 4, defects: 1 },
      ],
      "stratum-twice",
    ],
    [[{ id: "a", population: 40, defects: 1, least: 20 }], "budget-short"],
  ])("of parts that are not sound is a wrong call: %o", async (content, code) => {
    const ended = await strata(content);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(`[${code}]`);
    expect(ended.out).toBe("");
  });

  test("asks either of one population or of parts", async () => {
    const both = ["--population", "9", "--strata", "x.json"];
    const { code, err } = await call("plan-inspection", ...both);
    expect(code).toBe(2);
    expect(err).toContain("do not go together");
  });
});
