export type * from "./account.ts";
export { ACCOUNT_LEVEL, type AccountBasis, accountOf } from "./account-of.ts";
export * from "./lower-bound.ts";
export * from "./material-balance.ts";
export * from "./percentage.ts";
export * from "./quantity.ts";
export * from "./sampling.ts";
export * from "./strata.ts";
export type { Estimate, Voucher } from "./voucher.ts";
