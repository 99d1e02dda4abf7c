export * from "./accounts/index.ts";
export * from "./agreement/index.ts";
export * from "./conduct/index.ts";
export * from "./evidence/index.ts";
export * from "./flaws/index.ts";
export * from "./logic/index.ts";
export * from "./time/index.ts";
export * from "./verdict/index.ts";
