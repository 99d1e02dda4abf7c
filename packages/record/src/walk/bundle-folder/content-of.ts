import { inParts } from "../../store/rows.ts";
import type { KeptEnvelope, RecordStore } from "../../store/store.ts";
import { StoreError } from "../../store/store-error.ts";
import type { BundleContent } from "../bundle/index.ts";
import { readFiles } from "../kept/index.ts";
import { readGuides } from "./guides.ts";

/**
 * Brings together what a bundle of a case is made of: the log whole, entries under labels as they
 * are kept, enciphered, and the case's files, but for those under a label.
 *
 * @throws {StoreError} `STORE_NO_SUCH_CASE`, `STORE_CORRUPT` where there is no checkpoint over it.
 */
export async function bundleContentOf(store: RecordStore, name: string): Promise<BundleContent> {
  const record = await store.record(name, { labels: "every" });
  const newest = await record.newestCheckpoint();
  const size = await record.size();
  if (newest === null || newest.size !== size) throw unsigned(name, size);
  const leaves: Uint8Array[] = [];
  const kept = new Map<number, KeptEnvelope>();
  const all = { begin: 0, end: size };
  for await (const part of inParts(all, record.leaves)) {
    leaves.push(...part.map(({ leaf }) => leaf));
  }
  for await (const part of inParts(all, record.envelopes)) {
    for (const envelope of part) kept.set(envelope.position, envelope);
  }
  const envelopes = leaves.map((_, position) => {
    const found = kept.get(position);
    if (found !== undefined) return found;
    throw corrupt(`Entry ${position} of ${name} has no envelope.`);
  });
  const files = await readFiles(await store.record(name, { labels: [] }));
  const documents = [...files].map(([file, { bytes }]) => ({ file, bytes }));
  const guides = await readGuides();
  return { case: name, leaves, envelopes, documents, note: newest.note, guides };
}

function unsigned(name: string, size: number): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `No checkpoint of ${name} is over its ${size} entries.`,
    "Sign one: proviso checkpoint.",
  );
}

function corrupt(message: string): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    message,
    "Run proviso fsck; restore a backup if it says so.",
  );
}
