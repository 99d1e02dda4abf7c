import {
  closeSync,
  copyFileSync,
  existsSync,
  constants as fs,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { StoreError } from "../store-error.ts";
import { connectSqlite } from "./connection.ts";
import { faultOf } from "./fault.ts";
import { checkFile, syncFolder } from "./file.ts";

/** All pages in one step: between steps, whoever appends would have it begin again. */
const ALL_PAGES = 2_147_483_647;

/**
 * Copies a file of SQLite while it is read and appended to. The copy has everything that had been
 * acknowledged when it was begun; it is there under its name only once it is whole, checked and
 * synced.
 *
 * @throws {StoreError} `STORE_UNREADABLE` where there is something under that name already, or where
 *   either cannot be read or written; `STORE_CORRUPT`
 */
export async function backUpSqlite(file: string, copy: string): Promise<void> {
  if (existsSync(copy)) throw taken(copy);
  checkFile(connectSqlite, file);
  const partial = `${copy}.partial-${process.pid}`;
  let source: DatabaseSync | null = null;
  try {
    source = new DatabaseSync(file, { readOnly: true });
    await backup(source, partial, { rate: ALL_PAGES });
    checkPages(partial);
    publish(partial, copy);
  } catch (cause) {
    throw faultOf(copy, cause);
  } finally {
    source?.close();
    rmSync(partial, { force: true });
  }
}

/**
 * Makes a file to work with from a backup, which stays as it is. Before anything is appended, hold
 * it against the newest checkpoint that anybody has seen: an old copy must not go on as if it were
 * the newest.
 *
 * @throws {StoreError} as `backUpSqlite`
 */
export function restoreSqlite(copy: string, file: string): void {
  if (existsSync(file)) throw taken(file);
  checkFile(connectSqlite, copy);
  const partial = `${file}.partial-${process.pid}`;
  try {
    copyFileSync(copy, partial, fs.COPYFILE_EXCL);
    checkPages(partial);
    publish(partial, file);
  } catch (cause) {
    throw faultOf(file, cause);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Has SQLite look through every page of a file that nobody writes to. */
function checkPages(file: string): void {
  // Otherwise SQLite would lay a log and an index beside it, and leave them there.
  const address = pathToFileURL(file);
  address.searchParams.set("immutable", "1");
  const database = new DatabaseSync(address, { readOnly: true });
  try {
    const found = database.prepare("PRAGMA quick_check").all();
    const [first] = found.map((row) => String(row["quick_check"]));
    if (first === "ok") return;
    throw new StoreError(
      "STORE_CORRUPT",
      `${file} is damaged: ${first}.`,
      "Use another backup, and keep this one to see what happened to it.",
    );
  } finally {
    database.close();
  }
}

/** Gives a file its name once it is on the disk; never the name of one that is there. */
function publish(partial: string, name: string): void {
  const written = openSync(partial, "r+");
  try {
    fsyncSync(written);
  } finally {
    closeSync(written);
  }
  if (existsSync(name)) throw taken(name);
  renameSync(partial, name);
  syncFolder(name);
}

function taken(name: string): StoreError {
  return new StoreError(
    "STORE_UNREADABLE",
    `There is a file ${name} already.`,
    "Choose a name that is not taken; nothing is written over.",
  );
}
