export { type Adoptions, adoptionsAt, editionAt, type RefusedAdoption } from "./adoption.ts";
export type * from "./clause.ts";
export * from "./clocks.ts";
export * from "./condition.ts";
export * from "./conditions.ts";
export type * from "./declaration.ts";
export * from "./edition.ts";
export * from "./entry.ts";
export { limbsOf } from "./limbs.ts";
export * from "./match.ts";
export * from "./protocol.ts";
export type { FieldName, ProtocolChoice, ProtocolField } from "./protocol-field.ts";

export * from "./protocol-report.ts";
export * from "./shape.ts";
export type * from "./text.ts";
export * from "./vocabulary.ts";
