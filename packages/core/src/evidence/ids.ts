import type { Brand } from "../time/index.ts";

/** The id of an entry of the record, as its author wrote it (`O-0096`, `A-3`). */
export type EntryId = Brand<string, "EntryId">;

/** The id of anything an agreement declares: a party, an item, a place, an undertaking. */
export type Id = Brand<string, "Id">;

/** The place of an entry in its record: 0 for the first. Order comes from it, never from a clock. */
export type Position = Brand<number, "Position">;

/** Takes text that is already known to be an entry's id. */
export function entryId(text: string): EntryId {
  return text as EntryId;
}

/** Takes text that is already known to be a declared id. */
export function id(text: string): Id {
  return text as Id;
}

/** Takes a count of entries, a whole number from 0, as a position. */
export function position(index: number): Position {
  return index as Position;
}
