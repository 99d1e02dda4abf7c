import { topsAmong } from "./kept-tree.ts";
import {
  EMPTY_TREE,
  growTree,
  type Leaf,
  type LeafRange,
  LogError,
  leafHash,
  parseCheckpoint,
  parseLeaf,
  parseNote,
  rootOf,
  type Sha256,
  type StoredNode,
  sameBytes,
  type Tree,
  toHex,
} from "./log/index.ts";
import { inParts, partsOf } from "./rows.ts";
import type { KeptCheckpoint, KeptEnvelope, KeptKey, KeptLeaf, KeptRecord } from "./store.ts";

/** Something in a store that does not agree with the rest of it. */
export type Discrepancy =
  /** Entries by position: the leaf, the envelope, the idempotency key. */
  | {
      readonly kind:
        | "leaf-missing"
        | "leaf-malformed"
        | "leaf-misplaced"
        | "received-before"
        | "envelope-missing"
        | "envelope-altered"
        | "envelope-beyond"
        | "label-altered"
        | "key-missing";
      readonly position: number;
    }
  /** A hash that was computed from leaves, and is another one now. */
  | { readonly kind: "top-altered" | "top-missing"; readonly level: number; readonly index: number }
  /** A checkpoint that signs another history, or more entries than there are. */
  | {
      readonly kind: "checkpoint-malformed" | "checkpoint-mismatch" | "checkpoint-ahead";
      readonly serial: number;
      readonly size: number;
    };

/** What an examination found. */
export interface Examination {
  /** The tree over the leaves that are there. */
  readonly tree: Tree;
  readonly discrepancies: readonly Discrepancy[];
}

/** What an examination works with. */
export interface ExaminationOptions {
  readonly hash: Sha256;
  /**
   * What a leaf should say of an envelope under a label, 64 hexadecimal digits; `null` where its
   * content is out of reach, and nothing can be said. Nothing is, where it is left out.
   */
  readonly digestUnderLabel?: (kept: KeptEnvelope) => Promise<string | null>;
}

/**
 * Holds everything that a store keeps of a case against its leaves, and these against the
 * checkpoints. It believes no hash that is stored, and goes on after what it finds.
 *
 * Signatures are for others to verify; that the newest entries were not cut off can only be told
 * from a checkpoint that is kept elsewhere.
 *
 * @param record - opened for `"every"` label.
 * @throws {StoreError} `STORE_UNREADABLE` where the store cannot be read.
 */
export async function examine(
  record: KeptRecord,
  options: ExaminationOptions,
): Promise<Examination> {
  const size = await record.size();
  const found: Discrepancy[] = [];
  const checkpoints = await readCheckpoints(record, size, found);
  let tree: Tree = EMPTY_TREE;
  let received = Number.NEGATIVE_INFINITY;
  for (const range of partsOf({ begin: 0, end: size })) {
    const leaves = await record.leaves(range);
    received = checkLeaves(range, leaves, received, found);
    await checkEnvelopes(leaves, await record.envelopes(range), options, found);
    checkKeys(range, await record.keys(range), found);
    tree = await grow(tree, leaves, checkpoints, { record, found, hash: options.hash });
  }
  const beyond = await record.envelopes({ begin: size, end: size + 1 });
  found.push(...beyond.map(({ position }) => ({ kind: "envelope-beyond", position }) as const));
  return { tree, discrepancies: found };
}

function checkLeaves(
  range: LeafRange,
  leaves: readonly KeptLeaf[],
  receivedBefore: number,
  found: Discrepancy[],
): number {
  const there = new Set(leaves.map(({ position }) => position));
  for (let position = range.begin; position < range.end; position += 1) {
    if (!there.has(position)) found.push({ kind: "leaf-missing", position });
  }
  let received = receivedBefore;
  for (const kept of leaves) {
    const { position } = kept;
    const leaf = readLeaf(kept);
    if (leaf === null) found.push({ kind: "leaf-malformed", position });
    else {
      if (leaf.index !== position) found.push({ kind: "leaf-misplaced", position });
      if (leaf.received < received) found.push({ kind: "received-before", position });
      received = Math.max(received, leaf.received);
    }
  }
  return received;
}

