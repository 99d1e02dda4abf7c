import { setTimeout as sleep } from "node:timers/promises";
import type { Connect, Connection } from "./connection.ts";
import { faultOf, isBusy } from "./fault.ts";

/** The exclusive right of one process to write to a file. */
export interface WriterLock {
  readonly release: () => void;
}

const RETRY_MS = 25;

/**
 * Takes the right to write to a file, or gives up after a while.
 *
 * The lock is one of SQLite's own, on a small file of its own beside the other: the system lets go
 * of it when the process ends, however it ends, and while it is held everyone can still read.
 *
 * @returns `null` where another holds it longer than `waitMs`.
 */
export async function lockWriter(
  connect: Connect,
  file: string,
  waitMs: number,
): Promise<WriterLock | null> {
  const until = performance.now() + waitMs;
  for (;;) {
    const lock = tryLock(connect, file);
    if (lock !== null) return lock;
    if (performance.now() >= until) return null;
    // Waiting within SQLite would hold up this whole process, and with it perhaps the holder.
    await sleep(RETRY_MS);
  }
}

function tryLock(connect: Connect, file: string): WriterLock | null {
  let connection: Connection | null = null;
  try {
    connection = connect(`${file}-lock`, { isReadOnly: false, waitMs: 0 });
    connection.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    connection?.close();
    if (isBusy(cause)) return null;
    throw faultOf(file, cause);
  }
  const held = connection;
  return { release: () => held.close() };
}
