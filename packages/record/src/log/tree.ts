import { emptyRoot, nodeHash, requireHash, type Sha256, sha256 } from "./hash.ts";
import { LogError } from "./log-error.ts";
import { coveringNodes, type LeafRange, type NodeId } from "./range.ts";

/**
 * Reads the stored hash of a node; `undefined` where it is not stored. It answers at once: whoever
 * reads from a database or over HTTP asks `coveringNodes` which hashes are needed, and brings them.
 */
export type ReadNode = (node: NodeId) => Uint8Array | undefined;

/**
 * A tree as whoever appends to it keeps it: not its leaves, only the roots of the perfect trees that
 * it consists of, from left to right. That is at most 53 hashes, however many leaves there are.
 */
export interface Tree {
  /** Leaves. */
  readonly size: number;
  readonly roots: readonly Uint8Array[];
}

/** A node with its hash: what a store keeps. */
export interface StoredNode extends NodeId {
  readonly hash: Uint8Array;
}

/** A tree that has grown, and what is to be stored in the same transaction. */
export interface Growth {
  readonly tree: Tree;
  /** Every node that the new leaves completed, leaves included, each after those below it. */
  readonly completed: readonly StoredNode[];
}

/** The tree without leaves. */
export const EMPTY_TREE: Tree = { size: 0, roots: [] };

/**
 * Appends a batch of leaves.
 *
 * @param leaves - leaf hashes in order, of 32 bytes each.
 * @throws {LogError} `hash-malformed`
 */
export function growTree(tree: Tree, leaves: readonly Uint8Array[], hash: Sha256 = sha256): Growth {
  const roots = [...tree.roots];
  const completed: StoredNode[] = [];
  let size = tree.size;
  for (const leaf of leaves) {
    let node: StoredNode = { level: 0, index: size, hash: requireHash(leaf) };
    completed.push(node);
    // A right child completes its parent, and so on upwards while there is a left sibling.
    while (node.index % 2 === 1) {
      const left = roots.pop() as Uint8Array;
      node = {
        level: node.level + 1,
        index: (node.index - 1) / 2,
        hash: nodeHash(left, node.hash, hash),
      };
      completed.push(node);
    }
    roots.push(node.hash);
    size += 1;
  }
  return { tree: { size, roots }, completed };
}

/** The root hash of a tree, 32 bytes (RFC 6962 §2.1). */
export function rootOf(tree: Tree, hash: Sha256 = sha256): Uint8Array {
  return foldRight(tree.roots, hash);
}

/**
 * Takes up a tree of any size that there was, from the hashes that were stored.
 *
 * @throws {LogError} `node-missing`, `hash-malformed` or `size-out-of-range`
 */
export function openTree(size: number, read: ReadNode): Tree {
  const nodes = coveringNodes({ begin: 0, end: size });
  return { size, roots: nodes.map((node) => readNode(node, read)) };
}

/**
 * The hash over the leaves of a range, computed from the nodes that cover it. The range must be a
 * subtree; for the whole of a tree it is the root.
 *
 * @throws {LogError} `node-missing`, `hash-malformed`, `size-out-of-range` or `index-out-of-range`
 */
export function rangeHash(range: LeafRange, read: ReadNode, hash: Sha256 = sha256): Uint8Array {
  return foldRight(
    coveringNodes(range).map((node) => readNode(node, read)),
    hash,
  );
}

function readNode(node: NodeId, read: ReadNode): Uint8Array {
  const found = read(node);
  if (found !== undefined) return requireHash(found);
  throw new LogError(
    "node-missing",
    `The hash of node ${node.index} at level ${node.level} is not stored.`,
    "Rebuild the stored hashes from the entries (fsck); they can always be computed again.",
  );
}

/** Joins perfect trees of falling size: each is the left child of what stands right of it. */
function foldRight(roots: readonly Uint8Array[], hash: Sha256): Uint8Array {
  const last = roots.at(-1);
  if (last === undefined) return emptyRoot(hash);
  return roots.slice(0, -1).reduceRight((right, left) => nodeHash(left, right, hash), last);
}
