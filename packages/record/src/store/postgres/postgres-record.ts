import type pg from "pg";
import type { LeafRange, StoredNode } from "../../log/index.ts";
import { requireRows } from "../rows.ts";
import type {
  Custody,
  KeptCheckpoint,
  KeptDocument,
  KeptKey,
  KeptRecord,
  Projection,
  Reader,
} from "../store.ts";
import { faultOf, type Row } from "./session.ts";

/** A case within a database. */
export interface CaseRow {
  readonly number: number;
  readonly name: string;
  readonly origin: string;
}

const RANGE = "case_number = $1 AND position >= $2 AND position < $3 ORDER BY position";
const SERIALS = "case_number = $1 AND serial >= $2 AND serial < $3 ORDER BY serial";

/** The record of one case in a PostgreSQL database, for one reader. */
export function postgresRecord(pool: pg.Pool, kept: CaseRow, reader: Reader): KeptRecord {
  const all: All = (sql, ...values) => query(pool, sql, [kept.number, ...values]);
  const readable: All = (sql, ...values) => queryAs(pool, reader, sql, [kept.number, ...values]);
  return {
    name: kept.name,
    origin: kept.origin,
    size: async () => sizeFrom(await all(SIZE)),
    projection: (name) => projectionOf(pool, kept.number, name),
    ...readByAll(all),
    ...readBy(readable),
  };
}

/** Runs a query of which the first value is the number of the case. */
type All = (sql: string, ...values: readonly unknown[]) => Promise<readonly Row[]>;

/** What is the same for every reader. */
function readByAll(
  all: All,
): Pick<
  KeptRecord,
  "leaves" | "tops" | "checkpoints" | "newestCheckpoint" | "custody" | "keys" | "numbers"
> {
  const inRange = async (select: string, range: LeafRange, where = RANGE) => {
    const { begin, end } = requireRows(range);
    return all(`${select} WHERE ${where}`, begin, end);
  };
  const checkpoints = "SELECT serial, size, note FROM proviso.checkpoints";
  return {
    leaves: async (range) =>
      (await inRange("SELECT position, leaf FROM proviso.leaves", range)).map((row) => ({
        position: number(row, "position"),
        leaf: bytes(row, "leaf"),
      })),
    tops: async (nodes) => {
      const levels = nodes.map(({ level }) => level);
      const indexes = nodes.map(({ index }) => index);
      return (await all(TOPS, levels, indexes)).map(top);
    },
    checkpoints: async (range) => (await inRange(checkpoints, range, SERIALS)).map(checkpoint),
    newestCheckpoint: async () => {
      const newest = `${checkpoints} WHERE case_number = $1 ORDER BY serial DESC LIMIT 1`;
      return (await all(newest)).map(checkpoint)[0] ?? null;
    },
    custody: async () => (await all(CUSTODY)).map(custody),
    keys: async (range) =>
      (await inRange("SELECT key, payload, position FROM proviso.idempotency_keys", range)).map(
        keptKey,
      ),
    numbers: async (range) =>
      (await inRange("SELECT route, number, position FROM proviso.series_numbers", range)).map(
        (row) => ({
          route: bytes(row, "route"),
          number: number(row, "number"),
          position: number(row, "position"),
        }),
      ),
  };
}

/** What a label keeps from those who do not have it. */
function readBy(readable: All): Pick<KeptRecord, "envelopes" | "documents"> {
  return {
    envelopes: async (range) => {
      const { begin, end } = requireRows(range);
      const sql = `SELECT position, label, envelope FROM proviso.envelopes WHERE ${RANGE}`;
      return (await readable(sql, begin, end)).map((row) => ({
        position: number(row, "position"),
        label: label(row),
        envelope: bytes(row, "envelope"),
      }));
    },
    documents: async (range) => {
      const { begin, end } = requireRows(range);
      const rows = await readable(DOCUMENTS, end - begin, begin);
      return rows.map((row, at) => document(row, begin + at));
    },
  };
}

const CUSTODY =
  "SELECT serial, act, size FROM proviso.custody WHERE case_number = $1 ORDER BY serial";

