import { formatUtc, instant } from "@proviso/core";
import { StoreError } from "@proviso/record";
import { logKeyOf } from "@proviso/record/heads";
import { corruptAt, keptRootOf, tileHashesOf, walkKept } from "@proviso/record/kept";
import {
  encodeBundle,
  formatNoteKey,
  joinBytes,
  LogError,
  parseTilePath,
  TILE_WIDTH,
  toBase64,
  toHex,
} from "@proviso/record/log";
import { type KeptRecord, MAX_ROWS } from "@proviso/record/store";
import type { WalkedContent, WalkedEntry } from "@proviso/record/walk";
import type {
  CheckpointsPage,
  EntriesPage,
  KeysAnswer,
  Problem,
  RecordSummary,
  ServedEntry,
} from "@proviso/wire";
import { problemOf } from "./problem.ts";
import type { ServedRecords } from "./served-case.ts";

type Records = Pick<ServedRecords, "store" | "reading">;

/** An answer about a record: bytes of a media type, or a problem. */
export type RecordAnswer =
  | { readonly kind: "json"; readonly value: unknown; readonly status?: number }
  | { readonly kind: "text"; readonly text: Uint8Array }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly isLasting: boolean }
  | { readonly kind: "problem"; readonly problem: Problem };

/** How the pages of a list are asked for. */
export interface Paging {
  readonly cursor?: string;
  readonly limit?: string;
}

const MOST_LISTED = 500;
const LISTED = 100;

/** What everyone may read: the log, and the content that has no label. */
const EVERYONE = { labels: [] };

/** What a record is: its log, its size, its root. */
export async function recordSummary(
  { store, reading }: Records,
  name: string,
): Promise<RecordAnswer> {
  const record = await store.record(name, EVERYONE);
  const { reconstructed } = (await reading.read(name)).terms;
  const size = await record.size();
  const newest = await record.newestCheckpoint();
  const root = await keptRootOf(record, size);
  if (root === null) {
    const message = `The store lacks a part of the tree over the ${size} entries of ${name}.`;
    throw new StoreError("STORE_CORRUPT", message, "Examine it: proviso fsck.");
  }
  return json<RecordSummary>({
    v: 1,
    case: name,
    origin: record.origin,
    size,
    root: toHex(root),
    logKey: formatNoteKey(await logKeyOf(record)),
    reconstructed,
    checkpoint: newest === null ? null : { serial: newest.serial, size: newest.size },
  });
}

/** The newest checkpoint as it was signed. */
export async function newestCheckpoint({ store }: Records, name: string): Promise<RecordAnswer> {
  const newest = await (await store.record(name, EVERYONE)).newestCheckpoint();
  if (newest === null) return noTile("The log has no checkpoint yet.");
  return { kind: "text", text: newest.note };
}

/** All checkpoints, the oldest first. */
export async function listCheckpoints(
  { store }: Records,
  name: string,
  paging: Paging,
): Promise<RecordAnswer> {
  const record = await store.record(name, EVERYONE);
  const end = ((await record.newestCheckpoint())?.serial ?? -1) + 1;
  const page = pageOf(paging, end);
  if (page === null) return badCursor();
  const checkpoints = await record.checkpoints(page);
  return json<CheckpointsPage>({
    checkpoints: checkpoints.map(({ serial, size, note }) => {
      return { serial, size, note: new TextDecoder().decode(note) };
    }),
    next: page.end < end ? String(page.end) : null,
  });
}

/** Entries, in record order; those under a label with their leaf alone. */
export async function listEntries(
  { store, reading }: Records,
  name: string,
  paging: Paging,
): Promise<RecordAnswer> {
  const record = await store.record(name, EVERYONE);
  const size = await record.size();
  const page = pageOf(paging, size);
  if (page === null) return badCursor();
  const { terms } = await reading.read(name);
  const entries: ServedEntry[] = [];
  const how = { verify: "none", refuse: corruptAt, range: page } as const;
  for await (const entry of walkKept(record, terms, how)) entries.push(entryJson(entry));
  return json<EntriesPage>({ size, entries, next: page.end < size ? String(page.end) : null });
}

