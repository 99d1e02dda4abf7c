import pg from "pg";
import { caseExists, isClosed, noSuchCase, requireName } from "../rows.ts";
import type { Hold, RecordStore } from "../store.ts";
import { postgresHold } from "./postgres-hold.ts";
import { type CaseRow, number, postgresRecord, query } from "./postgres-record.ts";
import {
  APPLICATION_ROLE,
  faultOf,
  isUniqueViolation,
  openSession,
  sessionConfig,
} from "./session.ts";
import { prepareDatabase } from "./shape.ts";

/** How a PostgreSQL database is opened as a store. */
export interface PostgresOptions {
  /**
   * Of whoever owns the tables, used only to bring their shape up to date; that of the program
   * itself where it is left out. Apart, the program cannot change what its database refuses.
   */
  readonly ownerUrl?: string;
  /** How long to wait, in milliseconds, while another program holds a case. */
  readonly waitMs?: number;
  /** The most sessions for reading. */
  readonly readers?: number;
}

/**
 * Opens a PostgreSQL database (version 15 or newer) as a store of many cases.
 *
 * Everything is done in a role that may read and append, and nothing else. Whoever holds a case has
 * a session of their own; a pooler that hands sessions around between transactions cannot stand in
 * between, because the lock on the case belongs to the session.
 *
 * @param url - `postgres://user@host/database`.
 * @throws {StoreError} `STORE_UNREADABLE`, `STORE_NEWER` or `STORE_MIGRATION`
 */
export async function openPostgres(
  url: string,
  options: PostgresOptions = {},
): Promise<RecordStore> {
  const { ownerUrl = url, waitMs = 2000, readers = 8 } = options;
  await prepareDatabase(ownerUrl);
  const pool = new pg.Pool({ ...sessionConfig(url, APPLICATION_ROLE), max: readers });
  // A session that ends while nobody uses it is replaced when one is needed.
  pool.on("error", () => undefined);
  const held = new Set<Hold>();
  let isShut = false;
  const requireOpen = (): void => {
    if (isShut) throw isClosed();
  };
  // Asked once now, so that a user who may not take the role is told so at the start.
  await query(pool, "SELECT 1", []).catch(async (cause: unknown) => {
    await pool.end();
    throw cause;
  });
  return {
    cases: async () => {
      requireOpen();
      const rows = await query(pool, "SELECT name FROM proviso.cases ORDER BY number", []);
      return rows.map((row) => String(row["name"]));
    },
    found: async (name, origin, as = "founded") => {
      requireOpen();
      await foundCase(url, [requireName(name), requireName(origin), as]);
    },
    record: async (name, reader) => {
      requireOpen();
      return postgresRecord(pool, await caseOf(pool, name), reader);
    },
    hold: async (name) => {
      requireOpen();
      const kept = await caseOf(pool, name);
      const record = postgresRecord(pool, kept, { labels: [] });
      const hold = await postgresHold(url, kept, record, waitMs);
      held.add(hold);
      return hold;
    },
    close: async () => {
      if (isShut) return;
      isShut = true;
      await Promise.all([...held].map(({ release }) => release()));
      await pool.end();
    },
  };
}

const FOUND = `
  WITH founded AS (
    INSERT INTO proviso.cases (name, origin) VALUES ($1, $2) RETURNING number
  )
  INSERT INTO proviso.custody (case_number, serial, act, size)
  SELECT number, 0, $3, 0 FROM founded`;

async function foundCase(url: string, values: readonly [string, string, string]): Promise<void> {
  const session = await openSession(url, APPLICATION_ROLE);
  try {
    await session.query(FOUND, [...values]);
  } catch (cause) {
    throw isUniqueViolation(cause) ? caseExists(values[0]) : faultOf(cause);
  } finally {
    await session.end().catch(() => undefined);
  }
}

async function caseOf(pool: pg.Pool, name: string): Promise<CaseRow> {
  // PostgreSQL has no such text, and would answer otherwise than for what is not there.
  if (name.includes("\0")) throw noSuchCase(name);
  const [row] = await query(pool, "SELECT number, origin FROM proviso.cases WHERE name = $1", [
    name,
  ]);
  if (row === undefined) throw noSuchCase(name);
  return { number: number(row, "number"), name, origin: String(row["origin"]) };
}
