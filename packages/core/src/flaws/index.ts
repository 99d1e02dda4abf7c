export type { RefusedCircle } from "./circular-wait.ts";
export type * from "./flaw.ts";
export { flawsInEdition, flawsOf, refusedCircles } from "./flaws.ts";