/** All keys that there ever were, and the log. */
export async function listKeys({ reading }: Records, name: string): Promise<RecordAnswer> {
  const { log, keys } = (await reading.read(name)).ring;
  return json<KeysAnswer>({
    log,
    keys: keys.map((key) => {
      return { ...key, expires: key.expires === null ? null : formatUtc(key.expires) };
    }),
  });
}

/** A tile of hashes, or the leaves under one, by its path within the log. */
export async function readTile(
  { store }: Records,
  name: string,
  path: string,
): Promise<RecordAnswer> {
  const record = await store.record(name, EVERYONE);
  try {
    const { kind, tile } = parseTilePath(`tile/${path}`);
    const across = Math.floor((await record.size()) / TILE_WIDTH ** tile.level);
    if (tile.index * TILE_WIDTH + tile.width > across) return noTile("The log is not so large.");
    const bytes =
      kind === "entries"
        ? encodeBundle(await leavesUnder(record, tile.index, tile.width))
        : joinBytes(...(await tileHashesOf(record, tile)));
    return { kind: "bytes", bytes, isLasting: tile.width === TILE_WIDTH };
  } catch (cause) {
    if (cause instanceof LogError) return noTile(cause.message);
    throw cause;
  }
}

/** An attachment of a case, by its SHA-256; one under a label is not there. */
export async function readFile(
  { reading }: Records,
  name: string,
  sha256: string,
): Promise<RecordAnswer> {
  const { documents, record } = await reading.read(name);
  const isDigest = /^[0-9a-f]{64}$/.test(sha256);
  const bytes = isDigest ? await documents.attachment(record, sha256) : null;
  if (bytes !== null) return { kind: "bytes", bytes, isLasting: true };
  const detail = "Ask for one that an entry names, by its SHA-256.";
  const problem = problemOf("file-unknown", "The case has no such file.", detail);
  return { kind: "problem", problem };
}

async function leavesUnder(
  record: KeptRecord,
  index: number,
  width: number,
): Promise<readonly Uint8Array[]> {
  const begin = index * TILE_WIDTH;
  const leaves = await record.leaves({ begin, end: begin + Math.min(width, MAX_ROWS) });
  return leaves.map(({ leaf }) => leaf);
}

function entryJson({ position, leaf, leafBytes, said }: WalkedEntry): ServedEntry {
  return {
    index: position,
    received: formatUtc(instant(leaf.received)),
    leaf: toBase64(leafBytes),
    digest: leaf.envelope,
    label: leaf.label,
    envelope: said === null ? null : toBase64(said.envelope),
    summary: said === null ? null : summaryOf(said),
  };
}

function summaryOf({ statement, digest }: WalkedContent): NonNullable<ServedEntry["summary"]> {
  const { entry, role, device } = statement;
  const { id, kind, known } = entry;
  return { id, kind, role, device, known: formatUtc(known), payload: digest };
}

function pageOf(
  { cursor = "0", limit = String(LISTED) }: Paging,
  size: number,
): { readonly begin: number; readonly end: number } | null {
  if (!/^\d{1,15}$/.test(cursor) || !/^\d{1,3}$/.test(limit)) return null;
  const [begin, count] = [Number(cursor), Number(limit)];
  if (count < 1 || count > MOST_LISTED || begin > size) return null;
  return { begin, end: Math.min(size, begin + count) };
}

function json<Shape>(value: Shape): RecordAnswer {
  return { kind: "json", value };
}

function noTile(why: string): RecordAnswer {
  const problem = problemOf("tile-unknown", "The log has no such thing.", why);
  return { kind: "problem", problem };
}

function badCursor(): RecordAnswer {
  const detail = `Use the "next" of a page as cursor, and a limit from 1 to ${MOST_LISTED}.`;
  const problem = problemOf("cursor-unknown", "This is no page of the list.", detail);
  return { kind: "problem", problem };
}
