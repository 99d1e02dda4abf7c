import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWriting } from "../../src/store/sqlite/connection.ts";
import { connectSqlite, openSqlite } from "../../src/store/sqlite/index.ts";
import type { StoreHarness } from "../contract/index.ts";

/** A file of SQLite in a folder of its own. */
export async function sqliteHarness(): Promise<StoreHarness> {
  const folder = await mkdtemp(join(tmpdir(), "proviso-sqlite-"));
  const file = join(folder, "record.db");
  return {
    open: async () => openSqlite(file, { waitMs: 100 }),
    attempt: async (sql) => {
      const connection = openWriting(connectSqlite, file, 1000);
      try {
        connection.exec(sql);
      } finally {
        connection.close();
      }
    },
    end: () => rm(folder, { recursive: true, force: true }),
  };
}
