import { BEGINNING, type Instant, instant } from "@proviso/core";
import { parseLeaf, type Sha256, sameBytes, type Tree } from "../log/index.ts";
import { keptRoot, keptTree } from "./kept-tree.ts";
import type { KeptRecord } from "./store.ts";
import { StoreError } from "./store-error.ts";

/** How far a log has come. */
export interface Head {
  /** Entries. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** Where a record stands: what the next entry is judged by. */
export interface Tip<State> {
  readonly tree: Tree;
  readonly state: State;
  /** When the newest entry was received: the next is never said to have come before it. */
  readonly received: Instant;
}

/**
 * Takes up a record where it stands.
 *
 * @throws {StoreError} `STORE_CORRUPT`
 */
export async function tipOf<State>(
  record: KeptRecord,
  state: State,
  hash: Sha256,
): Promise<Tip<State>> {
  const tree = await keptTree(record, hash);
  const [last] = await record.leaves({ begin: Math.max(0, tree.size - 1), end: tree.size });
  const received = last === undefined ? BEGINNING : instant(parseLeaf(last.leaf).received);
  return { tree, state, received };
}

/**
 * Passes where the case is kept here, and has not left for elsewhere: two places that append to one
 * log would show two histories under one name.
 *
 * @throws {StoreError} `STORE_CASE_MOVED`
 */
export async function requireHere(record: KeptRecord): Promise<void> {
  const last = (await record.custody()).at(-1);
  if (last === undefined || last.act === "founded" || last.act === "arrived") return;
  throw new StoreError(
    "STORE_CASE_MOVED",
    last.act === "left"
      ? `${record.name} left this store when it had ${last.size} entries.`
      : `${record.name} has not wholly arrived in this store.`,
    last.act === "left"
      ? "Append where it went, or move it back."
      : "Move it again; what has arrived already is kept.",
  );
}

/**
 * Passes where a record holds the head that somebody outside has seen.
 *
 * @throws {StoreError} `STORE_ROLLED_BACK`
 */
export async function requireSeen(record: KeptRecord, seen: Head, hash: Sha256): Promise<void> {
  const root = await keptRoot(record, hash, seen.size);
  if (root !== null && sameBytes(root, seen.root)) return;
  throw new StoreError(
    "STORE_ROLLED_BACK",
    root === null
      ? `${record.name} has ${await record.size()} entries; one of ${seen.size} has been seen.`
      : `${record.name} had another history when it had ${seen.size} entries.`,
    "Restore a newer copy. To go on from this one, found another log and declare it restored.",
  );
}
