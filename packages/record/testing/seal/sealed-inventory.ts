import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { entryId, id, instant } from "@proviso/core";
import type { Opening, Seal } from "../../src/entries/index.ts";
import {
  type Declaration,
  type RandomSource,
  roomFor,
  type SealedDeclaration,
  sealDeclaration,
} from "../../src/envelope/seal/declaration.ts";
import type { PlacedSeal } from "../../src/envelope/seal/judge-opening.ts";
import { type OpeningDocument, openingDigest } from "../../src/envelope/seal/opening.ts";
import { formatOpening } from "../../src/envelope/seal/opening-document.ts";

/** The guns of a party that does not exist, site by site. */
export const INVENTORY: Declaration = [
  {
    site: "orchard",
    items: [
      { id: "gun-1", content: "howitzer, 152 mm, no. 4471" },
      { id: "gun-2", content: "howitzer, 152 mm, no. 4472" },
    ],
  },
  { site: "ford", items: [{ id: "gun-3", content: "howitzer, 122 mm, no. 881" }] },
  { site: "mill", items: [] },
];

/** Where the tests' seals are made. */
export const AT = { origin: "commission.example/ford-2031", case: "ford-2031" } as const;

/** Bytes that look random and are the same in every run. */
export function randomFrom(seed: string): RandomSource {
  let count = 0;
  return (length) => {
    count += 1;
    return sha256(concatBytes(utf8ToBytes(seed), Uint8Array.of(count >> 8, count & 255))).slice(
      0,
      length,
    );
  };
}

/** A sealed declaration, with its entry as the record holds it. */
export interface SealedInventory extends SealedDeclaration {
  readonly placed: PlacedSeal;
}

/** Seals a declaration for a party. */
export function sealed(
  declaration: Declaration = INVENTORY,
  by = "Arden",
  seed = "salts",
): SealedInventory {
  const terms = { ...AT, by, statementType: "howitzer-inventory", ...roomFor(declaration) };
  const made = sealDeclaration(declaration, terms, randomFrom(seed));
  const { sites, itemsPerSite, itemBytes, statementType } = terms;
  const entry: Seal = {
    kind: "seal",
    id: entryId("L-1"),
    known: instant(0),
    by: id(by),
    statementType,
    sites,
    itemsPerSite,
    itemBytes,
    root: made.root,
  };
  return { ...made, placed: { ...AT, entry } };
}

/** The entry of an opening, with its document's bytes. */
export function opened(
  document: OpeningDocument,
  by = "Arden",
): { readonly entry: Opening; readonly bytes: Uint8Array } {
  const bytes = formatOpening(document);
  const entry: Opening = {
    kind: "opening",
    id: entryId("L-2"),
    known: instant(1),
    by: id(by),
    of: entryId(document.seal),
    scope: document.scope,
    sha256: openingDigest(bytes),
  };
  return { entry, bytes };
}
