import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Under CI the run also leaves a machine-readable report, from which `.ci/run` counts. */
const inCi = process.env["CI"] === "true";

/** Files that take a minute or so: what kills programs, what asks the reference, what drives a browser. */
const LONG = /\/kills\/|reference\.property|\.browser\.test|postgres/;

/** Begins with what takes longest, so that no worker is alone with it while the others have ended. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))];
  }
}

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
    // A worker reads each module once and not once a file: a third of the time goes to that. No test
    // changes what is global and leaves it changed, so that none sees what another left behind.
    isolate: false,
    // By default one core is left over: on a machine with two, that is half of it.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    reporters: inCi ? ["default", "json"] : ["default"],
    outputFile: { json: "reports/vitest.json" },
    // What hangs is ended; on a machine that much else runs on, what is slow is not.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
