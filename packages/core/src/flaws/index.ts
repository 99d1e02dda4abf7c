export type * from "./flaw.ts";
