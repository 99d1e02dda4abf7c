import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { isClosed, notCommitted, versionMoved } from "../rows.ts";
import type { Batch, Hold, KeptRecord, Projection } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { APPEND, appendValues } from "./append.ts";
import { type CaseRow, keptKey, number, query, SIZE, sizeFrom } from "./postgres-record.ts";
import { APPLICATION_ROLE, openSession } from "./session.ts";

/** The family of locks that a hold is one of; which one is said by the number of the case. */
const HOLD_LOCKS = 1_347_573_331;

const RETRY_MS = 25;

/**
 * Takes the right to append to a case: a lock that belongs to one session of the server.
 *
 * Everything is appended through that same session. Were it to end, the lock and the means to
 * append would go together, so that two who both believe they hold the case cannot both append.
 */
export async function postgresHold(
  url: string,
  kept: CaseRow,
  record: KeptRecord,
  waitMs: number,
): Promise<Hold> {
  const session = await openSession(url, APPLICATION_ROLE);
  try {
    await requireDurable(session);
    await takeLock(session, kept, waitMs);
    const size = sizeFrom(await query(session, SIZE, [kept.number]));
    return heldSession(session, kept, record, size);
  } catch (cause) {
    await session.end().catch(() => undefined);
    throw cause;
  }
}

function heldSession(
  session: pg.Client,
  kept: CaseRow,
  record: KeptRecord,
  sizeAtFirst: number,
): Hold {
  let size = sizeAtFirst;
  let isLost = false;
  const write = async (sql: string, values: readonly unknown[], name?: string): Promise<void> => {
    if (isLost) throw isClosed();
    try {
      await session.query({
        text: sql,
        values: [...values],
        ...(name === undefined ? {} : { name }),
      });
    } catch (cause) {
      // It may have been kept and only the answer lost: no more is appended through this session.
      isLost = true;
      await session.end().catch(() => undefined);
      throw notCommitted(cause);
    }
  };
  return {
    record,
    keysUsed: async (keys) =>
      (await query(session, KEYS_USED, [kept.number, keys], "keys-used")).map(keptKey),
    lastNumber: async (route) => {
      const [row] = await query(session, LAST_NUMBER, [kept.number, route]);
      return number(row ?? {}, "last");
    },
    commit: async (batch: Batch) => {
      if (isLost) throw isClosed();
      if (batch.size !== size) throw versionMoved(batch.size, size);
      await write(APPEND, appendValues(kept.number, batch), "append");
      size += batch.entries.length;
    },
    handOver: (act, at) => write(HAND_OVER, [kept.number, act, at]),
    project: (name, projection) => write(PROJECT, projectValues(kept.number, name, projection)),
    dropProjection: (name) => write(DROP_PROJECTION, [kept.number, name]),
    dropTops: () => write("DELETE FROM proviso.tops WHERE case_number = $1", [kept.number]),
    release: async () => {
      isLost = true;
      await session.end().catch(() => undefined);
    },
  };
}

const KEYS_USED = `
  SELECT key, payload, position FROM proviso.idempotency_keys
  WHERE case_number = $1 AND key = ANY ($2::bytea[])`;

const LAST_NUMBER = `
  SELECT coalesce(max(number), 0) AS last FROM proviso.series_numbers
  WHERE case_number = $1 AND route = $2`;

const HAND_OVER = `
  INSERT INTO proviso.custody (case_number, serial, act, size)
  SELECT $1, coalesce(max(serial) + 1, 0), $2, $3 FROM proviso.custody WHERE case_number = $1`;

const PROJECT = `
  WITH head AS (
    INSERT INTO proviso.projections (case_number, name, version, up_to) VALUES ($1, $2, $3, $4)
    ON CONFLICT (case_number, name)
    DO UPDATE SET version = excluded.version, up_to = excluded.up_to
  )
  INSERT INTO proviso.projected_rows (case_number, projection, key, value)
  SELECT $1, $2, key, value FROM unnest($5::text[], $6::bytea[]) AS row (key, value)
  ON CONFLICT (case_number, projection, key) DO UPDATE SET value = excluded.value`;

const DROP_PROJECTION = `
  WITH rows AS (
    DELETE FROM proviso.projected_rows WHERE case_number = $1 AND projection = $2
  )
  DELETE FROM proviso.projections WHERE case_number = $1 AND name = $2`;

function projectValues(
  caseNumber: number,
  name: string,
  { version, upTo, rows }: Projection,
): readonly unknown[] {
  const keys = rows.map(({ key }) => key);
  return [caseNumber, name, version, upTo, keys, rows.map(({ value }) => value)];
}

async function takeLock(session: pg.Client, kept: CaseRow, waitMs: number): Promise<void> {
  const until = performance.now() + waitMs;
  for (;;) {
    const sql = "SELECT pg_try_advisory_lock($1, $2) AS taken";
    const [row] = await query(session, sql, [HOLD_LOCKS, kept.number]);
    if (row?.["taken"] === true) return;
    if (performance.now() >= until) break;
    await sleep(RETRY_MS);
  }
  throw new StoreError(
    "STORE_HELD",
    `Another program appends to ${kept.name}${await whoHolds(session, kept)}.`,
    "Let it append for you, or end it; whoever only reads need not wait.",
  );
}

async function whoHolds(session: pg.Client, kept: CaseRow): Promise<string> {
  const sql = `
    SELECT activity.application_name AS name, activity.backend_start AS since
    FROM pg_locks JOIN pg_stat_activity AS activity USING (pid)
    WHERE pg_locks.locktype = 'advisory' AND pg_locks.granted
      AND pg_locks.classid = $1::bigint::oid AND pg_locks.objid = $2::bigint::oid`;
  const [row] = await query(session, sql, [HOLD_LOCKS, kept.number]);
  if (row === undefined) return "";
  const since = row["since"] instanceof Date ? `, since ${row["since"].toISOString()}` : "";
  return `: ${row["name"]}${since}`;
}

/** A server that was told not to sync acknowledges what a power cut takes away. */
async function requireDurable(session: pg.Client): Promise<void> {
  const [row] = await query(
    session,
    `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages,
       current_setting('synchronous_commit') AS commit`,
    [],
  );
  if (row?.["fsync"] === "on" && row["pages"] === "on" && row["commit"] !== "off") return;
  throw new StoreError(
    "STORE_NOT_DURABLE",
    "This PostgreSQL acknowledges what it has not synced.",
    "Set fsync and full_page_writes to on in its configuration.",
  );
}
