import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { openStoreAt, type StorePlace } from "../installation/index.ts";
import { backUpSqlite, restoreSqlite } from "../sqlite/index.ts";
import type { RecordStore } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { copyCase, takeOver } from "./move-case.ts";

/**
 * Writes a copy of a store to a file of SQLite, while others go on writing to the store. It holds
 * every entry that had been acknowledged when it began; the installation's keys are not in it.
 *
 * @throws {StoreError} `STORE_UNREADABLE` where the file is there already, or cannot be written.
 */
export async function backUp(place: StorePlace, out: string): Promise<void> {
  if (existsSync(out)) throw isThere(out);
  await mkdir(dirname(out), { recursive: true });
  if (place.kind === "sqlite") {
    await backUpSqlite(place.file, out);
    return;
  }
  // Copied case by case, and then as one file is: it is there under its name only once it is whole.
  const draft = `${out}.${randomUUID()}`;
  try {
    await copyEveryCase(place, { kind: "sqlite", file: draft });
    await backUpSqlite(draft, out);
  } finally {
    for (const suffix of ["", "-wal", "-shm", "-lock"]) await rm(draft + suffix, { force: true });
  }
}

/**
 * Puts a backup where no store is yet, after it was read whole and found sound. Its cases can be
 * appended to from then on: whoever does so holds them against the newest head that the installation
 * remembers beside its keys. Where it remembers none, as on a new machine, a case goes on from what
 * the backup holds: only whoever has seen a newer head can tell that it is old.
 *
 * @throws {StoreError} `STORE_UNREADABLE`, `STORE_CORRUPT`, `STORE_CASE_EXISTS`
 */
export async function restore(file: string, place: StorePlace): Promise<void> {
  if (!existsSync(file)) {
    throw new StoreError("STORE_UNREADABLE", `There is no ${file}.`, "Name a backup.");
  }
  if (place.kind === "postgres") {
    await copyEveryCase({ kind: "sqlite", file }, place);
  } else {
    if (existsSync(place.file)) throw isThere(place.file);
    await mkdir(dirname(place.file), { recursive: true, mode: 0o700 });
    restoreSqlite(file, place.file);
  }
  await takeOverEveryCase(place);
}

async function copyEveryCase(from: StorePlace, to: StorePlace): Promise<void> {
  const source = await openStoreAt(from, { isReadOnly: true });
  let target: RecordStore | null = null;
  try {
    target = await openStoreAt(to);
    for (const name of await source.cases()) {
      await copyCase(await source.record(name, { labels: "every" }), target);
    }
  } finally {
    await target?.close();
    await source.close();
  }
}

async function takeOverEveryCase(place: StorePlace): Promise<void> {
  const store = await openStoreAt(place);
  try {
    for (const name of await store.cases()) await takeOver(store, name, null);
  } finally {
    await store.close();
  }
}

function isThere(file: string): StoreError {
  return new StoreError(
    "STORE_UNREADABLE",
    `${file} is there already.`,
    "Name a file that is not: nothing is ever written over.",
  );
}
