import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LOG, type SampleRecord, sampleRecord } from "../../../testing/bundle/sample-bundle.ts";
import { HERE } from "../../../testing/envelope/signed-record.ts";
import { keepSample } from "../../../testing/kept-sample.ts";
import { encodeText, formatNote, sha256, signCheckpoint } from "../../log/index.ts";
import { openSqlite } from "../../store/sqlite/index.ts";
import type { RecordStore } from "../../store/store.ts";
import { wholeTree } from "../../walk/index.ts";
import { signHead } from "./sign-head.ts";

let sample: SampleRecord;
let folder = "";
let store: RecordStore;

beforeAll(async () => {
  sample = await sampleRecord();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proviso-heads-"));
  store = openSqlite(join(folder, "record.db"));
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** Signs the head of a record that is kept, or says why not; and how many heads are kept then. */
async function signed(record: SampleRecord, seen: readonly Uint8Array[] = []) {
  await keepSample(store, record.kept);
  const hold = await store.hold(HERE.case);
  try {
    const head = await signHead(hold, { signer: LOG.signer, seen }).catch((cause) => cause.code);
    return { head, newest: await hold.record.newestCheckpoint() };
  } finally {
    await hold.release();
  }
}

/** A head that the log is seen to have signed. */
async function seenAt(size: number, root: Uint8Array): Promise<Uint8Array> {
  const note = await signCheckpoint({ origin: HERE.origin, size, root }, LOG.signer);
  return encodeText(formatNote(note));
}

function rootAt(size: number): Uint8Array {
  const leaves = sample.kept.map(({ leaf }) => leaf);
  return wholeTree(leaves, sha256).rootAt(size);
}

describe("the head of a record", () => {
  test("is signed over its leaves, where it holds every head that was seen", async () => {
    const { head, newest } = await signed(sample, [await seenAt(8, rootAt(8))]);
    expect(head).toMatchObject({ size: 11, root: rootAt(11), isNew: true });
    expect(newest).toMatchObject({ size: 11, note: head.note });
  });

  test("is not signed where the record is shorter than a head that was seen", async () => {
    const short = sample.copy();
    short.kept.length = 8;
    const { head, newest } = await signed(short, [await seenAt(11, rootAt(11))]);
    expect([head, newest]).toEqual(["STORE_ROLLED_BACK", null]);
  });

  test("is not signed where it had another history than one that was seen", async () => {
    const { head, newest } = await signed(sample, [await seenAt(8, rootAt(7))]);
    expect([head, newest]).toEqual(["STORE_ROLLED_BACK", null]);
  });

  test("is not signed over an envelope that is not that of its leaf", async () => {
    const altered = sample.copy();
    const [one] = altered.kept.slice(6);
    if (one !== undefined) one.envelope = encodeText("{}");
    const { head, newest } = await signed(altered);
    expect([head, newest]).toEqual(["STORE_CORRUPT", null]);
  });
});
