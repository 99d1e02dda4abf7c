import type pg from "pg";
import { type Applied, type Migration, readMigrations, stepsAfter } from "../migrations.ts";
import { StoreError } from "../store-error.ts";
import { faultOf, openSession } from "./session.ts";

/** The steps that every database of PostgreSQL takes, in their order. */
export const POSTGRES_MIGRATIONS: readonly Migration[] = readMigrations(
  new URL("./migrations/", import.meta.url),
);

/** The oldest server that is known to do all that is asked of it. */
const OLDEST_SERVER = 150_000;

/** Held while a database takes its steps, so that two programs do not take them at once. */
const MIGRATION_LOCK = 5_788_135_237;

/**
 * Makes sure that a database has the newest shape.
 *
 * @param url - of whoever owns the tables, where there is a step to take.
 * @throws {StoreError} `STORE_UNREADABLE`, `STORE_NEWER` or `STORE_MIGRATION`
 */
export async function prepareDatabase(
  url: string,
  known: readonly Migration[] = POSTGRES_MIGRATIONS,
): Promise<void> {
  const session = await openSession(url, null);
  try {
    await requireServer(session);
    // Without a step to take nothing is written: the user may be one who only appends.
    if (stepsAfter(await stepsTaken(session), known).length > 0) await migrate(session, known);
  } catch (cause) {
    throw faultOf(cause);
  } finally {
    await session.end().catch(() => undefined);
  }
}

async function migrate(session: pg.Client, known: readonly Migration[]): Promise<void> {
  await session.query("BEGIN");
  try {
    await session.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await session.query(`
      CREATE SCHEMA IF NOT EXISTS proviso;
      CREATE TABLE IF NOT EXISTS proviso.migrations (
        number integer PRIMARY KEY,
        name text NOT NULL,
        sha256 text NOT NULL
      )`);
    for (const step of stepsAfter(await stepsTaken(session), known)) {
      await session.query(step.sql);
      const values = [step.number, step.name, step.sha256];
      await session.query("INSERT INTO proviso.migrations VALUES ($1, $2, $3)", values);
    }
    await session.query("COMMIT");
  } catch (cause) {
    await session.query("ROLLBACK").catch(() => undefined);
    throw cause;
  }
}

async function stepsTaken(session: pg.Client): Promise<readonly Applied[]> {
  const table = await session.query("SELECT to_regclass('proviso.migrations') AS found");
  if (table.rows[0]?.found === null) return [];
  const sql = "SELECT number, sha256 FROM proviso.migrations ORDER BY number";
  const { rows } = await session.query<{ number: number; sha256: string }>(sql);
  return rows;
}

async function requireServer(session: pg.Client): Promise<void> {
  const { rows } = await session.query("SHOW server_version_num");
  if (Number(rows[0]?.server_version_num) >= OLDEST_SERVER) return;
  throw new StoreError(
    "STORE_UNREADABLE",
    "This PostgreSQL is older than version 15.",
    "Use PostgreSQL 15 or newer.",
  );
}
