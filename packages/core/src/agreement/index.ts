export type * from "./clause.ts";
export * from "./condition.ts";
export type * from "./declaration.ts";
export * from "./edition.ts";
export * from "./entry.ts";
export * from "./match.ts";
export * from "./protocol.ts";
export type * from "./text.ts";
export * from "./vocabulary.ts";
