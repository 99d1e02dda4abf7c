export type { Diagnostic } from "./diagnostic.ts";
export { Fault, Refused } from "./fault.ts";
export type { Checked, Refusal } from "./refusal.ts";