/** Asks for the entries of a case. */
export const SIZE =
  "SELECT coalesce(max(position) + 1, 0) AS size FROM proviso.leaves WHERE case_number = $1";

const DOCUMENTS = `
  SELECT file, label, bytes FROM proviso.documents
  WHERE case_number = $1 ORDER BY serial LIMIT $2 OFFSET $3`;

const TOPS = `
  SELECT tops.level, tops.node, tops.hash
  FROM unnest($2::integer[], $3::bigint[]) WITH ORDINALITY AS wanted (level, node, at)
  JOIN proviso.tops ON tops.case_number = $1
    AND tops.level = wanted.level AND tops.node = wanted.node
  ORDER BY wanted.at`;

/** The entries of a case, from the answer to `SIZE`. */
export function sizeFrom(rows: readonly Row[]): number {
  return number(rows[0] ?? {}, "size");
}

/**
 * Asks what is the same for every reader.
 *
 * @param name - of a statement that one session asks over and over: the server then plans it once.
 */
export async function query(
  from: pg.Pool | pg.ClientBase,
  sql: string,
  values: readonly unknown[],
  name?: string,
): Promise<readonly Row[]> {
  const named = name === undefined ? {} : { name };
  try {
    const asked = { text: sql, values: [...values], ...named };
    return (await from.query<Record<string, unknown>>(asked)).rows;
  } catch (cause) {
    throw faultOf(cause);
  }
}

/**
 * Asks as a reader. Their labels hold for this one transaction: a session that goes back to the
 * pool takes nothing of them along.
 */
async function queryAs(
  pool: pg.Pool,
  { labels }: Reader,
  sql: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  let session: pg.PoolClient | null = null;
  try {
    session = await pool.connect();
    await session.query("BEGIN READ ONLY");
    await session.query(
      "SELECT set_config('proviso.labels', $1, true), set_config('proviso.every_label', $2, true)",
      labels === "every" ? ["[]", "on"] : [JSON.stringify(labels), "off"],
    );
    const { rows } = await session.query<Record<string, unknown>>(sql, [...values]);
    await session.query("COMMIT");
    session.release();
    return rows;
  } catch (cause) {
    // The session is thrown away, with whatever it may still hold.
    session?.release(true);
    throw faultOf(cause);
  }
}

async function projectionOf(
  pool: pg.Pool,
  caseNumber: number,
  name: string,
): Promise<Projection | null> {
  const values = [caseNumber, name];
  const [head] = await query(
    pool,
    "SELECT version, up_to FROM proviso.projections WHERE case_number = $1 AND name = $2",
    values,
  );
  if (head === undefined) return null;
  const rows = await query(
    pool,
    `SELECT key, value FROM proviso.projected_rows
     WHERE case_number = $1 AND projection = $2 ORDER BY key`,
    values,
  );
  return {
    version: number(head, "version"),
    upTo: number(head, "up_to"),
    rows: rows.map((row) => ({ key: String(row["key"]), value: bytes(row, "value") })),
  };
}

/** A used idempotency key. */
export function keptKey(row: Row): KeptKey {
  return {
    key: bytes(row, "key"),
    payload: bytes(row, "payload"),
    position: number(row, "position"),
  };
}

/** A whole number of a row. */
export function number(row: Row, column: string): number {
  return Number(row[column]);
}

function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) return new Uint8Array(0);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

function label(row: Row): string | null {
  const value = row["label"];
  return typeof value === "string" ? value : null;
}

function top(row: Row): StoredNode {
  return { level: number(row, "level"), index: number(row, "node"), hash: bytes(row, "hash") };
}

function checkpoint(row: Row): KeptCheckpoint {
  return { serial: number(row, "serial"), size: number(row, "size"), note: bytes(row, "note") };
}

function document(row: Row, serial: number): KeptDocument {
  return { serial, file: String(row["file"]), label: label(row), bytes: bytes(row, "bytes") };
}

function custody(row: Row): Custody {
  const act = String(row["act"]) as Custody["act"];
  return { serial: number(row, "serial"), act, size: number(row, "size") };
}
