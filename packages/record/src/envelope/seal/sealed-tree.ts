import {
  EMPTY_TREE,
  growTree,
  inclusionPath,
  type Proof,
  proveAlong,
  type ReadNode,
  rootOf,
} from "../../log/index.ts";

/** A tree over leaves that are all at hand. */
export interface SealedTree {
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** The hashes beside the way from a leaf to the root. */
  readonly prove: (index: number) => Proof;
}

/** Builds the tree over leaves, as RFC 6962 does. */
export function treeOver(leaves: readonly Uint8Array[]): SealedTree {
  const { tree, completed } = growTree(EMPTY_TREE, leaves);
  const nodes = new Map(completed.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  const read: ReadNode = ({ level, index }) => nodes.get(`${level}/${index}`);
  return {
    root: rootOf(tree),
    prove: (index) => proveAlong(inclusionPath(index, leaves.length), read),
  };
}
