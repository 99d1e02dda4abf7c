import { keptRoot, rebuildTops } from "../kept-tree.ts";
import { sameBytes } from "../log/index.ts";
import { type Hold, type KeptRecord, NOTHING, type RecordStore } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { nodeHash } from "./read-entries.ts";

/** How many entries are carried over in one transaction. */
const PART = 1000;

/** What was carried over. */
export interface Carried {
  readonly origin: string;
  readonly size: number;
  /** Entries that were not there before. */
  readonly added: number;
}

/**
 * Moves a case from one store to another, byte for byte as it is kept, enciphered as it is. Nobody
 * appends to it meanwhile; afterwards nothing is appended where it was. What was interrupted is
 * taken up again.
 *
 * @throws {StoreError} `STORE_HELD`; `STORE_CASE_MOVED` where it has left `from` already;
 *   `STORE_CASE_EXISTS` where `to` has another record under this name.
 */
export async function moveCase(from: RecordStore, to: RecordStore, name: string): Promise<Carried> {
  const source = await from.hold(name);
  try {
    const last = (await source.record.custody()).at(-1);
    if (last?.act === "left") throw hasLeft(name);
    const carried = await copyCase(await from.record(name, { labels: "every" }), to);
    await source.handOver("left", carried.size);
    return carried;
  } finally {
    await source.release();
  }
}

/** Copies a case as it is kept into another store; what is there already must be its beginning. */
export async function copyCase(source: KeptRecord, to: RecordStore): Promise<Carried> {
  const { name, origin } = source;
  const size = await source.size();
  if (!(await to.cases()).includes(name)) await to.found(name, origin);
  const hold = await to.hold(name);
  try {
    const there = await hold.record.size();
    await requireBeginning(source, hold.record, there, size);
    await hold.handOver("arriving", there);
    for (let begin = there; begin < size; begin += PART) {
      await carryPart(source, hold, begin, Math.min(size, begin + PART));
    }
    await carryBeside(source, hold, to, size);
    await hold.handOver("arrived", size);
    return { origin, size, added: size - there };
  } finally {
    await hold.release();
  }
}

async function requireBeginning(
  source: KeptRecord,
  target: KeptRecord,
  there: number,
  size: number,
): Promise<void> {
  const isOurs = target.origin === source.origin && there <= size;
  if (isOurs && there === 0) return;
  const [ours, theirs] = isOurs
    ? [await keptRoot(source, nodeHash, there), await keptRoot(target, nodeHash, there)]
    : [null, null];
  if (ours !== null && theirs !== null && sameBytes(ours, theirs)) return;
  throw new StoreError(
    "STORE_CASE_EXISTS",
    `There is another record under the name ${source.name} already, or one that has grown apart.`,
    "Choose another store; two histories are never made into one.",
  );
}

async function carryPart(
  source: KeptRecord,
  hold: Hold,
  begin: number,
  end: number,
): Promise<void> {
  const range = { begin, end };
  const leaves = await source.leaves(range);
  const envelopes = new Map((await source.envelopes(range)).map((one) => [one.position, one]));
  const keys = new Map((await source.keys(range)).map((one) => [one.position, one]));
  const numbers = new Map((await source.numbers(range)).map((one) => [one.position, one]));
  const entries = leaves.map(({ position, leaf }) => {
    const kept = envelopes.get(position);
    const key = keys.get(position);
    if (kept === undefined || key === undefined) throw incomplete(position);
    const { label, envelope } = kept;
    return { position, leaf, label, envelope, key, number: numbers.get(position) ?? null };
  });
  await hold.commit({ ...NOTHING, size: begin, entries });
}

/** Carries over what stands beside the entries: tops of tiles, checkpoints, files. */
async function carryBeside(
  source: KeptRecord,
  hold: Hold,
  to: RecordStore,
  size: number,
): Promise<void> {
  const target = await to.record(source.name, { labels: "every" });
  const newest = await target.newestCheckpoint();
  for (let serial = newest === null ? 0 : newest.serial + 1; ; serial += PART) {
    const checkpoints = await source.checkpoints({ begin: serial, end: serial + PART });
    if (checkpoints.length > 0) await hold.commit({ ...NOTHING, size, checkpoints });
    if (checkpoints.length < PART) break;
  }
  let serial = await documentsIn(target);
  for (;;) {
    // One at a time: an attachment may be large.
    const documents = await source.documents({ begin: serial, end: serial + 1 });
    if (documents.length === 0) break;
    await hold.commit({ ...NOTHING, size, documents });
    serial += 1;
  }
  await rebuildTops(hold, nodeHash);
}

async function documentsIn(record: KeptRecord): Promise<number> {
  let count = 0;
  for (;;) {
    const some = await record.documents({ begin: count, end: count + 1 });
    if (some.length === 0) return count;
    count += some.length;
  }
}

function hasLeft(name: string): StoreError {
  return new StoreError(
    "STORE_CASE_MOVED",
    `${name} has left this store already.`,
    "Move it from where it is now.",
  );
}

function incomplete(position: number): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `Entry ${position} is not whole in the store that it is moved from.`,
    "Run proviso fsck there first; what has been carried over so far stays.",
  );
}
