export * from "./finding.ts";
export type { CountLevels } from "./matter.ts";
