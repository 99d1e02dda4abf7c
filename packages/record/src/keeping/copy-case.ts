import { type Carried, copyCase as copyWith, moveCase as moveWith } from "../store/move.ts";
import type { KeptRecord, RecordStore } from "../store/store.ts";
import { nodeHash } from "./kept-walk.ts";

export type { Carried } from "../store/move.ts";

/** Moves a case to another store; see `moveCase` of the store, with the runtime's own SHA-256. */
export function moveCase(from: RecordStore, to: RecordStore, name: string): Promise<Carried> {
  return moveWith(from, to, name, nodeHash);
}

/** Copies a case to which nothing is appended then; see `copyCase` of the store. */
export function copyCase(source: KeptRecord, to: RecordStore): Promise<Carried> {
  return copyWith(source, to, nodeHash);
}
