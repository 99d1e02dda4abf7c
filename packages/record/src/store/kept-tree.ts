import {
  coveringNodes,
  growTree,
  leafHash,
  type NodeId,
  nodesFromTiles,
  openTree,
  type ReadNode,
  rootOf,
  type Sha256,
  type StoredNode,
  TILE_HEIGHT,
  TILE_WIDTH,
  type TileId,
  type Tree,
  tileWith,
} from "../log/index.ts";
import { inParts } from "./rows.ts";
import { type Hold, type KeptRecord, NOTHING } from "./store.ts";
import { StoreError } from "./store-error.ts";

/**
 * The tree over the first entries of a record.
 *
 * @param size - how many; all that there are, where it is left out.
 * @throws {StoreError} `STORE_CORRUPT` where a leaf or a hash is missing.
 */
export async function keptTree(record: KeptRecord, hash: Sha256, size?: number): Promise<Tree> {
  const entries = size ?? (await record.size());
  const nodes = coveringNodes({ begin: 0, end: entries });
  return openTree(entries, await readNodes(record, hash, entries, nodes));
}

/**
 * The root over the first entries of a record; `null` where there are not so many.
 *
 * @throws {StoreError} `STORE_CORRUPT`
 */
export async function keptRoot(
  record: KeptRecord,
  hash: Sha256,
  size: number,
): Promise<Uint8Array | null> {
  if (size > (await record.size())) return null;
  return rootOf(await keptTree(record, hash, size), hash);
}

/**
 * Brings the hashes of nodes, so that the log's functions, which do not wait, can ask for them.
 *
 * @param size - of the log in which the nodes are.
 * @throws {StoreError} `STORE_CORRUPT`
 */
export async function readNodes(
  record: KeptRecord,
  hash: Sha256,
  size: number,
  nodes: readonly NodeId[],
): Promise<ReadNode> {
  const wanted = new Map<string, TileId>();
  for (const node of nodes) {
    const { tile } = tileWith(node, size);
    wanted.set(nameOf(tile), tile);
  }
  const tiles = new Map<string, readonly Uint8Array[]>();
  for (const [name, tile] of wanted) tiles.set(name, await tileHashes(record, hash, tile));
  return nodesFromTiles(size, (tile) => tiles.get(nameOf(tile)), hash);
}

/**
 * The hashes of a tile: those of level 0 from the leaves, the others as they are kept.
 *
 * @throws {StoreError} `STORE_CORRUPT` where one is missing.
 */
export async function tileHashes(
  record: KeptRecord,
  hash: Sha256,
  { level, index, width }: TileId,
): Promise<readonly Uint8Array[]> {
  const begin = index * TILE_WIDTH;
  if (level === 0) {
    const leaves = await record.leaves({ begin, end: begin + width });
    const isWhole = leaves.every(({ position }, at) => position === begin + at);
    if (leaves.length !== width || !isWhole) throw missingLeaf(begin);
    return leaves.map(({ leaf }) => leafHash(leaf, hash));
  }
  const nodes = Array.from({ length: width }, (_, at) => ({
    level: level * TILE_HEIGHT,
    index: begin + at,
  }));
  const tops = await record.tops(nodes);
  if (tops.length !== width) throw missingTop(level * TILE_HEIGHT);
  return tops.map((top) => top.hash);
}

/** Of the nodes that a growth completed, those that are kept: the tops of full tiles. */
export function topsAmong(completed: readonly StoredNode[]): readonly StoredNode[] {
  return completed.filter(({ level }) => level > 0 && level % TILE_HEIGHT === 0);
}

/**
 * Drops the tops of tiles and computes them again from the leaves alone.
 *
 * @returns the tree over all entries.
 */
export async function rebuildTops(hold: Hold, hash: Sha256): Promise<Tree> {
  const { record } = hold;
  const size = await record.size();
  await hold.dropTops();
  let tree: Tree = { size: 0, roots: [] };
  for await (const leaves of inParts({ begin: 0, end: size }, record.leaves)) {
    const growth = growTree(
      tree,
      leaves.map(({ leaf }) => leafHash(leaf, hash)),
      hash,
    );
    tree = growth.tree;
    await hold.commit({ ...NOTHING, size, tops: topsAmong(growth.completed) });
  }
  return tree;
}

function nameOf({ level, index, width }: TileId): string {
  return `${level}/${index}/${width}`;
}

function missingLeaf(begin: number): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `A leaf is missing among those from position ${begin} on.`,
    "Stop appending, keep the store as it is, and compare it with the newest backup (fsck).",
  );
}

function missingTop(level: number): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `A hash at level ${level} of the tree is not kept.`,
    "Compute them again from the leaves (fsck); they are no part of the record.",
  );
}
