import { joinBytes } from "./bytes.ts";
import { HASH_BYTES, nodeHash, requireHash, type Sha256, sha256 } from "./hash.ts";
import { LogError } from "./log-error.ts";
import { requireSize } from "./number.ts";
import { type NodeId, outOfRange, requireRange } from "./range.ts";
import type { ReadNode } from "./tree.ts";

/**
 * A tile: up to 256 hashes beside each other at level 8 × `level` of the tree. Full tiles never
 * change; a partial one stands at the right edge of the log as it was at one size.
 *
 * @see C2SP tlog-tiles v0.1.0, "Merkle Tree"
 */
export interface TileId {
  readonly level: number;
  /** Counted from 0 within the level. */
  readonly index: number;
  /** Hashes in it: 1 to 256, and 256 in a full one. */
  readonly width: number;
}

/** Hashes in a full tile, and entries in a full bundle. */
export const TILE_WIDTH = 256;

/** Levels of the tree that one tile stands over. */
export const TILE_HEIGHT = 8;

/** Bytes in an entry: its length is told in 16 bits. */
export const MAX_ENTRY_BYTES = 65_535;

const LENGTH_BYTES = 2;

/**
 * The tiles that a log publishes when it grows from one size to another, lowest level first: those
 * that are new, and those that are wider than before. From size 0 they are all its tiles. The tiles
 * of level 0 are also its entry bundles.
 *
 * @throws {LogError} `size-out-of-range`, or `index-out-of-range` where it would shrink.
 */
export function tilesBetween(older: number, newer: number): readonly TileId[] {
  requireRange({ begin: older, end: newer });
  const tiles: TileId[] = [];
  let [from, to] = [older, newer];
  for (let level = 0; from < to; level += 1) {
    for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < to; index += 1) {
      tiles.push({ level, index, width: Math.min(TILE_WIDTH, to - index * TILE_WIDTH) });
    }
    from = Math.floor(from / TILE_WIDTH);
    to = Math.floor(to / TILE_WIDTH);
  }
  return tiles;
}

/**
 * Where a node's hash is found: in which tile of a log of `size` entries, and which of the tile's
 * hashes it is over.
 *
 * @throws {LogError} `index-out-of-range` where such a log has no such node.
 */
export function tileWith(
  { level, index }: NodeId,
  size: number,
): { readonly tile: TileId; readonly from: number; readonly count: number } {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const count = 2 ** (level % TILE_HEIGHT);
  const across = Math.floor(requireSize(size) / TILE_WIDTH ** tileLevel);
  const first = index * count;
  if (first + count > across) throw outOfRange(`A log of ${size} entries has no such node.`);
  const tileIndex = Math.floor(first / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, across - tileIndex * TILE_WIDTH);
  return {
    tile: { level: tileLevel, index: tileIndex, width },
    from: first % TILE_WIDTH,
    count,
  };
}

/**
 * Reads nodes from a log's tiles, so that proofs can be made by anyone who can fetch files.
 *
 * @param size - of the log, as a checkpoint gives it.
 * @param readTile - the hashes of a tile, `undefined` where it is not at hand.
 */
export function nodesFromTiles(
  size: number,
  readTile: (tile: TileId) => readonly Uint8Array[] | undefined,
  hash: Sha256 = sha256,
): ReadNode {
  return (node) => {
    const { tile, from, count } = tileWith(node, size);
    const hashes = readTile(tile);
    return hashes === undefined ? undefined : fold(hashes.slice(from, from + count), hash);
  };
}

/**
 * Writes a tile from stored hashes.
 *
 * @throws {LogError} `tile-out-of-range`, `node-missing` or `hash-malformed`
 */
