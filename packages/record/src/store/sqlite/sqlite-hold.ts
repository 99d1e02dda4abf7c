import { notCommitted, versionMoved } from "../rows.ts";
import type { Batch, Custody, Hold, Projection } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { reading } from "./fault.ts";
import { rollBack } from "./file.ts";
import {
  type CaseRow,
  keptKey,
  number,
  type OpenFile,
  sizeOf,
  sqliteRecord,
} from "./sqlite-record.ts";

/** What a store shares with the holds that it gave out. */
export interface Writing {
  readonly open: OpenFile;
  /** After how many bytes of envelopes the write-ahead log is carried over into the file. */
  readonly carryOverBytes: number;
  /** Called once a write has failed: nothing more is written through this connection. */
  readonly abandon: () => void;
}

/** The right to append to one case of a file. */
export function sqliteHold(writing: Writing, kept: CaseRow, release: () => void): Hold {
  const { open } = writing;
  const { write, carryOver, lose } = carefulWrites(writing);
  return {
    record: sqliteRecord(open, kept, { labels: [] }),
    keysUsed: async (keys) =>
      reading(open.file, () =>
        keys.flatMap((key) => {
          const row = open.prepared(KEY_USED).get(kept.number, key);
          return row === undefined ? [] : [keptKey(row)];
        }),
      ),
    lastNumber: async (route) =>
      reading(open.file, () =>
        number(open.prepared(LAST_NUMBER).get(kept.number, route) ?? {}, "last"),
      ),
    commit: async (batch) => {
      write(() => writeBatch(open, kept.number, batch));
      carryOver(batch.entries.reduce((sum, { envelope }) => sum + envelope.length, 0));
    },
    handOver: async (act, size) => write(() => writeCustody(open, kept.number, act, size)),
    project: async (name, projection) =>
      write(() => writeProjection(open, kept.number, name, projection)),
    dropProjection: async (name) => write(() => dropProjection(open, kept.number, name)),
    dropTops: async () =>
      write(() => open.prepared("DELETE FROM tops WHERE case_number = ?").run(kept.number)),
    release: async () => {
      lose();
      release();
    },
  };
}

const KEY_USED =
  "SELECT key, payload, position FROM idempotency_keys WHERE case_number = ? AND key = ?";

const LAST_NUMBER =
  "SELECT coalesce(max(number), 0) AS last FROM series_numbers WHERE case_number = ? AND route = ?";

/** Writes until one fails: then never again through the same connection. */
function carefulWrites({ open, carryOverBytes, abandon }: Writing) {
  let isLost = false;
  let bytesSince = 0;
  const lose = (): void => {
    isLost = true;
  };
  const write = (change: () => void): void => {
    if (isLost) throw lost();
    try {
      inTransaction(open, change);
    } catch (cause) {
      if (cause instanceof StoreError) throw cause;
      lose();
      abandon();
      throw notCommitted(cause);
    }
  };
  const carryOver = (bytes: number): void => {
    bytesSince += bytes;
    if (bytesSince < carryOverBytes) return;
    bytesSince = 0;
    try {
      open.connection.exec("PRAGMA wal_checkpoint(PASSIVE)");
    } catch {
      // What was committed is safe in the write-ahead log. But a disk that refuses once may have
      // lost what it was given and not say so again, so that nothing more is entrusted to it.
      lose();
      abandon();
    }
  };
  return { write, carryOver, lose };
}

/** Runs a change as one durable transaction: all of it, or nothing. */
export function inTransaction(open: OpenFile, change: () => void): void {
  // A read transaction that turns into a writing one can be refused half-way; this one cannot.
  open.connection.exec("BEGIN IMMEDIATE");
  try {
    change();
    open.connection.exec("COMMIT");
  } catch (cause) {
    rollBack(open.connection);
    throw cause;
  }
}

/** Writes down that a case came or went. */
export function writeCustody(
  open: OpenFile,
  caseNumber: number,
  act: Custody["act"],
  size: number,
): void {
  const next = "SELECT coalesce(max(serial) + 1, 0) FROM custody WHERE case_number = ?";
  open
    .prepared(`INSERT INTO custody VALUES (?, (${next}), ?, ?)`)
    .run(caseNumber, caseNumber, act, size);
}

function writeBatch(open: OpenFile, caseNumber: number, batch: Batch): void {
  const size = sizeOf(open, caseNumber);
  if (size !== batch.size) throw versionMoved(batch.size, size);
  const leaf = open.prepared("INSERT INTO leaves VALUES (?, ?, ?)");
  const envelope = open.prepared("INSERT INTO envelopes VALUES (?, ?, ?, ?)");
  const key = open.prepared("INSERT INTO idempotency_keys VALUES (?, ?, ?, ?)");
  const given = open.prepared("INSERT INTO series_numbers VALUES (?, ?, ?, ?)");
  for (const entry of batch.entries) {
    leaf.run(caseNumber, entry.position, entry.leaf);
    envelope.run(caseNumber, entry.position, entry.label, entry.envelope);
    key.run(caseNumber, entry.key.key, entry.key.payload, entry.position);
    if (entry.number === null) continue;
    given.run(caseNumber, entry.number.route, entry.number.number, entry.position);
  }
  const top = open.prepared("INSERT OR IGNORE INTO tops VALUES (?, ?, ?, ?)");
  for (const { level, index, hash } of batch.tops) top.run(caseNumber, level, index, hash);
  writeBeside(open, caseNumber, batch);
}

function writeBeside(open: OpenFile, caseNumber: number, batch: Batch): void {
  const next = (table: string) =>
    `(SELECT coalesce(max(serial) + 1, 0) FROM ${table} WHERE case_number = ?)`;
  const checkpoint = open.prepared(
    `INSERT INTO checkpoints VALUES (?, ${next("checkpoints")}, ?, ?)`,
  );
  for (const { size, note } of batch.checkpoints)
    checkpoint.run(caseNumber, caseNumber, size, note);
  const document = open.prepared(`INSERT INTO documents VALUES (?, ${next("documents")}, ?, ?, ?)`);
  for (const { file, label, bytes } of batch.documents) {
    document.run(caseNumber, caseNumber, file, label, bytes);
  }
}

function writeProjection(
  open: OpenFile,
  caseNumber: number,
  name: string,
  { version, upTo, rows }: Projection,
): void {
  open
    .prepared("INSERT OR REPLACE INTO projections VALUES (?, ?, ?, ?)")
    .run(caseNumber, name, version, upTo);
  const row = open.prepared("INSERT OR REPLACE INTO projected_rows VALUES (?, ?, ?, ?)");
  for (const { key, value } of rows) row.run(caseNumber, name, key, value);
}

function dropProjection(open: OpenFile, caseNumber: number, name: string): void {
  open
    .prepared("DELETE FROM projected_rows WHERE case_number = ? AND projection = ?")
    .run(caseNumber, name);
  open.prepared("DELETE FROM projections WHERE case_number = ? AND name = ?").run(caseNumber, name);
}

function lost(): StoreError {
  return new StoreError(
    "STORE_CLOSED",
    "The hold was given back, or a write through it has failed.",
    "Take the hold anew; it begins with what was kept.",
  );
}
