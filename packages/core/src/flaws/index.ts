export type * from "./flaw.ts";
export { flawsInEdition, flawsOf } from "./flaws.ts";
