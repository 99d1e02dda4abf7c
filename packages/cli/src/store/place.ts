import process from "node:process";
import {
  isThere,
  type KeyFolder,
  keysFolderOf,
  openKeys,
  openStoreAt,
  type StorePlace,
  sayPlace,
  storePlace,
} from "@proviso/record/installation";
import type { RecordStore } from "@proviso/record/store";
import { MisuseError } from "../io.ts";

/** The options by which a call says where the records are kept, for `parseArgs`. */
export const STORE_OPTIONS = { store: { type: "string" } } as const;

/** What help says about them. */
export const STORE_HELP = `  --store FILE|URL   where the cases are kept: a file, or a PostgreSQL database (default:
                     PROVISO_STORE, DATABASE_URL or .proviso/record.sqlite under this folder)
`;

/** What a call works with: the store, where it is, and the keys of this installation. */
export interface OpenedStore {
  readonly store: RecordStore;
  readonly place: StorePlace;
  readonly keys: KeyFolder;
}

/**
 * Opens the store of a call for as long as something is done with it; makes it at first use.
 *
 * @param given - what `--store` says.
 * @throws {StoreError} where it cannot be opened.
 */
export async function withStore<Done>(
  given: string | undefined,
  use: (opened: OpenedStore) => Promise<Done>,
): Promise<Done> {
  const { env } = process;
  const place = storePlace(given, env);
  const store = await openStoreAt(place, { env });
  try {
    return await use({ store, place, keys: openKeys(keysFolderOf(place, env)) });
  } finally {
    await store.close();
  }
}

/**
 * Opens a store as `withStore` does, and makes none: for calls that can only find something.
 *
 * @throws {MisuseError} where there is none; `StoreError` where it cannot be opened.
 */
export async function withStoreThere<Done>(
  given: string | undefined,
  use: (opened: OpenedStore) => Promise<Done>,
): Promise<Done> {
  const place = storePlace(given, process.env);
  if (await isThere(place)) return withStore(given, use);
  const message = `There is no store at ${sayPlace(place)}.`;
  throw new MisuseError(message, "Name one with --store, or import a case first.");
}
