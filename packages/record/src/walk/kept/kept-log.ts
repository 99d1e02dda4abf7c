import type { TileId } from "../../log/index.ts";
import { nodeHash } from "../../node-crypto.ts";
import { keptRoot, tileHashes } from "../../store/kept-tree.ts";
import type { KeptRecord } from "../../store/store.ts";

/**
 * The root over the first entries of a record; `null` where there are not so many.
 *
 * @throws {StoreError} `STORE_CORRUPT`
 */
export function keptRootOf(record: KeptRecord, size: number): Promise<Uint8Array | null> {
  return keptRoot(record, nodeHash, size);
}

/**
 * The hashes of a tile of a record's log.
 *
 * @throws {StoreError} `STORE_CORRUPT` where one is missing.
 */
export function tileHashesOf(record: KeptRecord, tile: TileId): Promise<readonly Uint8Array[]> {
  return tileHashes(record, nodeHash, tile);
}
