import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  LOG,
  type SampleRecord,
  sampleRecord,
  TEXTS,
} from "../../../testing/bundle/sample-bundle.ts";
import { refusal } from "../../../testing/contract/index.ts";
import {
  COLLEAGUE,
  enrolment,
  HERE,
  INSPECTOR,
  report,
  signer,
} from "../../../testing/envelope/signed-record.ts";
import { keepSample } from "../../../testing/kept-sample.ts";
import {
  encodeText,
  formatNote,
  noteKey,
  noteSigner,
  sha256,
  signCheckpoint,
  toHex,
} from "../../log/index.ts";
import { nodeSigner } from "../../node-crypto.ts";
import { openSqlite } from "../../store/sqlite/index.ts";
import type { RecordStore } from "../../store/store.ts";
import { wholeTree } from "../index.ts";
import { readKeptCase, storedCaseOf } from "./kept-case.ts";

const DOCUMENTS = Object.entries(TEXTS).map(([file, source]) => {
  return { file, label: null, bytes: encodeText(source) };
});

/** Somebody who signs under the name of the log, with a key of their own. */
const holder = nodeSigner(HERE.origin, sha256(encodeText("thief")));
const THIEF = noteSigner({ key: noteKey(HERE.origin, "ed25519", holder.publicKey), holder });

let sample: SampleRecord;
let folder = "";
let store: RecordStore;

beforeAll(async () => {
  sample = await sampleRecord();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proviso-kept-case-"));
  store = openSqlite(join(folder, "record.db"));
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** A signed head of a record at a size, or one that says something else. */
async function headOf(
  { kept }: SampleRecord,
  size: number,
  { root, signer: by }: { root?: Uint8Array; signer?: typeof LOG.signer } = {},
) {
  const leaves = kept.slice(0, size).map(({ leaf }) => leaf);
  const said = { origin: HERE.origin, size, root: root ?? wholeTree(leaves, sha256).rootAt(size) };
  return { size, note: encodeText(formatNote(await signCheckpoint(said, by ?? LOG.signer))) };
}

async function keep(record: SampleRecord, head: Awaited<ReturnType<typeof headOf>> | null) {
  const checkpoints = head === null ? [] : [head];
  await keepSample(store, record.kept, { checkpoints, documents: DOCUMENTS });
}

/** The sample with one more entry, whoever signed it. */
async function sampleWith(...[draft]: Parameters<SampleRecord["append"]>): Promise<SampleRecord> {
  const record = sample.copy();
  const envelope = await record.signed.sign(draft);
  record.keep(envelope, toHex(sha256(envelope)), null);
  return record;
}

describe("a kept case", () => {
  test("is read where its newest checkpoint signs its entries, or the first of them", async () => {
    await keep(sample, await headOf(sample, 8));
    const kept = await readKeptCase(store, HERE.case);
    expect(kept.entries.map(({ said }) => said?.statement.entry.id ?? null)).toEqual([
      ...["K-1", "K-2", "K-3", "K-4", "K-5", "A-1", "O-1", "C-1", "O-2", null, "F-1"],
    ]);
    expect(kept.ring.keys).toHaveLength(5);
    expect(kept.bindings.size).toBe(3);
    const { entries, lines, diagnostics } = await storedCaseOf(kept);
    expect(entries.map(({ id }) => id)).toEqual(["A-1", "O-1", "O-2"]);
    expect(lines).toEqual([1, 2, 3]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["attachment-mismatch"]);
  });

  test("prints for the wire the entries that it was read into, one a line", async () => {
    await keep(sample, await headOf(sample, 11));
    const { recordSource } = await storedCaseOf(await readKeptCase(store, HERE.case));
    const ids = recordSource()
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line).id);
    expect(ids).toEqual(["A-1", "O-1", "O-2"]);
  });

  test.each<[string, () => Promise<Awaited<ReturnType<typeof headOf>> | null>]>([
    ["without a checkpoint", async () => null],
    ["over another history", () => headOf(sample, 11, { root: sha256(new Uint8Array()) })],
    ["over more entries than there are", async () => ({ ...(await headOf(sample, 11)), size: 11 })],
    ["that another key signed", () => headOf(sample, 11, { signer: THIEF })],
  ])("is not read with a checkpoint %s", async (what, head) => {
    const record = sample.copy();
    if (what.startsWith("over more")) record.kept.length = 10;
    const made = await head();
    await keepSample(store, record.kept, {
      checkpoints: made === null ? [] : [{ ...made, size: record.kept.length }],
      documents: DOCUMENTS,
    });
    expect(await refusal(readKeptCase(store, HERE.case))).toBe("STORE_CORRUPT");
  });

  test("is not read past a key that nobody who may has enrolled", async () => {
    const entry = enrolment("K-9", signer("intruder"), {
      body: "mission",
      person: "nobody",
      roles: ["observer"],
    });
    const record = await sampleWith({ entry, by: INSPECTOR, role: "observer" });
    await keep(record, await headOf(record, 12));
    expect(await refusal(readKeptCase(store, HERE.case))).toBe("STORE_CORRUPT");
  });

  test("is not read with an envelope that is not that of its leaf", async () => {
    const record = sample.copy();
    const [one] = record.kept.slice(8);
    if (one !== undefined) one.envelope = encodeText("{}");
    await keep(record, await headOf(record, 11));
    expect(await refusal(readKeptCase(store, HERE.case))).toBe("STORE_CORRUPT");
  });

  test("is read with a report whose signature is left to fsck", async () => {
    const record = await sampleWith({
      entry: report("O-9"),
      by: signer("intruder"),
      role: "observer",
    });
    await keep(record, await headOf(record, 12));
    const { entries } = await readKeptCase(store, HERE.case);
    expect(entries.at(-1)?.said?.statement.device).not.toBe(COLLEAGUE.name);
    expect(entries).toHaveLength(12);
  });
});
