import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusal } from "../../../testing/contract/index.ts";
import {
  COLLEAGUE,
  HERE,
  INSPECTOR,
  RECEIVED,
  report,
  SignedRecord,
  signer,
} from "../../../testing/envelope/signed-record.ts";
import { formatLeaf, toHex } from "../../log/index.ts";
import { nodeHash } from "../../node-crypto.ts";
import { openSqlite } from "../../store/sqlite/index.ts";
import { NOTHING, type RecordStore } from "../../store/store.ts";
import { corruptAt, walkKept } from "./kept-walk.ts";

const TERMS = { ...HERE, reconstructed: false };

describe("a record read from its beginning", () => {
  let folder = "";
  let store: RecordStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "proviso-verified-"));
    store = openSqlite(join(folder, "record.db"));
    await store.found(HERE.case, HERE.origin);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("has every entry verified by the keys that stand at its place", async () => {
    await keep(store, await soundEnvelopes());
    const read = await readAll(store);
    expect(read.map(({ position }) => position)).toEqual([...read.keys()]);
    expect(read.at(-1)?.accepted?.signers.map(({ name }) => name)).toEqual(["team-3", "team-4"]);
  });

  test("ends at an entry that a stranger signed", async () => {
    const strange = await signedBy("stranger");
    await keep(store, [...(await soundEnvelopes()), strange]);
    expect(await refusal(readAll(store))).toBe("STORE_CORRUPT");
  });

  test("ends at an entry that is another than its leaf says", async () => {
    const [first, ...rest] = await soundEnvelopes();
    await keep(store, [first as Uint8Array, ...rest], new Map([[3, rest[0] as Uint8Array]]));
    expect(await refusal(readAll(store))).toBe("STORE_CORRUPT");
  });
});

async function soundEnvelopes(): Promise<readonly Uint8Array[]> {
  const envelopes: Uint8Array[] = [];
  const record = await SignedRecord.founded((envelope) => envelopes.push(envelope));
  for (const id of ["O-1", "O-2"]) {
    const draft = {
      entry: report(id),
      by: INSPECTOR,
      role: "observer",
      with: [COLLEAGUE],
    } as const;
    envelopes.push(await record.sign(draft));
    await record.append(draft);
  }
  return envelopes;
}

async function signedBy(name: string): Promise<Uint8Array> {
  const record = await SignedRecord.founded();
  return record.sign({ entry: report("O-9"), by: signer(name), role: "observer" });
}

async function readAll(store: RecordStore) {
  const record = await store.record(HERE.case, { labels: [] });
  const read = [];
  const walked = walkKept(record, TERMS, { verify: "all", refuse: corruptAt });
  for await (const entry of walked) read.push(entry);
  return read;
}

/** Keeps envelopes as they are, and at some positions another than the leaf says. */
async function keep(
  store: RecordStore,
  envelopes: readonly Uint8Array[],
  instead: ReadonlyMap<number, Uint8Array> = new Map(),
): Promise<void> {
  const entries = envelopes.map((envelope, position) => {
    const digest = nodeHash(envelope);
    const said = { index: position, received: RECEIVED, envelope: toHex(digest), label: null };
    const key = { key: nodeHash(Uint8Array.of(position)), payload: digest };
    const kept = instead.get(position) ?? envelope;
    return { position, leaf: formatLeaf(said), label: null, envelope: kept, key, number: null };
  });
  const hold = await store.hold(HERE.case);
  await hold.commit({ ...NOTHING, size: 0, entries });
  await hold.release();
}
