import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openPostgres } from "@proviso/record/postgres";
import { openSqlite } from "@proviso/record/sqlite";
import type { Batch, RecordStore } from "@proviso/record/store";
import { startServer } from "../judge/postgres.ts";

/** A database in which records are kept, and the same database without the record. */
export interface Database {
  readonly id: "sqlite" | "postgres";
  readonly name: string;
  /** An empty store of its own. */
  readonly open: () => Promise<RecordStore>;
  /**
   * How long it takes, in seconds, to insert what the record keeps of each entry into one bare
   * table, one transaction a batch, as durably as the store does.
   */
  readonly insertBare: (batches: readonly Batch[]) => Promise<number>;
  readonly end: () => Promise<void>;
}

/** SQLite in files of a folder that goes away with it. */
export async function openSqliteDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), "proviso-bench-"));
  let files = 0;
  const nextFile = async (): Promise<string> => {
    files += 1;
    const own = join(folder, String(files));
    await mkdir(own);
    return join(own, "record.sqlite");
  };
  return {
    id: "sqlite",
    name: "SQLite",
    open: async () => openSqlite(await nextFile()),
    insertBare: async (batches) => insertIntoSqlite(await nextFile(), batches),
    end: () => rm(folder, { recursive: true, force: true }),
  };
}

const SQLITE_BARE = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
  CREATE TABLE bare (
    position INTEGER PRIMARY KEY, leaf BLOB, envelope BLOB, key BLOB, payload BLOB
  ) STRICT;`;

function insertIntoSqlite(file: string, batches: readonly Batch[]): number {
  const database = new DatabaseSync(file);
  database.exec(SQLITE_BARE);
  const insert = database.prepare("INSERT INTO bare VALUES (?, ?, ?, ?, ?)");
  const begun = performance.now();
  for (const { entries } of batches) {
    database.exec("BEGIN IMMEDIATE");
    for (const { position, leaf, envelope, key } of entries) {
      insert.run(position, leaf, envelope, key.key, key.payload);
    }
    database.exec("COMMIT");
  }
  const seconds = (performance.now() - begun) / 1_000;
  database.close();
  return seconds;
}

/** A PostgreSQL of the bench's own; `null` where none can be started. */
export async function openPostgresDatabase(): Promise<Database | null> {
  const server = await startServer();
  if (server === null) return null;
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: server.url });
  await client.connect();
  let databases = 0;
  return {
    id: "postgres",
    name: "PostgreSQL",
    open: async () => {
      databases += 1;
      await client.query(`CREATE DATABASE bench_${databases}`);
      const url = new URL(server.url);
      url.pathname = `/bench_${databases}`;
      return openPostgres(url.href);
    },
    insertBare: async (batches) => {
      await client.query("DROP TABLE IF EXISTS bare");
      await client.query(POSTGRES_BARE);
      const begun = performance.now();
      for (const { entries } of batches) {
        const values = [
          entries.map(({ position }) => position),
          entries.map(({ leaf }) => leaf),
          entries.map(({ envelope }) => envelope),
          entries.map(({ key }) => key.key),
          entries.map(({ key }) => key.payload),
        ];
        await client.query({ name: "bare", text: POSTGRES_INSERT, values });
      }
      return (performance.now() - begun) / 1_000;
    },
    end: async () => {
      await client.end();
      await server.end();
    },
  };
}

const POSTGRES_BARE = `
  CREATE TABLE bare (
    position bigint PRIMARY KEY, leaf bytea, envelope bytea, key bytea, payload bytea
  )`;

const POSTGRES_INSERT = `
  INSERT INTO bare SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[])`;
