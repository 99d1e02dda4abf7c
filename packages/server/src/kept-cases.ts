import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { instant } from "@proviso/core";
import { parseTexts } from "@proviso/language";
import { checkReferences } from "@proviso/record/entries";
import { openCaseFolder, readFolderFiles } from "@proviso/record/folder";
import {
  type KeyFolder,
  keysFolderOf,
  openKeys,
  openStoreAt,
  type StorePlace,
  sayPlace,
} from "@proviso/record/installation";
import type { RecordStore } from "@proviso/record/store";
import { importCase, ownLogSigner, RefusedEntry } from "@proviso/record/writing";
import { keptReading } from "./kept-reading.ts";
import { liveFeed } from "./live-feed.ts";
import { type CaseSource, type ServedRecords, servedKept } from "./served-case.ts";

/** The opened store, with what is worth a word at the start. */
export interface KeptCases {
  readonly store: RecordStore;
  readonly remarks: readonly string[];
  /** Folders of cases that are still to be imported: beside the server, once it answers. */
  readonly later: readonly string[];
}

/**
 * Opens the store and makes it at the first start. Of the cases that come with Proviso and are not
 * in it, one is imported where the store has none to show; the others can wait (ADR 0118). What is
 * there already is left as it is: a second start keeps what was entered.
 *
 * @param bundled - folders of cases, in the order in which they are imported.
 * @throws {StoreError} where the store cannot be opened, or a case not be imported into it.
 */
export async function openKeptCases(
  place: StorePlace,
  bundled: readonly string[],
): Promise<KeptCases> {
  const { env } = process;
  const store = await openStoreAt(place, { env });
  try {
    const remarks = [`The cases are kept in ${sayPlace(place)}.`];
    const later = [...(await missingFrom(store, bundled))];
    while (later.length > 0 && (await store.cases()).length === 0) {
      remarks.push(await importFolder(store, later.shift()!, keysFolderOf(place, env)));
    }
    // The right to append goes back with the store that took it: others may append from now on.
    await store.close();
    return { store: await openStoreAt(place, { env, isReadOnly: true }), remarks, later };
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

/**
 * Imports folders into a store, one after another, and says what became of each.
 *
 * @throws {StoreError} where the store cannot be opened, or a case not be imported into it.
 */
export async function importFolders(
  place: StorePlace,
  folders: readonly string[],
): Promise<readonly string[]> {
  const { env } = process;
  const store = await openStoreAt(place, { env });
  try {
    const remarks: string[] = [];
    for (const folder of await missingFrom(store, folders)) {
      remarks.push(await importFolder(store, folder, keysFolderOf(place, env)));
    }
    return remarks;
  } finally {
    await store.close();
  }
}

/** The folders whose case is not in a store, or was begun there and has no entry yet. */
async function missingFrom(
  store: RecordStore,
  folders: readonly string[],
): Promise<readonly string[]> {
  const there = await store.cases();
  const missing = folders.map(async (folder) => {
    // A start reads no more of a case that it has than its name.
    const named = await idOf(folder);
    if (named === null || !there.includes(named)) return [folder];
    const record = await store.record(named, { labels: [] });
    return (await record.size()) === 0 ? [folder] : [];
  });
  return (await Promise.all(missing)).flat();
}

/** The id that a folder's case gives itself; `null` where that cannot be read. */
async function idOf(folder: string): Promise<string | null> {
  try {
    const metadata: unknown = JSON.parse(await readFile(join(folder, "case.json"), "utf8"));
    const isObject = typeof metadata === "object" && metadata !== null;
    return isObject && "id" in metadata && typeof metadata.id === "string" ? metadata.id : null;
  } catch {
    return null;
  }
}

const READ_ONLY = { writer: null, enrols: false, logSigner: null };

/** What writes to the cases of a store, and who is told of it. */
type ServedWriting = Pick<ServedRecords, "writer" | "enrols" | "logSigner" | "feed">;

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
  writing: ServedWriting = { ...READ_ONLY, feed: liveFeed(store) },
): () => Promise<readonly CaseSource[]> {
  const records = { store, reading: keptReading(store), ...writing };
  return async () => {
    const cases = await store.cases();
    return cases.map((id) => {
      return { id, open: async () => servedKept(await records.reading.read(id)), records };
    });
  };
}

async function importFolder(store: RecordStore, folder: string, keys: string): Promise<string> {
  const stored = await openCaseFolder(folder).open();
  const { case: metadata, entries, lines, recordFile: file } = stored;
  if (metadata === null) return `${folder} was not imported: its case.json cannot be read.`;
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
