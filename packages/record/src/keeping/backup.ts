import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, link, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { openStoreAt, type StorePlace } from "../installation/index.ts";
import type { RecordStore } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { copyCase } from "./copy-case.ts";

/**
 * Writes a copy of a store to a file of SQLite, while others go on writing to the store. It holds
 * every entry that had been acknowledged when it began; the installation's keys are not in it.
 *
 * @throws {StoreError} `STORE_UNREADABLE` where the file is there already, or cannot be written.
 */
export async function backUp(place: StorePlace, out: string): Promise<void> {
  if (existsSync(out)) throw isThere(out);
  await mkdir(dirname(out), { recursive: true });
  const draft = `${out}.${randomUUID()}`;
  try {
    if (place.kind === "sqlite") await copyDatabase(place.file, draft);
    else await copyEveryCase(place, { kind: "sqlite", file: draft });
    requireSound(draft);
    await syncFile(draft);
    // A link is refused where the name is taken: no backup is ever written over.
    await link(draft, out);
  } finally {
    for (const suffix of ["", "-wal", "-shm", "-lock"]) await rm(draft + suffix, { force: true });
  }
}

/**
 * Puts a backup where no store is yet, after it was read whole and found sound.
 *
 * @throws {StoreError} `STORE_UNREADABLE`, `STORE_CORRUPT`, `STORE_CASE_EXISTS`
 */
export async function restore(file: string, place: StorePlace): Promise<void> {
  if (!existsSync(file)) {
    throw new StoreError("STORE_UNREADABLE", `There is no ${file}.`, "Name a backup.");
  }
  requireSound(file);
  if (place.kind === "postgres") {
    await copyEveryCase({ kind: "sqlite", file }, place);
    return;
  }
  if (existsSync(place.file)) throw isThere(place.file);
  await mkdir(dirname(place.file), { recursive: true, mode: 0o700 });
  const draft = `${place.file}.${randomUUID()}`;
  try {
    await copyFile(file, draft);
    await syncFile(draft);
    await link(draft, place.file);
  } finally {
    await rm(draft, { force: true });
  }
}

async function copyDatabase(from: string, to: string): Promise<void> {
  if (!existsSync(from)) {
    throw new StoreError("STORE_UNREADABLE", `There is no store at ${from}.`, "Name one: --store.");
  }
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(source, to);
  } finally {
    source.close();
  }
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

function requireSound(file: string): void {
  let found: unknown;
  try {
    const copy = new DatabaseSync(file, { readOnly: true });
    found = copy.prepare("PRAGMA integrity_check").get()?.["integrity_check"];
    copy.close();
  } catch (cause) {
    found = cause instanceof Error ? cause.message : cause;
  }
  if (found === "ok") return;
  throw new StoreError(
    "STORE_CORRUPT",
    `${file} is no sound file of records: ${String(found)}.`,
    "Take another backup; this one is not used.",
  );
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isThere(file: string): StoreError {
  return new StoreError(
    "STORE_UNREADABLE",
    `${file} is there already.`,
    "Name a file that is not: nothing is ever written over.",
  );
}