async function checkEnvelopes(
  leaves: readonly KeptLeaf[],
  envelopes: readonly KeptEnvelope[],
  { hash, digestUnderLabel }: ExaminationOptions,
  found: Discrepancy[],
): Promise<void> {
  const byPosition = new Map(envelopes.map((kept) => [kept.position, kept]));
  for (const kept of leaves) {
    const { position } = kept;
    const leaf = readLeaf(kept);
    const envelope = byPosition.get(position);
    if (envelope === undefined) found.push({ kind: "envelope-missing", position });
    else if (leaf !== null && leaf.label !== envelope.label) {
      found.push({ kind: "label-altered", position });
    } else if (leaf !== null) {
      const digest =
        envelope.label === null
          ? toHex(hash(envelope.envelope))
          : ((await digestUnderLabel?.(envelope)) ?? leaf.envelope);
      if (digest !== leaf.envelope) found.push({ kind: "envelope-altered", position });
    }
  }
}

function checkKeys(range: LeafRange, keys: readonly KeptKey[], found: Discrepancy[]): void {
  const there = new Set(keys.map(({ position }) => position));
  for (let position = range.begin; position < range.end; position += 1) {
    if (!there.has(position)) found.push({ kind: "key-missing", position });
  }
}

/** Grows the tree, and stops at each size that a checkpoint signs. */
async function grow(
  before: Tree,
  leaves: readonly KeptLeaf[],
  checkpoints: ReadonlyMap<number, readonly SizedRoot[]>,
  on: { readonly record: KeptRecord; readonly found: Discrepancy[]; readonly hash: Sha256 },
): Promise<Tree> {
  let tree = before;
  const completed: StoredNode[] = [];
  for (const { leaf } of leaves) {
    const growth = growTree(tree, [leafHash(leaf, on.hash)], on.hash);
    tree = growth.tree;
    completed.push(...topsAmong(growth.completed));
    const here = checkpoints.get(tree.size);
    if (here === undefined) continue;
    const root = rootOf(tree, on.hash);
    for (const { serial, root: signed } of here) {
      if (sameBytes(root, signed)) continue;
      on.found.push({ kind: "checkpoint-mismatch", serial, size: tree.size });
    }
  }
  await checkTops(on.record, completed, on.found);
  return tree;
}

async function checkTops(
  record: KeptRecord,
  computed: readonly StoredNode[],
  found: Discrepancy[],
): Promise<void> {
  const kept = new Map(
    (await record.tops(computed)).map((top) => [`${top.level}/${top.index}`, top.hash]),
  );
  for (const { level, index, hash } of computed) {
    const top = kept.get(`${level}/${index}`);
    if (top === undefined) found.push({ kind: "top-missing", level, index });
    else if (!sameBytes(top, hash)) found.push({ kind: "top-altered", level, index });
  }
}

interface SizedRoot {
  readonly serial: number;
  readonly root: Uint8Array;
}

async function readCheckpoints(
  record: KeptRecord,
  size: number,
  found: Discrepancy[],
): Promise<ReadonlyMap<number, readonly SizedRoot[]>> {
  const bySize = new Map<number, SizedRoot[]>();
  const newest = await record.newestCheckpoint();
  const all = { begin: 0, end: newest === null ? 0 : newest.serial + 1 };
  for await (const part of inParts(all, record.checkpoints)) {
    for (const kept of part) {
      const root = rootSigned(kept, record.origin);
      const fault = root === null ? "checkpoint-malformed" : faultOf(kept, size);
      if (fault !== null) found.push({ kind: fault, serial: kept.serial, size: kept.size });
      else if (root !== null) {
        bySize.set(kept.size, [...(bySize.get(kept.size) ?? []), { serial: kept.serial, root }]);
      }
    }
  }
  return bySize;
}

function faultOf({ size }: KeptCheckpoint, entries: number): "checkpoint-ahead" | null {
  return size > entries ? "checkpoint-ahead" : null;
}

/** The root that a checkpoint signs; `null` where it is no checkpoint of this log and size. */
function rootSigned({ size, note }: KeptCheckpoint, origin: string): Uint8Array | null {
  try {
    const checkpoint = parseCheckpoint(parseNote(note).text);
    return checkpoint.size === size && checkpoint.origin === origin ? checkpoint.root : null;
  } catch (cause) {
    if (cause instanceof LogError) return null;
    throw cause;
  }
}

function readLeaf({ leaf }: KeptLeaf): Leaf | null {
  try {
    return parseLeaf(leaf);
  } catch (cause) {
    if (cause instanceof LogError) return null;
    throw cause;
  }
}
