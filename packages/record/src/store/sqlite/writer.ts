import { hostname } from "node:os";
import { isClosed } from "../rows.ts";
import type { Hold } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { type Connect, type Connection, openReading, openWriting } from "./connection.ts";
import { faultOf } from "./fault.ts";
import { WRITE_WAIT_MS } from "./file.ts";
import { inTransaction, sqliteHold } from "./sqlite-hold.ts";
import { type CaseRow, type OpenFile, openFile } from "./sqlite-record.ts";
import { lockWriter, type WriterLock } from "./writer-lock.ts";

/** How a store writes to its file: by one lock and one connection, from its first write on. */
export interface Writer {
  /** Makes one durable change. */
  readonly once: (change: (open: OpenFile) => void) => Promise<void>;
  readonly hold: (kept: CaseRow) => Promise<Hold>;
  readonly close: () => Promise<void>;
}

/** How a store writes. */
export interface WriterOptions {
  /** How long to wait, in milliseconds, while another process has the right to write. */
  readonly waitMs: number;
  /** After how many bytes of envelopes the write-ahead log is carried over into the file. */
  readonly carryOverBytes: number;
}

/** Makes what writes to a file; it takes the lock only when there is something to write. */
export function openWriter(connect: Connect, file: string, options: WriterOptions): Writer {
  const held = new Set<number>();
  const { enter, abandon, close } = lockedFile(connect, file, options.waitMs);
  return {
    once: async (change) => {
      const open = await enter();
      try {
        inTransaction(open, () => change(open));
      } catch (cause) {
        throw faultOf(file, cause);
      }
    },
    hold: async (kept) => {
      if (held.has(kept.number)) throw heldHere(kept.name);
      held.add(kept.number);
      const release = () => held.delete(kept.number);
      try {
        const open = await enter();
        const { carryOverBytes } = options;
        return sqliteHold({ open, carryOverBytes, abandon: () => abandon(open) }, kept, release);
      } catch (cause) {
        release();
        throw cause;
      }
    },
    close,
  };
}

/** A file and its lock, opened for whoever first writes and kept for the others. */
function lockedFile(connect: Connect, file: string, waitMs: number) {
  let lock: Promise<WriterLock> | null = null;
  let current: OpenFile | null = null;
  let isShut = false;

  const locked = (): Promise<WriterLock> => {
    lock ??= takeLock(connect, file, waitMs).catch((cause: unknown) => {
      // The next to write tries again.
      lock = null;
      throw cause;
    });
    return lock;
  };
  const enter = async (): Promise<OpenFile> => {
    await locked();
    if (isShut) throw isClosed();
    try {
      current ??= openFile(file, openHeld(connect, file));
      return current;
    } catch (cause) {
      throw faultOf(file, cause);
    }
  };
  const abandon = (failed: OpenFile): void => {
    // One that failed may have been replaced meanwhile; that other one is not closed with it.
    if (current !== failed) return;
    current = null;
    closeQuietly(failed.connection);
  };
  const close = async (): Promise<void> => {
    isShut = true;
    if (current !== null) abandon(current);
    const last = await lock?.catch(() => null);
    last?.release();
  };
  return { enter, abandon, close };
}

async function takeLock(connect: Connect, file: string, waitMs: number): Promise<WriterLock> {
  const lock = await lockWriter(connect, file, waitMs);
  if (lock !== null) return lock;
  throw new StoreError(
    "STORE_HELD",
    `Another process writes to ${file}${whoHolds(connect, file)}.`,
    "Let it append for you, or end it; whoever only reads need not wait.",
  );
}

/** Opens the file of which the lock is held, and says in it who holds it. */
function openHeld(connect: Connect, file: string): Connection {
  const connection = openWriting(connect, file, WRITE_WAIT_MS);
  // The write-ahead log is carried over by the hold, which notices when that fails; SQLite does it
  // too, but would not say.
  connection.exec("PRAGMA wal_autocheckpoint = 0");
  connection
    .prepare("INSERT OR REPLACE INTO holder VALUES (1, ?, ?, ?)")
    .run(process.pid, hostname(), new Date().toISOString());
  return connection;
}

function whoHolds(connect: Connect, file: string): string {
  try {
    const connection = openReading(connect, file, WRITE_WAIT_MS);
    const row = connection.prepare("SELECT process, host, since FROM holder").get();
    connection.close();
    if (row === undefined) return "";
    return `: process ${row["process"]} on ${row["host"]}, since ${row["since"]}`;
  } catch {
    // Who it is matters less than that the caller learns that there is somebody.
    return "";
  }
}

function closeQuietly(connection: Connection): void {
  try {
    connection.close();
  } catch {
    // What failed was reported when it failed; a file that cannot be closed has no more to say.
  }
}

function heldHere(name: string): StoreError {
  return new StoreError(
    "STORE_HELD",
    `This process holds ${name} already: process ${process.pid}.`,
    "Append through the hold that there is.",
  );
}
