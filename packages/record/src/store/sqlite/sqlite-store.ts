import { caseExists, isClosed, noSuchCase, requireName } from "../rows.ts";
import type { RecordStore } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { type Connect, connectSqlite, openReading } from "./connection.ts";
import { reading } from "./fault.ts";
import { checkFile, prepareFile, WRITE_WAIT_MS } from "./file.ts";
import { writeCustody } from "./sqlite-hold.ts";
import { type CaseRow, number, type OpenFile, openFile, sqliteRecord } from "./sqlite-record.ts";
import { openWriter } from "./writer.ts";

/** How a file of SQLite is opened as a store. */
export interface SqliteOptions {
  /** Neither makes the file nor writes to it. */
  readonly isReadOnly?: boolean;
  /** How long to wait, in milliseconds, while another process has the right to write. */
  readonly waitMs?: number;
  /** After how many bytes of envelopes the write-ahead log is carried over; 4 MiB as a rule. */
  readonly carryOverBytes?: number;
  /** What opens files: the library of the runtime, unless a test puts itself in between. */
  readonly connect?: Connect;
}

/**
 * Opens a file of SQLite as a store of many cases, and makes it where there is none.
 *
 * One process writes to a file at a time, from its first write until it closes the store; any
 * number read meanwhile.
 *
 * @throws {StoreError} `STORE_UNREADABLE`, `STORE_CORRUPT`, `STORE_NEWER` or `STORE_MIGRATION`
 */
export function openSqlite(file: string, options: SqliteOptions = {}): RecordStore {
  const { isReadOnly = false, connect = connectSqlite } = options;
  const { waitMs = 2000, carryOverBytes = 4 * 1024 * 1024 } = options;
  if (isReadOnly) checkFile(connect, file);
  else prepareFile(connect, file);
  const reader = openFile(
    file,
    reading(file, () => openReading(connect, file, WRITE_WAIT_MS)),
  );
  const writer = openWriter(connect, file, { waitMs, carryOverBytes });
  let isShut = false;
  const live = (): OpenFile => {
    if (isShut) throw isClosed();
    return reader;
  };
  return {
    cases: async () =>
      reading(file, () =>
        live()
          .prepared("SELECT name FROM cases ORDER BY number")
          .all()
          .map((row) => String(row["name"])),
      ),
    found: async (name, origin, as = "founded") => {
      requireName(name);
      requireName(origin);
      live();
      if (isReadOnly) throw readOnly(file);
      await writer.once((open) => foundCase(open, name, origin, as));
    },
    record: async (name, forReader) => sqliteRecord(live(), caseOf(live(), name), forReader),
    hold: async (name) => {
      const kept = caseOf(live(), name);
      if (isReadOnly) throw readOnly(file);
      return writer.hold(kept);
    },
    close: async () => {
      if (isShut) return;
      isShut = true;
      await writer.close();
      reader.connection.close();
    },
  };
}

function foundCase(open: OpenFile, name: string, origin: string, as: "founded" | "arriving"): void {
  const known = open.prepared("SELECT 1 FROM cases WHERE name = ?").get(name);
  if (known !== undefined) throw caseExists(name);
  open.prepared("INSERT INTO cases (name, origin) VALUES (?, ?)").run(name, origin);
  writeCustody(open, caseOf(open, name).number, as, 0);
}

function caseOf(open: OpenFile, name: string): CaseRow {
  const sql = "SELECT number, origin FROM cases WHERE name = ?";
  const row = reading(open.file, () => open.prepared(sql).get(name));
  if (row === undefined) throw noSuchCase(name);
  return { number: number(row, "number"), name, origin: String(row["origin"]) };
}

function readOnly(file: string): StoreError {
  return new StoreError(
    "STORE_UNREADABLE",
    `${file} was opened to read only.`,
    "Open it to write.",
  );
}
