import {
  decodeTile,
  LogError,
  nodesFromTiles,
  type Prefix,
  type Proof,
  proveAlong,
  type ReadNode,
  rangeHash,
  type Sha256,
  subtreePath,
  tilePath,
} from "../../log/index.ts";

/**
 * Proves from a log's published tiles that it continues what it was at a size, or what it was then.
 *
 * @param files - the files of the log, by path: a bundle's, or those that were fetched.
 * @param size - of the checkpoint that the tiles are of.
 * @throws {LogError} `node-missing` where a tile is not here.
 */
export function prefixFromTiles(
  files: ReadonlyMap<string, Uint8Array>,
  size: number,
  olderSize: number,
  hash: Sha256,
): Prefix {
  const read = readFrom(files, size, hash);
  return {
    root: rangeHash({ begin: 0, end: olderSize }, read, hash),
    proof: proofBetween(read, olderSize, size, hash),
  };
}

function proofBetween(read: ReadNode, older: number, newer: number, hash: Sha256): Proof {
  return older === 0 ? [] : proveAlong(subtreePath({ begin: 0, end: older }, newer), read, hash);
}

function readFrom(files: ReadonlyMap<string, Uint8Array>, size: number, hash: Sha256): ReadNode {
  return nodesFromTiles(
    size,
    (tile) => {
      const bytes = files.get(tilePath(tile));
      if (bytes === undefined) throw missingTile(tilePath(tile));
      return decodeTile(bytes, tile.width);
    },
    hash,
  );
}

function missingTile(path: string): LogError {
  return new LogError(
    "node-missing",
    `The tile ${path} of the newer checkpoint is not here.`,
    "Give the folder of the bundle, or of the log's tiles, from which the newer checkpoint is.",
  );
}
