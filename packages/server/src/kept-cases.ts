import process from "node:process";
import { instant } from "@proviso/core";
import { parseTexts } from "@proviso/language";
import { checkReferences } from "@proviso/record/entries";
import { openCaseFolder } from "@proviso/record/folder";
import {
  type KeyFolder,
  keysFolderOf,
  openKeys,
  openStoreAt,
  type StorePlace,
  sayPlace,
} from "@proviso/record/installation";
import { importCase, ownLogSigner, RefusedEntry, readFolderFiles } from "@proviso/record/keeping";
import type { RecordStore } from "@proviso/record/store";
import { keptReading } from "./kept-reading.ts";
import { liveFeed } from "./live-feed.ts";
import type { CaseSource, ServedRecords } from "./served-case.ts";

/** The opened store, with what is worth a word at the start. */
export interface KeptCases {
  readonly store: RecordStore;
  readonly remarks: readonly string[];
}

/**
 * Opens the store, makes it at the first start, and imports the cases that come with Proviso and are
 * not in it yet. What is there already is left as it is: a second start keeps what was entered.
 *
 * @throws {StoreError} where the store cannot be opened, or a case not be imported into it.
 */
export async function openKeptCases(
  place: StorePlace,
  bundled: readonly string[],
): Promise<KeptCases> {
  const { env } = process;
  const store = await openStoreAt(place, { env });
  try {
    const there = await store.cases();
    const remarks = [`The cases are kept in ${sayPlace(place)}.`];
    for (const folder of bundled) {
      const remark = await importOnce(store, folder, there, keysFolderOf(place, env));
      if (remark !== null) remarks.push(remark);
    }
    // The right to append goes back with the store that took it: others may append from now on.
    await store.close();
    return { store: await openStoreAt(place, { env, isReadOnly: true }), remarks };
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

const READ_ONLY = { writer: null, enrols: false, logSigner: null };

/** What signs for the logs of an installation's records, as far as their key is here. */
export function logSigners(keys: KeyFolder): NonNullable<ServedRecords["logSigner"]> {
  return (record) =>
    ownLogSigner({ record }, record.origin, keys).catch((cause: unknown) => {
      if (cause instanceof RefusedEntry) return null;
      throw cause;
    });
}

/**
 * The cases of a store, as they are when they are asked for.
 *
 * @param writing - what writes to them; left out where they are only read.
 */
export function sourcesOf(
  store: RecordStore,
  writing: Pick<ServedRecords, "writer" | "enrols" | "logSigner"> = READ_ONLY,
): () => Promise<readonly CaseSource[]> {
  const records = { store, reading: keptReading(store), feed: liveFeed(store), ...writing };
  return async () => {
    const cases = await store.cases();
    return cases.map((id) => {
      const open = async () => (await records.reading.read(id)).stored();
      return { id, store: { open }, records };
    });
  };
}

async function importOnce(
  store: RecordStore,
  folder: string,
  there: readonly string[],
  keys: string,
): Promise<string | null> {
  const stored = await openCaseFolder(folder).open();
  const { case: metadata, entries, lines, recordFile: file } = stored;
  if (metadata === null) return `${folder} was not imported: its case.json cannot be read.`;
  // One that was begun and has no entry yet is taken up again.
  const record = there.includes(metadata.id)
    ? await store.record(metadata.id, { labels: [] })
    : null;
  if (record !== null && (await record.size()) > 0) return null;
  const { texts, diagnostics } = parseTexts(stored.files);
  const faults = [
    ...stored.diagnostics,
    ...diagnostics,
    ...checkReferences({ file, entries, lines }, texts),
  ].filter(({ severity }) => severity === "error");
  const agreement = texts.find(({ kind }) => kind === "agreement")?.id;
  if (faults.length > 0 || agreement === undefined) {
    return `${folder} was not imported: proviso check ${folder} lists its faults.`;
  }
  const files = await readFolderFiles(folder);
  const { size } = await importCase(
    store,
    { metadata, agreement, stored, files },
    { keys: openKeys(keys), now: () => instant(Date.now()) },
  );
  return `${metadata.title} was imported: ${size} signed entries.`;
}
