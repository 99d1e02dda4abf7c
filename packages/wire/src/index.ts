export type * from "./case.ts";
export type * from "./device.ts";
export type * from "./posting.ts";
export type * from "./problem.ts";
export type * from "./record.ts";
