import { closeSync, existsSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { type Applied, type Migration, readMigrations, stepsAfter } from "../migrations.ts";
import { StoreError } from "../store-error.ts";
import { type Connect, type Connection, openReading, WRITING } from "./connection.ts";
import { faultOf } from "./fault.ts";

/** How long a writer waits, in milliseconds, while another one is in the middle of a write. */
export const WRITE_WAIT_MS = 5000;

/** Marks a file as one of ours: "PRVS". */
const APPLICATION_ID = 0x50525653;

/** The steps that every file of SQLite takes, in their order. */
export const SQLITE_MIGRATIONS: readonly Migration[] = readMigrations(
  new URL("./migrations/", import.meta.url),
);

const STEPS_TABLE = `
  CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL
  ) STRICT;
`;

/**
 * Makes sure that a file is there and has the newest shape.
 *
 * @throws {StoreError} `STORE_UNREADABLE`, `STORE_NEWER` or `STORE_MIGRATION`
 */
export function prepareFile(
  connect: Connect,
  file: string,
  known: readonly Migration[] = SQLITE_MIGRATIONS,
): void {
  const isNew = !existsSync(file);
  let connection: Connection | null = null;
  try {
    connection = connect(file, { isReadOnly: false, waitMs: WRITE_WAIT_MS, isMigration: true });
    // Before anything is set: even how a file keeps its journal is written into it.
    requireOurs(connection, file);
    connection.exec(WRITING);
    // Nothing is written to a file that has its shape: a second process may be at work in it.
    if (isNew || !hasShape(connection, file, known)) migrate(connection, file, known);
    if (isNew) syncFolder(file);
  } catch (cause) {
    throw faultOf(file, cause);
  } finally {
    connection?.close();
  }
}

/** Checks, without writing, that a file is there and has a shape that is known here. */
export function checkFile(connect: Connect, file: string): void {
  if (!existsSync(file)) throw missing(file);
  let connection: Connection | null = null;
  try {
    connection = openReading(connect, file, WRITE_WAIT_MS);
    if (hasShape(connection, file, SQLITE_MIGRATIONS)) return;
  } catch (cause) {
    throw faultOf(file, cause);
  } finally {
    connection?.close();
  }
  throw new StoreError(
    "STORE_MIGRATION",
    `${file} has an older shape, and was opened to read only.`,
    "Open it once to write; its shape is then brought up to date.",
  );
}

function hasShape(connection: Connection, file: string, known: readonly Migration[]): boolean {
  requireOurs(connection, file);
  return stepsAfter(stepsTaken(connection), known).length === 0;
}

function migrate(connection: Connection, file: string, known: readonly Migration[]): void {
  // All steps or none: a power cut in between leaves the file as it was.
  connection.exec("BEGIN EXCLUSIVE");
  try {
    requireOurs(connection, file);
    connection.exec(STEPS_TABLE);
    const add = connection.prepare("INSERT INTO migrations VALUES (?, ?, ?)");
    for (const step of stepsAfter(stepsTaken(connection), known)) {
      connection.exec(step.sql);
      add.run(step.number, step.name, step.sha256);
    }
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    connection.exec("COMMIT");
  } catch (cause) {
    rollBack(connection);
    throw cause;
  }
}

/** Undoes an open transaction; one that SQLite has undone by itself is undone already. */
export function rollBack(connection: Connection): void {
  try {
    connection.exec("ROLLBACK");
  } catch {
    // There is no transaction any more, or the file is out of reach: either way nothing is kept.
  }
}

function stepsTaken(connection: Connection): readonly Applied[] {
  const table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'";
  if (connection.prepare(table).get() === undefined) return [];
  return connection
    .prepare("SELECT number, sha256 FROM migrations ORDER BY number")
    .all()
    .map((row) => ({ number: Number(row["number"]), sha256: String(row["sha256"]) }));
}

function requireOurs(connection: Connection, file: string): void {
  const id = connection.prepare("PRAGMA application_id").get()?.["application_id"];
  if (id === APPLICATION_ID) return;
  const isEmpty = connection.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  if (id === 0 && isEmpty) return;
  throw new StoreError(
    "STORE_UNREADABLE",
    `${file} is a database of something else.`,
    "Name a file that Proviso made, or one that is not there yet.",
  );
}

/** Syncs the folder of a file: a new name is durable only when its folder is. */
export function syncFolder(file: string): void {
  const folder = openSync(dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function missing(file: string): StoreError {
  return new StoreError(
    "STORE_UNREADABLE",
    `There is no file ${file}.`,
    "Name the file in which the cases are kept.",
  );
}
