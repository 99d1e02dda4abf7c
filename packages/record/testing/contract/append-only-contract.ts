import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EMPTY_TREE } from "../../src/log/index.ts";
import type { RecordStore } from "../../src/store/store.ts";
import type { MakeHarness, StoreHarness } from "./harness.ts";
import { bytesOf, sampleBatch, sampleEntry } from "./samples.ts";

/** Each table of the record with a column that somebody might want to change. */
const RECORD_TABLES = {
  cases: "origin",
  leaves: "position",
  envelopes: "position",
  idempotency_keys: "position",
  series_numbers: "number",
  checkpoints: "size",
  documents: "file",
  custody: "act",
};

/** That the database itself refuses to change a record, even to the program. */
export function describeAppendOnly(
  name: string,
  make: MakeHarness,
  more: Readonly<Record<string, string>>,
): void {
  describe(name, () => {
    let harness: StoreHarness;
    let store: RecordStore;
    let before: unknown;

    beforeAll(async () => {
      harness = await make();
      store = await harness.open();
      await store.found("kept", "example.org/kept");
      const hold = await store.hold("kept");
      const number = { route: "r", number: 1 };
      await hold.commit({
        ...sampleBatch(EMPTY_TREE, [sampleEntry(0, { number }), sampleEntry(1)]).batch,
        checkpoints: [{ size: 2, note: bytesOf("note") }],
        documents: [{ file: "case.json", label: null, bytes: bytesOf("{}") }],
      });
      await hold.release();
      before = await everything(store);
    });
    afterAll(async () => {
      await store?.close();
      await harness?.end();
    });

    const refuses = async (sql: string): Promise<void> => {
      await expect(harness.attempt(sql)).rejects.toThrow();
      expect(await everything(store)).toEqual(before);
    };

    test.each(Object.entries(RECORD_TABLES))("%s are not changed", async (table, column) => {
      await refuses(`UPDATE ${table} SET ${column} = ${column}`);
    });

    test.each(Object.keys(RECORD_TABLES))("%s are not taken away", async (table) => {
      await refuses(`DELETE FROM ${table}`);
    });

    test.each(Object.keys(RECORD_TABLES))("%s are not dropped", async (table) => {
      await refuses(`DROP TABLE ${table}`);
    });

    test.each(Object.entries(more))("%s", async (_, sql) => {
      await refuses(sql);
    });
  });
}

async function everything(store: RecordStore): Promise<unknown> {
  const record = await store.record("kept", { labels: "every" });
  const all = { begin: 0, end: 100 };
  const { leaves, envelopes, checkpoints, documents, keys, numbers } = record;
  const reads = [leaves, envelopes, checkpoints, documents, keys, numbers];
  return Promise.all([record.custody(), store.cases(), ...reads.map((read) => read(all))]);
}
