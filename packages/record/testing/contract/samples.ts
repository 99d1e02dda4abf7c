import { createHash } from "node:crypto";
import {
  formatLeaf,
  growTree,
  leafHash,
  type Sha256,
  type Tree,
  toHex,
} from "../../src/log/index.ts";
import { topsAmong } from "../../src/store/kept-tree.ts";
import { type Batch, NOTHING, type SequencedEntry } from "../../src/store/store.ts";

/** SHA-256 by the runtime's own library. */
export const nodeSha256: Sha256 = (message) =>
  new Uint8Array(createHash("sha256").update(message).digest());

/** Text as UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "utf8"));
}

/** UTF-8 as text. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

/** What of a sample entry is to differ from the ordinary one. */
export interface SampleOptions {
  readonly label?: string;
  readonly text?: string;
  readonly key?: string;
  readonly number?: { readonly route: string; readonly number: number };
}

/** An entry as a store keeps it, at a position. */
export function sampleEntry(position: number, options: SampleOptions = {}): SequencedEntry {
  const { label = null, text = `envelope ${position}`, key = `key ${position}`, number } = options;
  const envelope = bytesOf(text);
  const leaf = formatLeaf({
    index: position,
    received: 1_000 * position,
    envelope: toHex(nodeSha256(envelope)),
    label,
  });
  return {
    position,
    leaf,
    label,
    envelope,
    key: { key: nodeSha256(bytesOf(key)), payload: nodeSha256(envelope) },
    number:
      number === undefined
        ? null
        : { route: nodeSha256(bytesOf(number.route)), number: number.number },
  };
}

/** A batch of entries, with the tops of tiles that they complete. */
export function sampleBatch(tree: Tree, entries: readonly SequencedEntry[]) {
  const leaves = entries.map(({ leaf }) => leafHash(leaf, nodeSha256));
  const growth = growTree(tree, leaves, nodeSha256);
  const batch: Batch = {
    ...NOTHING,
    size: tree.size,
    entries,
    tops: topsAmong(growth.completed),
  };
  return { batch, tree: growth.tree };
}
