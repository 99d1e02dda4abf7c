import { BEGINNING, type Entry, entryId, formatUtc, type Instant, id } from "@proviso/core";
import type { Refusal } from "@proviso/core/fault";
import {
  type CaseMetadata,
  formatRecordEntry,
  inRecordOrder,
  type KeyGenesis,
  type RecordEntry,
  type RegisterEntry,
  unstamped,
} from "../entries/index.ts";
import { readStatedTime, type StatedTime } from "../envelope/index.ts";
import { sameBytes, toHex } from "../log/index.ts";
import {
  KEEPER,
  type KeyFolder,
  keyOf,
  logSignerOf,
  originFor,
} from "../store/installation/index.ts";
import type { RecordStore, StoredCase } from "../store/store.ts";
import { unboundFiles } from "../walk/kept/binding.ts";
import { type KeptCase, readKeptCase } from "../walk/kept/kept-case.ts";
import type { Draft } from "./drafts.ts";
import { RefusedEntry } from "./refused-entry.ts";
import { openWriting, type Writing } from "./signed-writing.ts";

/** A case folder as it is to be imported: read, and without an error. */
export interface FolderToImport {
  readonly metadata: CaseMetadata;
  /** The id of its agreement. */
  readonly agreement: string;
  readonly stored: StoredCase;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What an import would add, skip and refuse. */
export interface ImportPlan {
  readonly case: string;
  /** Whether the case is not in the store yet. */
  readonly isNew: boolean;
  readonly addEntries: readonly (Entry | RegisterEntry)[];
  readonly addFiles: readonly string[];
  /** Files that are there already, and that no entry binds to the record yet. */
  readonly bindFiles: readonly string[];
  /** What is there already, just so. */
  readonly sameEntries: number;
  readonly sameFiles: number;
  /** What stands against it; nothing is imported while there is any. */
  readonly clashes: readonly Refusal[];
}

/**
 * Says what an import would do, and does nothing.
 *
 * @param store - `null` where there is none yet.
 */
export async function planImport(
  store: RecordStore | null,
  folder: FolderToImport,
): Promise<ImportPlan> {
  const { id: name, reconstructed } = folder.metadata;
  const kept = store === null ? null : await keptOrNull(store, name);
  const entries = new Map<string, string>();
  for (const { said } of kept?.entries ?? []) {
    if (said === null) continue;
    const { entry } = said.statement;
    entries.set(entry.id, sayingOf(entry, reconstructed));
  }
  const clashes: Refusal[] = [];
  const addEntries: (Entry | RegisterEntry)[] = [];
  const all = inRecordOrder(folder.stored);
  for (const entry of all) {
    const there = entries.get(entry.id);
    if (there === undefined) addEntries.push(entry);
    else if (there !== sayingOf(entry, reconstructed)) clashes.push(otherEntry(entry.id));
  }
  const addFiles: string[] = [];
  for (const [file, bytes] of folder.files) {
    const there = kept?.files.get(file);
    if (there === undefined) addFiles.push(file);
    else if (!sameBytes(there.bytes, bytes)) clashes.push(otherFile(file));
  }
  const out = outOfOrder(kept, addEntries[0], reconstructed);
  return {
    case: name,
    isNew: kept === null,
    addEntries,
    addFiles,
    bindFiles:
      kept === null
        ? []
        : unboundFiles(kept.files, kept.bindings).filter((file) => folder.files.has(file)),
    sameEntries: all.length - addEntries.length,
    sameFiles: folder.files.size - addFiles.length,
    clashes: out === null ? clashes : [...clashes, out],
  };
}

/** What an import did. */
export interface Imported {
  readonly plan: ImportPlan;
  readonly origin: string;
  /** Entries in the record after it. */
  readonly size: number;
  /** The newest checkpoint; `null` where nothing was added. */
  readonly checkpoint: Uint8Array | null;
}

/** What an import works with. */
export interface ImportOptions {
  readonly keys: KeyFolder;
  readonly now: () => Instant;
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Imports a case folder: each of its lines becomes an entry that the keeper signs, its files are
 * kept with it. All or nothing; a second time, nothing is added. In a reconstructed case each entry
 * states when it was known, and is judged as known then.
 *
 * @throws {RefusedEntry} `import-clash` with the first thing that stands against it.
 */
export async function importCase(
  store: RecordStore,
  folder: FolderToImport,
  options: ImportOptions,
): Promise<Imported> {
  const plan = await planImport(store, folder);
  const [clash] = plan.clashes;
  if (clash !== undefined) throw new RefusedEntry(clash);
  const added = plan.addEntries.length + plan.addFiles.length + plan.bindFiles.length;
  const isNothing = !plan.isNew && added === 0;
  if (isNothing) {
    const record = await store.record(plan.case, { labels: [] });
    return { plan, origin: record.origin, size: await record.size(), checkpoint: null };
  }
  const writing = plan.isNew
    ? await beginCase(store, folder, options)
    : await openWriting(store, plan.case, options);
  try {
    return await addTo(writing, plan, folder, options);
  } finally {
    await writing.close();
  }
}

async function addTo(
  writing: Writing,
  plan: ImportPlan,
  folder: FolderToImport,
  { keys, onProgress }: ImportOptions,
): Promise<Imported> {
  const signer = await keyOf(keys, KEEPER);
  const { terms } = writing;
  const founding = writing.size() === 0 ? [await genesis(keys, terms.origin)] : [];
  const drafts = [
    ...founding,
    ...plan.addEntries.map((entry) => draftOf(entry, terms.reconstructed)),
  ];
  const named = (file: string) => {
    return { file, label: null, bytes: folder.files.get(file) ?? new Uint8Array() };
  };
  const { checkpoint } = await writing.append(
    drafts,
    { signer, role: "keeper" },
    {
      documents: plan.addFiles.map(named),
      bind: plan.bindFiles.map(named),
      ...(onProgress === undefined
        ? {}
        : { onProgress: (done: number) => onProgress(done, drafts.length) }),
    },
  );
  return { plan, origin: terms.origin, size: writing.size(), checkpoint };
}

/** Makes room for a case and takes it; one that was begun and left empty is taken up. */
async function beginCase(
  store: RecordStore,
  { metadata, agreement }: FolderToImport,
  options: ImportOptions,
): Promise<Writing> {
  const origin = await originFor(options.keys, metadata.id);
  if (!(await store.cases()).includes(metadata.id)) await store.found(metadata.id, origin);
  const record = await store.record(metadata.id, { labels: [] });
  const { zone, reconstructed } = metadata;
  const terms = { case: metadata.id, origin: record.origin, agreement, zone, reconstructed };
  return openWriting(store, metadata.id, options, terms);
}

/** The entry that founds a record: the keeper's key, and the log that it keeps. */
async function genesis(keys: KeyFolder, origin: string): Promise<Draft> {
  const { publicKey } = await keyOf(keys, KEEPER);
  const { verifierKey } = await logSignerOf(keys, origin);
  const entry: KeyGenesis = {
    kind: "key",
    id: entryId("K-genesis"),
    known: 0 as Instant,
    act: "genesis",
    name: KEEPER,
    publicKey: toHex(publicKey),
    body: id(KEEPER),
    person: KEEPER,
    log: { origin, key: verifierKey },
  };
  return { entry, label: null, stated: null, key: "genesis", series: null };
}

function draftOf(entry: Entry | RegisterEntry, isReconstructed: boolean): Draft {
  const stated = isReconstructed ? (readStatedTime(formatUtc(entry.known)) as StatedTime) : null;
  const key = `import-${entry.id}`.slice(0, 120);
  const said = isReconstructed ? entry : undated(entry);
  return { entry: said, label: null, stated, key, series: null };
}

/** What an entry says, when it was known left out where that is for the log to say. */
function sayingOf(entry: RecordEntry, isReconstructed: boolean): string {
  return isReconstructed ? formatRecordEntry(entry) : JSON.stringify(unstamped(undated(entry)));
}

/**
 * An entry that the log will date. From when a decision or an amendment holds is then written out,
 * even where the folder leaves it to when it was known: the log knows it later.
 */
function undated<Kind extends RecordEntry>(entry: Kind): Kind {
  return { ...entry, known: BEGINNING };
}

async function keptOrNull(store: RecordStore, name: string): Promise<KeptCase | null> {
  if (!(await store.cases()).includes(name)) return null;
  const record = await store.record(name, { labels: [] });
  return (await record.size()) === 0 ? null : readKeptCase(store, name);
}

function outOfOrder(
  kept: KeptCase | null,
  first: Entry | RegisterEntry | undefined,
  isReconstructed: boolean,
): Refusal | null {
  if (kept === null || first === undefined || !isReconstructed) return null;
  const last = kept.entries.findLast(
    ({ said }) => said?.statement.stated !== null && said !== null,
  );
  const known = last?.said?.statement.stated?.moment;
  if (known === undefined || first.known >= known) return null;
  return {
    code: "import-clash",
    message: `${first.id} was known before the newest entry that is in the store.`,
    remedy:
      "A record only grows at its end: add it as an entry of today that says when it was seen.",
  };
}

function otherEntry(name: string): Refusal {
  return {
    code: "import-clash",
    message: `The store has another entry ${name} than the folder.`,
    remedy: "Entries never change: withdraw or supersede it with an entry of its own.",
  };
}

function otherFile(file: string): Refusal {
  return {
    code: "import-clash",
    message: `The store has another ${file} than the folder.`,
    remedy: "A text changes by an amendment that an entry adopts; or give the case another id.",
  };
}
