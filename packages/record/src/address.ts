import type { RecordStore } from "./store.ts";

/**
 * Opens the store at an address: a PostgreSQL server for `postgres://…`, a file of SQLite for
 * anything else. Only what is used is loaded.
 *
 * @throws {StoreError} `STORE_UNREADABLE`, `STORE_CORRUPT`, `STORE_NEWER` or `STORE_MIGRATION`
 */
export async function openStore(address: string): Promise<RecordStore> {
  if (/^postgres(ql)?:\/\//.test(address)) {
    const { openPostgres } = await import("./postgres/index.ts");
    return openPostgres(address);
  }
  const { openSqlite } = await import("./sqlite/index.ts");
  return openSqlite(address);
}
