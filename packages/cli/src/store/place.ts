import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import type { RecordStore } from "@proviso/record/store";

/** The options by which a call says where the records are kept, for `parseArgs`. */
export const STORE_OPTIONS = { store: { type: "string" } } as const;

/** What help says about them. */
export const STORE_HELP = `  --store FILE       the file of records (default: PROVISO_STORE, or .proviso/record.sqlite here);
                     where DATABASE_URL is set and no file is named, that PostgreSQL database
`;

/** Where records are kept, and what belongs to this installation rather than to a record. */
export interface StorePlace {
  /** The file of SQLite; `null` where the records are in PostgreSQL. */
  readonly file: string | null;
  /** The secret keys of this installation. */
  readonly keys: string;
  /** The newest heads that it has signed or seen, apart from the store and its backups. */
  readonly heads: string;
}

/** Finds where a call's records are kept; nothing is made or opened. */
export function placeOf(file: string | undefined): StorePlace {
  const named = file ?? process.env["PROVISO_STORE"];
  const isPostgres = named === undefined && process.env["DATABASE_URL"] !== undefined;
  const path = resolve(named ?? join(".proviso", "record.sqlite"));
  const home = dirname(path);
  return {
    file: isPostgres ? null : path,
    keys: join(home, "keys"),
    heads: join(home, "heads"),
  };
}

/**
 * Opens the store of a call for as long as something is done with it.
 *
 * @throws {StoreError} where it cannot be opened.
 */
export async function withStore<Done>(
  place: StorePlace,
  use: (store: RecordStore) => Promise<Done>,
): Promise<Done> {
  const store = await open(place);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

// Each adapter is loaded only where it is used: the other's client would cost every call its start.
async function open({ file }: StorePlace): Promise<RecordStore> {
  if (file === null) {
    const { openPostgres } = await import("@proviso/record/postgres");
    return openPostgres(process.env["DATABASE_URL"] ?? "");
  }
  const { openSqlite } = await import("@proviso/record/sqlite");
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  return openSqlite(file);
}
