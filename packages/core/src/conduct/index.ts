export * from "./account-in.ts";
export * from "./assess.ts";
export type * from "./assessment.ts";
export type * from "./difference.ts";
export * from "./inbound-in.ts";
export * from "./judge.ts";
export { namedFor, owedTo } from "./powers.ts";
export type { ClauseStanding } from "./standing.ts";
export { openVerdicts, type Verdicts } from "./verdicts.ts";
