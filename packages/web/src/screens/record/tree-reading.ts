import {
  coveringNodes,
  decodeTile,
  type LeafRange,
  nodesFromTiles,
  type ReadNode,
  type TileId,
  tilePath,
  tileWith,
} from "@proviso/record/log";
import type { RecordSource } from "../../case/record-source.ts";

/** Brings the tiles that the hashes of some ranges need, and reads the tree's nodes from them. */
export async function readTree(
  source: Pick<RecordSource, "tile">,
  ranges: readonly LeafRange[],
  size: number,
): Promise<ReadNode> {
  const needed = new Map<string, TileId>();
  for (const node of ranges.flatMap(coveringNodes)) {
    const { tile } = tileWith(node, size);
    needed.set(tilePath(tile), tile);
  }
  const tiles = new Map<string, readonly Uint8Array[]>();
  await Promise.all(
    [...needed].map(async ([path, tile]) => {
      tiles.set(path, decodeTile(await source.tile(tile), tile.width));
    }),
  );
  return nodesFromTiles(size, (tile) => tiles.get(tilePath(tile)));
}
