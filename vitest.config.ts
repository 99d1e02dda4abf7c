import { defineConfig } from "vitest/config";

/** Under CI the run also leaves a machine-readable report, from which `.ci/run` counts. */
const inCi = process.env["CI"] === "true";

export default defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.test.{ts,tsx}",
      "packages/*/testing/**/*.test.ts",
      "bench/src/**/*.test.ts",
      "conformance/*.test.ts",
      "tools/*/src/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "**/dist/**", "**/generated/**"],
    passWithNoTests: true,
    reporters: inCi ? ["default", "json"] : ["default"],
    outputFile: { json: "reports/vitest.json" },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
