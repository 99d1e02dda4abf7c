export * from "./assess.ts";
export type * from "./assessment.ts";
export * from "./judge.ts";
