import { keptTree, topsAmong } from "./kept-tree.ts";
import { growTree, leafHash, rootOf, type Sha256, sameBytes, type Tree } from "./log/index.ts";
import { caseExists, partsOf } from "./rows.ts";
import {
  type Custody,
  type Hold,
  type KeptRecord,
  NOTHING,
  type RecordStore,
  type SequencedEntry,
} from "./store.ts";
import { StoreError } from "./store-error.ts";

/** From where to where a case goes. */
export interface Journey {
  readonly from: RecordStore;
  readonly to: RecordStore;
  readonly caseName: string;
  readonly hash: Sha256;
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
 * @throws {StoreError} `STORE_CASE_EXISTS` where another record of this name is there; what `hold`
 *   and `commit` throw.
 */
export async function moveCase(journey: Journey): Promise<void> {
  const { from, caseName } = journey;
  const source = await from.record(caseName, { labels: "every" });
  if ((await lastAct(source)) === "left") {
    await arrive(journey, source);
    return;
  }
  const hold = await from.hold(caseName);
  try {
    const size = await copyInto(journey, source);
    await hold.handOver("left", size);
  } finally {
    await hold.release();
  }
  await arrive(journey, source);
}

/**
 * Copies a case as it stands into another store, or brings a copy there up to date, while it may be
 * appended to here. Nothing is appended to the copy, unless it takes over with `takeOver`.
 *
 * @returns how many entries the copy has.
 * @throws {StoreError} as `moveCase`
 */
export async function copyCase(journey: Journey): Promise<number> {
  const source = await journey.from.record(journey.caseName, { labels: "every" });
  return copyInto(journey, source);
}

/**
 * Has a copy take over from a store that is lost.
 *
 * @param seen - the newest head that anybody has seen: a copy without it must not go on under the
 *   name of its log.
 * @throws {StoreError} `STORE_ROLLED_BACK`
 */
export async function takeOver(
  store: RecordStore,
  caseName: string,
  seen: { readonly size: number; readonly root: Uint8Array },
  hash: Sha256,
): Promise<void> {
  const hold = await store.hold(caseName);
  try {
    const size = await hold.record.size();
    const root = seen.size <= size ? await rootAt(hold.record, hash, seen.size) : null;
    if (root === null || !sameBytes(root, seen.root)) throw rolledBack(caseName, seen.size, size);
    if ((await lastAct(hold.record)) === "arriving") await hold.handOver("arrived", size);
  } finally {
    await hold.release();
  }
}

async function arrive(journey: Journey, source: KeptRecord): Promise<void> {
  const { to, caseName } = journey;
  const target = await to.record(caseName, { labels: [] });
  if ((await lastAct(target)) === "arrived") return;
  const size = await copyInto(journey, source);
  const hold = await to.hold(caseName);
  try {
    await hold.handOver("arrived", size);
  } finally {
    await hold.release();
  }
}

async function copyInto(journey: Journey, source: KeptRecord): Promise<number> {
  const { to, caseName, hash } = journey;
  const isThere = (await to.cases()).includes(caseName);
  if (!isThere) await to.found(caseName, source.origin, "arriving");
  const hold = await to.hold(caseName);
  try {
    const tree = await sharedTree(source, hold.record, hash);
    if ((await lastAct(hold.record)) !== "arriving") await hold.handOver("arriving", tree.size);
    const size = await carryEntries(source, hold, tree, hash);
    await carryCheckpoints(source, hold, size);
    await carryDocuments(source, await to.record(caseName, { labels: "every" }), hold, size);
    return size;
  } finally {
    await hold.release();
  }
}

/** The tree over what both have; refuses where they do not have the same. */
async function sharedTree(source: KeptRecord, target: KeptRecord, hash: Sha256): Promise<Tree> {
  const [tree, size] = [await keptTree(target, hash), await source.size()];
  const isSame =
    source.origin === target.origin &&
    tree.size <= size &&
    sameBytes(rootOf(tree, hash), await rootAt(source, hash, tree.size));
  if (isSame) return tree;
  throw caseExists(target.name);
}

async function carryEntries(
  source: KeptRecord,
  hold: Hold,
  shared: Tree,
  hash: Sha256,
): Promise<number> {
  let tree = shared;
  for (const part of partsOf({ begin: tree.size, end: await source.size() }, CARRIED)) {
    const entries = await readEntries(source, part.begin, part.end);
    const leaves = entries.map(({ leaf }) => leafHash(leaf, hash));
    const growth = growTree(tree, leaves, hash);
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

async function rootAt(record: KeptRecord, hash: Sha256, size: number): Promise<Uint8Array> {
  return rootOf(await keptTree(record, hash, size), hash);
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

function rolledBack(name: string, seen: number, size: number): StoreError {
  return new StoreError(
    "STORE_ROLLED_BACK",
    `The copy of ${name} has ${size} entries and not the head of ${seen} that was seen.`,
    "Take over with a newer copy. To go on from this one, found another log.",
  );
}
