export { type AppParts, buildApp } from "./app.ts";
export { type CaseSources, openSources } from "./case-sources.ts";
export { type Problem, type ProblemCode, problemOf } from "./problem.ts";
export type { CaseSource, CaseSummary, ServedCase } from "./served-case.ts";