export function encodeTile(tile: TileId, read: ReadNode): Uint8Array {
  const { level, index, width } = requireTile(tile);
  const hashes = Array.from({ length: width }, (_, at) => {
    const found = read({ level: level * TILE_HEIGHT, index: index * TILE_WIDTH + at });
    if (found !== undefined) return requireHash(found);
    throw new LogError(
      "node-missing",
      `Hash ${at} of tile ${index} at level ${level} is not stored.`,
      "Rebuild the stored hashes from the entries (fsck).",
    );
  });
  return joinBytes(...hashes);
}

/**
 * Reads a tile.
 *
 * @param width - the hashes that it must have.
 * @throws {LogError} `tile-malformed`
 */
export function decodeTile(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  if (bytes.length !== width * HASH_BYTES) {
    throw new LogError(
      "tile-malformed",
      `A tile of ${width} hashes has ${width * HASH_BYTES} bytes; this one has ${bytes.length}.`,
      "Fetch the tile again; a partial one may have been replaced by a fuller one.",
    );
  }
  return Array.from({ length: width }, (_, at) =>
    bytes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

/**
 * Writes entries as a bundle: each after its length in 16 bits, the more significant byte first.
 *
 * @param entries - 1 to 256 of them.
 * @throws {LogError} `entry-too-long` or `tile-out-of-range`
 * @see C2SP tlog-tiles v0.1.0, "Log entries"
 */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  requireWidth(entries.length);
  return joinBytes(
    ...entries.flatMap((entry) => {
      requireEntry(entry);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/**
 * Reads a bundle.
 *
 * @param width - the entries that it must have.
 * @throws {LogError} `bundle-malformed`
 */
export function decodeBundle(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if (high === undefined || low === undefined) throw cut();
    const end = at + LENGTH_BYTES + ((high << 8) | low);
    if (end > bytes.length) throw cut();
    entries.push(bytes.slice(at + LENGTH_BYTES, end));
    at = end;
    if (entries.length > width) break;
  }
  if (entries.length === width) return entries;
  throw new LogError(
    "bundle-malformed",
    `This bundle must have ${width} entries and has ${entries.length > width ? "more" : entries.length}.`,
    "Fetch the bundle again, with the width that its path names.",
  );
}

/**
 * Passes on an entry that is not too long for a bundle.
 *
 * @throws {LogError} `entry-too-long`
 */
export function requireEntry(entry: Uint8Array): Uint8Array {
  if (entry.length <= MAX_ENTRY_BYTES) return entry;
  throw new LogError(
    "entry-too-long",
    `An entry has at most ${MAX_ENTRY_BYTES} bytes; this one has ${entry.length}.`,
    "Log a statement with the digest of what is long, and keep that beside the log.",
  );
}

/**
 * Passes on a tile that there can be.
 *
 * @throws {LogError} `tile-out-of-range`
 */
export function requireTile(tile: TileId): TileId {
  const { level, index, width } = tile;
  const isLevel = Number.isInteger(level) && level >= 0 && level <= 63;
  const isIndex = Number.isSafeInteger(index) && index >= 0;
  if (!isLevel || !isIndex) throw noTile();
  requireWidth(width);
  return tile;
}

function requireWidth(width: number): void {
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) throw noTile();
}

/** Hashes a power of two of neighbours up to the node above them all. */
function fold(hashes: readonly Uint8Array[], hash: Sha256): Uint8Array | undefined {
  let level = hashes;
  while (level.length > 1) {
    const below = level;
    level = Array.from({ length: below.length / 2 }, (_, at) =>
      nodeHash(below[2 * at] as Uint8Array, below[2 * at + 1] as Uint8Array, hash),
    );
  }
  return level[0];
}

function noTile(): LogError {
  return new LogError(
    "tile-out-of-range",
    "There is no such tile.",
    `A tile has a level from 0 to 63 and 1 to ${TILE_WIDTH} hashes.`,
  );
}

function cut(): LogError {
  return new LogError(
    "bundle-malformed",
    "This bundle ends in the middle of an entry.",
    "Fetch the bundle again; it was cut.",
  );
}
