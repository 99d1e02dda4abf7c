export type * from "./account.ts";
export * from "./lower-bound.ts";
export * from "./percentage.ts";
export * from "./quantity.ts";
