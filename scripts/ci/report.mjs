import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {object} Outcome what a test run came to
 * @property {number} passed
 * @property {number} failed tests that failed, and files that failed before they had any
 * @property {readonly string[]} skipped full names
 */

/**
 * Reads Vitest's JSON report. A run that left none failed as a whole.
 *
 * @param {string | undefined} path
 * @returns {Outcome}
 */
export function readReport(path) {
  if (path === undefined || !existsSync(path)) return { passed: 0, failed: 1, skipped: [] };
  return outcomeOf(JSON.parse(readFileSync(path, "utf8")));
}

/**
 * @param {{
 *   testResults: readonly {
 *     status: string,
 *     assertionResults: readonly { status: string, fullName: string }[],
 *   }[],
 * }} report
 * @returns {Outcome}
 */
export function outcomeOf({ testResults }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((one) => one.status === "failed"),
  );
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: tests.filter(({ status }) => status === "failed").length + brokenFiles.length,
    skipped: tests
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName }) => fullName),
  };
}
