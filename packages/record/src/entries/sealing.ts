import { type EntryId, entryId, type Id, type Instant, id } from "@proviso/core";
import type { EntryHead } from "./entry.ts";
import { type Fields, identifier, number, problem, sha256, word } from "./fields.ts";

/** The most places of a sealed declaration, filled or not. */
export const MAX_SEALED_PLACES = 65_536;

/** The sizes to which the items of a sealed declaration are padded, in bytes. */
export const ITEM_BYTES = [256, 1024, 4096, 16_384] as const;

/** A party binds itself to a declaration without showing it. */
export interface Seal {
  readonly kind: "seal";
  readonly id: EntryId;
  readonly known: Instant;
  readonly by: Id;
  /** What is declared: `launcher-inventory`. */
  readonly statementType: string;
  /** How many sites there is room for: a power of two, so that it says little of how many are. */
  readonly sites: number;
  /** How many items each site has room for: a power of two, the same for every site. */
  readonly itemsPerSite: number;
  /** To how many bytes each item is padded. */
  readonly itemBytes: number;
  /** The commitment, 64 lower-case hexadecimal digits. */
  readonly root: string;
}

/** How much of a seal an opening opens. */
export type OpeningScope = "item" | "site" | "whole";

/** A party shows part of what it sealed; the document itself stands beside the record. */
export interface Opening {
  readonly kind: "opening";
  readonly id: EntryId;
  readonly known: Instant;
  readonly by: Id;
  /** The seal. */
  readonly of: EntryId;
  readonly scope: OpeningScope;
  /** SHA-256 of the opening document. */
  readonly sha256: string;
}

/** Reads a seal. */
export function readSeal(fields: Fields, head: EntryHead): Seal {
  const sites = powerOfTwo(fields, "sites");
  const itemsPerSite = powerOfTwo(fields, "itemsPerSite");
  if (sites * itemsPerSite > MAX_SEALED_PLACES) {
    const most = `has, with itemsPerSite, more than ${MAX_SEALED_PLACES} places`;
    problem(fields, "sites", "out-of-range", most, "Seal the declaration in parts.");
  }
  return {
    kind: "seal",
    id: head.id,
    known: head.known,
    by: id(identifier(fields, "by")),
    statementType: identifier(fields, "statementType"),
    sites,
    itemsPerSite,
    itemBytes: word(fields, "itemBytes", ITEM_BYTES),
    root: sha256(fields, "root"),
  };
}

/** Reads an opening. Whether it matches its seal is found from the document that it names. */
export function readOpening(fields: Fields, head: EntryHead): Opening {
  return {
    kind: "opening",
    id: head.id,
    known: head.known,
    by: id(identifier(fields, "by")),
    of: entryId(identifier(fields, "of")),
    scope: word(fields, "scope", ["item", "site", "whole"]),
    sha256: sha256(fields, "sha256"),
  };
}

function powerOfTwo(fields: Fields, key: string): number {
  const value = number(fields, key, 1, MAX_SEALED_PLACES);
  if (!Number.isInteger(Math.log2(value))) {
    problem(fields, key, "out-of-range", "is no power of two", "Write 1, 2, 4, 8 and so on.");
  }
  return value;
}
