import { growTree, leafHash, rootOf, sameBytes, type Tree } from "../../log/index.ts";
import { nodeHash } from "../../node-crypto.ts";
import { keptTree, topsAmong } from "../kept-tree.ts";
import { caseExists, partsOf } from "../rows.ts";
import {
  type Custody,
  type Hold,
  type KeptRecord,
  NOTHING,
  type RecordStore,
  type SequencedEntry,
} from "../store.ts";
import { StoreError } from "../store-error.ts";
import type { Head } from "../tip.ts";
import { requireSeen } from "../tip.ts";

/** What was carried over. */
export interface Carried {
  readonly origin: string;
  readonly size: number;
  /** Entries that were not there before. */
  readonly added: number;
}

/** Entries that are carried over in one transaction. */
const CARRIED = 1000;
/** Documents that are: they may be large. */
const CARRIED_DOCUMENTS = 16;

/**
 * Moves a case to another store, with every byte of its record; afterwards it is appended to there
 * and no more here. A move that was broken off is taken up where it stopped when it is made again.
 *
 * The old store lets go before the new one takes over: were the power cut in between, nobody could
 * append until the move is made again, and at no time could both.
 *
 * @throws {StoreError} `STORE_CASE_EXISTS` where another record of this name is there, or one that
 *   has grown apart; what `hold` and `commit` throw.
 */
export async function moveCase(from: RecordStore, to: RecordStore, name: string): Promise<Carried> {
  const source = await from.record(name, { labels: "every" });
  const last = await lastAct(source);
  const before = last === "left" ? null : await leave(from, to, source);
  const after = await arrive(to, source);
  return before === null ? after : { ...after, added: before.added + after.added };
}

/**
 * Copies a case as it stands into another store, or brings a copy there up to date, while it may be
 * appended to here. Nothing is appended to the copy, unless it takes over with `takeOver`.
 *
 * @param source - opened for `"every"` label.
 * @throws {StoreError} as `moveCase`
 */
export async function copyCase(source: KeptRecord, to: RecordStore): Promise<Carried> {
  const { name, origin } = source;
  if (!(await to.cases()).includes(name)) await to.found(name, origin, "arriving");
  const hold = await to.hold(name);
  try {
    const shared = await sharedTree(source, hold.record);
    if ((await lastAct(hold.record)) !== "arriving") await hold.handOver("arriving", shared.size);
    const size = await carryEntries(source, hold, shared);
    await carryCheckpoints(source, hold, size);
    await carryDocuments(source, await to.record(name, { labels: "every" }), hold, size);
    return { origin, size, added: size - shared.size };
  } finally {
    await hold.release();
  }
}

/**
 * Has a copy take over from a store that is lost. One that was founded there, or has taken over
 * already, stays as it is.
 *
 * @param seen - the newest head that anybody has seen, or `null` where nobody has: a copy without
 *   it must not go on under the name of its log.
 * @throws {StoreError} `STORE_ROLLED_BACK`
 */
export async function takeOver(store: RecordStore, name: string, seen: Head | null): Promise<void> {
  const hold = await store.hold(name);
  try {
    if (seen !== null) await requireSeen(hold.record, seen, nodeHash);
    if ((await lastAct(hold.record)) !== "arriving") return;
    await hold.handOver("arrived", await hold.record.size());
  } finally {
    await hold.release();
  }
}

async function leave(from: RecordStore, to: RecordStore, source: KeptRecord): Promise<Carried> {
  const hold = await from.hold(source.name);
  try {
    const carried = await copyCase(source, to);
    await hold.handOver("left", carried.size);
    return carried;
  } finally {
    await hold.release();
  }
}

async function arrive(to: RecordStore, source: KeptRecord): Promise<Carried> {
  const { name, origin } = source;
  const target = await to.record(name, { labels: [] });
  if ((await lastAct(target)) === "arrived") {
    // The move was whole already; what was appended there since is not for this store to know.
    return { origin, size: await target.size(), added: 0 };
  }
  const carried = await copyCase(source, to);
  await takeOver(to, name, null);
  return carried;
}

