import {
  EMPTY_TREE,
  growTree,
  leafHash,
  parseCheckpoint,
  parseNote,
  rootOf,
  type Sha256,
} from "../log/index.ts";
import { inParts } from "../rows.ts";
import type { KeptRecord } from "../store.ts";

/** The roots of a log at some of its sizes. */
export type RootsKnown = ReadonlyMap<number, Uint8Array>;

/**
 * Computes the roots of a log, from its leaves alone, at the sizes that it signed: an entry can
 * carry no other checkpoint of it. At sizes that are asked for besides it computes them too.
 */
export async function rootsAt(
  record: KeptRecord,
  also: ReadonlySet<number>,
  hash: Sha256,
): Promise<RootsKnown> {
  const sizes = new Set(also);
  const newest = await record.newestCheckpoint();
  const all = { begin: 0, end: newest === null ? 0 : newest.serial + 1 };
  for await (const part of inParts(all, record.checkpoints)) {
    for (const { note } of part) {
      const size = sizeOf(note);
      if (size !== null) sizes.add(size);
    }
  }
  const roots = new Map([[0, rootOf(EMPTY_TREE, hash)]]);
  let tree = EMPTY_TREE;
  for await (const leaves of inParts({ begin: 0, end: await record.size() }, record.leaves)) {
    for (const { leaf } of leaves) {
      tree = growTree(tree, [leafHash(leaf, hash)], hash).tree;
      if (sizes.has(tree.size)) roots.set(tree.size, rootOf(tree, hash));
    }
  }
  return roots;
}

function sizeOf(note: Uint8Array): number | null {
  try {
    return parseCheckpoint(parseNote(note).text).size;
  } catch {
    // It is named by the examination.
    return null;
  }
}
