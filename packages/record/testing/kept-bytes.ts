import type { RecordStore } from "../src/store/store.ts";

/** Every byte of a record as a store keeps it. */
export async function bytesIn(store: RecordStore, name: string): Promise<string> {
  const record = await store.record(name, { labels: "every" });
  const all = { begin: 0, end: 10_000 };
  const kept = {
    leaves: await record.leaves(all),
    envelopes: await record.envelopes(all),
    keys: await record.keys(all),
    numbers: await record.numbers(all),
    checkpoints: await record.checkpoints(all),
    documents: await record.documents(all),
  };
  return JSON.stringify(kept, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
  );
}
