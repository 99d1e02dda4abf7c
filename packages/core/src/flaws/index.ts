export type * from "./flaw.ts";
export { flawsOf, refusedCircles } from "./flaws.ts";
