/**
 * How often a property is tried: as often as the suite has time for, or `PROVISO_RUNS` times
 * (`PROVISO_RUNS=1000000 npx vitest run packages/record/src/log/hostile`).
 */
export function runs(inSuite: number): number {
  const asked = Number(process.env["PROVISO_RUNS"]);
  return Number.isSafeInteger(asked) && asked > 0 ? asked : inSuite;
}

/** The time that so many runs may take, in milliseconds: the suite's own limit, or hours. */
export const RUNS_TIMEOUT_MS = process.env["PROVISO_RUNS"] === undefined ? 20_000 : 14_400_000;
