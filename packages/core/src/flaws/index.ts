export type * from "./flaw.ts";
export { flawsInEdition, flawsOf, refusedCircles } from "./flaws.ts";
