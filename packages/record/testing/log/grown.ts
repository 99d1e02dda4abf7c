import { encodeText } from "../../src/log/bytes.ts";
import { leafHash } from "../../src/log/hash.ts";
import type { NodeId } from "../../src/log/range.ts";
import { EMPTY_TREE, growTree, type ReadNode, type StoredNode } from "../../src/log/tree.ts";

/** The entries of a log to try things on. */
export function entriesOf(size: number, name = "entry"): readonly Uint8Array[] {
  return Array.from({ length: size }, (_, at) => encodeText(`${name} ${at}`));
}

/** A store of nodes, as a database keeps them. */
export function storeOf(nodes: readonly StoredNode[]): ReadNode {
  const stored = new Map(nodes.map((node) => [placeOf(node), node.hash]));
  return (node) => stored.get(placeOf(node));
}

/** A log grown at once, and its store. */
export function grown(entries: readonly Uint8Array[]) {
  const leaves = entries.map((entry) => leafHash(entry));
  const { tree, completed } = growTree(EMPTY_TREE, leaves);
  return { tree, leaves, read: storeOf(completed) };
}

function placeOf({ level, index }: NodeId): string {
  return `${level}/${index}`;
}