/** The tree over what both have; refuses where they do not have the same. */
async function sharedTree(source: KeptRecord, target: KeptRecord): Promise<Tree> {
  const [tree, size] = [await keptTree(target, nodeHash), await source.size()];
  const isSame =
    source.origin === target.origin &&
    tree.size <= size &&
    sameBytes(rootOf(tree, nodeHash), await rootAt(source, tree.size));
  if (isSame) return tree;
  throw caseExists(target.name);
}

async function carryEntries(source: KeptRecord, hold: Hold, shared: Tree): Promise<number> {
  let tree = shared;
  for (const part of partsOf({ begin: tree.size, end: await source.size() }, CARRIED)) {
    const entries = await readEntries(source, part.begin, part.end);
    const leaves = entries.map(({ leaf }) => leafHash(leaf, nodeHash));
    const growth = growTree(tree, leaves, nodeHash);
    const tops = topsAmong(growth.completed);
    await hold.commit({ ...NOTHING, size: tree.size, entries, tops });
    tree = growth.tree;
  }
  return tree.size;
}

async function readEntries(
  source: KeptRecord,
  begin: number,
  end: number,
): Promise<readonly SequencedEntry[]> {
  const range = { begin, end };
  const [leaves, envelopes, keys, numbers] = [
    await source.leaves(range),
    byPosition(await source.envelopes(range)),
    byPosition(await source.keys(range)),
    byPosition(await source.numbers(range)),
  ];
  if (leaves.length !== end - begin) throw incomplete(begin);
  return leaves.map(({ position, leaf }) => {
    const [envelope, key] = [envelopes.get(position), keys.get(position)];
    if (envelope === undefined || key === undefined) throw incomplete(position);
    const number = numbers.get(position) ?? null;
    return { position, leaf, label: envelope.label, envelope: envelope.envelope, key, number };
  });
}

async function carryCheckpoints(source: KeptRecord, hold: Hold, size: number): Promise<void> {
  const begin = ((await hold.record.newestCheckpoint())?.serial ?? -1) + 1;
  const end = ((await source.newestCheckpoint())?.serial ?? -1) + 1;
  for (const part of partsOf({ begin, end }, CARRIED)) {
    const checkpoints = await source.checkpoints(part);
    // One that was signed since the entries were carried comes with the next copy.
    const known = checkpoints.filter((checkpoint) => checkpoint.size <= size);
    await hold.commit({ ...NOTHING, size, checkpoints: known });
    if (known.length < checkpoints.length) return;
  }
}

async function carryDocuments(
  source: KeptRecord,
  target: KeptRecord,
  hold: Hold,
  size: number,
): Promise<void> {
  let begin = 0;
  for (;;) {
    const there = await target.documents({ begin, end: begin + CARRIED });
    begin += there.length;
    if (there.length < CARRIED) break;
  }
  for (;;) {
    const documents = await source.documents({ begin, end: begin + CARRIED_DOCUMENTS });
    if (documents.length === 0) return;
    await hold.commit({ ...NOTHING, size, documents });
    begin += documents.length;
  }
}

async function rootAt(record: KeptRecord, size: number): Promise<Uint8Array> {
  return rootOf(await keptTree(record, nodeHash, size), nodeHash);
}

async function lastAct(record: KeptRecord): Promise<Custody["act"] | null> {
  return (await record.custody()).at(-1)?.act ?? null;
}

function byPosition<Row extends { readonly position: number }>(rows: readonly Row[]) {
  return new Map(rows.map((row) => [row.position, row]));
}

function incomplete(position: number): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `The store that the case comes from lacks a part of entry ${position}.`,
    "Examine it (fsck) before anything is moved.",
  );
}
