import { expect, test } from "vitest";
import { benchCases } from "./bench.ts";

test("a case of a shape and size asked for is measured, and each row is handed over by itself", async () => {
  const printed: string[] = [];
  await benchCases({
    json: true,
    quick: false,
    shape: "count",
    size: 40,
    print: (line) => printed.push(line),
  });
  expect(printed).toHaveLength(1);
  const row = JSON.parse(printed[0]!) as Record<string, unknown>;
  // Beside the counts stand a declaration and an estimate.
  expect(row).toMatchObject({ name: "count 40", lines: 42 });
  expect(row["memory"]).toBeGreaterThan(0);
});
