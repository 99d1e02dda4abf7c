import type { SQLInputValue } from "node:sqlite";
import type { LeafRange, NodeId, StoredNode } from "../../log/index.ts";
import { requireRows } from "../rows.ts";
import type {
  Custody,
  KeptCheckpoint,
  KeptDocument,
  KeptRecord,
  Projection,
  Reader,
} from "../store.ts";
import type { Connection, Row, SqlStatement } from "./connection.ts";
import { reading } from "./fault.ts";

/** A case within a file. */
export interface CaseRow {
  readonly number: number;
  readonly name: string;
  readonly origin: string;
}

/** An open file with the statements that were prepared on it. */
export interface OpenFile {
  readonly file: string;
  readonly connection: Connection;
  readonly prepared: (sql: string) => SqlStatement;
}

/** Keeps what is prepared on a connection, so that each statement is prepared once. */
export function openFile(file: string, connection: Connection): OpenFile {
  const statements = new Map<string, SqlStatement>();
  const prepared = (sql: string): SqlStatement => {
    const known = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  return { file, connection, prepared };
}

const RANGE = "case_number = ? AND position >= ? AND position < ? ORDER BY position";
const SERIALS = "case_number = ? AND serial >= ? AND serial < ? ORDER BY serial";
/** What a reader may see: what has no label, and what is under one of theirs. */
const READABLE = "(label IS NULL OR label IN (SELECT value FROM json_each(?)))";

/** The record of one case in a file of SQLite, for one reader. */
export function sqliteRecord(open: OpenFile, kept: CaseRow, reader: Reader): KeptRecord {
  const all: All = (sql, ...values) =>
    reading(open.file, () => open.prepared(sql).all(kept.number, ...values));
  return {
    name: kept.name,
    origin: kept.origin,
    size: async () => reading(open.file, () => sizeOf(open, kept.number)),
    tops: async (nodes) => reading(open.file, () => topsOf(open, kept.number, nodes)),
    projection: async (name) => reading(open.file, () => projectionOf(open, kept.number, name)),
    ...readByAll(all),
    ...readBy(reader, all),
  };
}

/** Runs a query of which the first value is the number of the case. */
type All = (sql: string, ...values: readonly SQLInputValue[]) => readonly Row[];

/** What is the same for every reader. */
function readByAll(
  all: All,
): Pick<
  KeptRecord,
  "leaves" | "checkpoints" | "newestCheckpoint" | "custody" | "keys" | "numbers"
> {
  const inRange = (select: string, range: LeafRange, where = RANGE) => {
    const { begin, end } = requireRows(range);
    return all(`${select} WHERE ${where}`, begin, end);
  };
  const checkpoints = "SELECT serial, size, note FROM checkpoints";
  return {
    leaves: async (range) =>
      inRange("SELECT position, leaf FROM leaves", range).map((row) => ({
        position: number(row, "position"),
        leaf: bytes(row, "leaf"),
      })),
    checkpoints: async (range) => inRange(checkpoints, range, SERIALS).map(checkpoint),
    newestCheckpoint: async () => {
      const newest = all(`${checkpoints} WHERE case_number = ? ORDER BY serial DESC LIMIT 1`);
      return newest.map(checkpoint)[0] ?? null;
    },
    custody: async () =>
      all("SELECT serial, act, size FROM custody WHERE case_number = ? ORDER BY serial").map(
        custody,
      ),
    keys: async (range) =>
      inRange("SELECT key, payload, position FROM idempotency_keys", range).map(keptKey),
    numbers: async (range) =>
      inRange("SELECT route, number, position FROM series_numbers", range).map((row) => ({
        route: bytes(row, "route"),
        number: number(row, "number"),
        position: number(row, "position"),
      })),
  };
}

/** What a label keeps from those who do not have it. */
function readBy({ labels }: Reader, all: All): Pick<KeptRecord, "envelopes" | "documents"> {
  const readable = (select: string, rest: string, ...values: readonly SQLInputValue[]) => {
    if (labels === "every") return all(`${select} WHERE case_number = ? AND ${rest}`, ...values);
    const sql = `${select} WHERE case_number = ? AND ${READABLE} AND ${rest}`;
    return all(sql, JSON.stringify(labels), ...values);
  };
  return {
    envelopes: async (range) => {
      const { begin, end } = requireRows(range);
      const select = "SELECT position, label, envelope FROM envelopes";
      const rest = "position >= ? AND position < ? ORDER BY position";
      return readable(select, rest, begin, end).map((row) => ({
        position: number(row, "position"),
        label: label(row),
        envelope: bytes(row, "envelope"),
      }));
    },
    documents: async (range) => {
      const { begin, end } = requireRows(range);
      const select = "SELECT file, label, bytes FROM documents";
      const rest = "TRUE ORDER BY serial LIMIT ? OFFSET ?";
      return readable(select, rest, end - begin, begin).map((row, at) => document(row, begin + at));
    },
  };
}

/** Entries of a case. */
export function sizeOf(open: OpenFile, caseNumber: number): number {
  const sql = "SELECT coalesce(max(position) + 1, 0) AS size FROM leaves WHERE case_number = ?";
  return number(open.prepared(sql).get(caseNumber) ?? {}, "size");
}

/** A whole number of a row. */
export function number(row: Row, column: string): number {
  return Number(row[column]);
}

/** The bytes of a row. */
export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}

/** A used idempotency key. */
export function keptKey(row: Row) {
  return {
    key: bytes(row, "key"),
    payload: bytes(row, "payload"),
    position: number(row, "position"),
  };
}

function label(row: Row): string | null {
  const value = row["label"];
  return typeof value === "string" ? value : null;
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

function topsOf(open: OpenFile, caseNumber: number, nodes: readonly NodeId[]) {
  const sql = "SELECT hash FROM tops WHERE case_number = ? AND level = ? AND node = ?";
  return nodes.flatMap(({ level, index }): readonly StoredNode[] => {
    const row = open.prepared(sql).get(caseNumber, level, index);
    return row === undefined ? [] : [{ level, index, hash: bytes(row, "hash") }];
  });
}

function projectionOf(open: OpenFile, caseNumber: number, name: string): Projection | null {
  const head = open
    .prepared("SELECT version, up_to FROM projections WHERE case_number = ? AND name = ?")
    .get(caseNumber, name);
  if (head === undefined) return null;
  const rows = open
    .prepared(
      "SELECT key, value FROM projected_rows WHERE case_number = ? AND projection = ? ORDER BY key",
    )
    .all(caseNumber, name);
  return {
    version: number(head, "version"),
    upTo: number(head, "up_to"),
    rows: rows.map((row) => ({ key: String(row["key"]), value: bytes(row, "value") })),
  };
}
