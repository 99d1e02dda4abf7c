import { resolve } from "node:path";
import type { RecordStore } from "../store.ts";
import { StoreError } from "../store-error.ts";

/** Where cases are kept: a file of SQLite, or a database of PostgreSQL. */
export type StorePlace =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "postgres"; readonly url: string };

/** The environment, as far as it says where things are. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the embedded store is unless something else is said, under the folder of work. */
export const DEFAULT_STORE = ".proviso/record.sqlite";

/**
 * Where the store is: as the call says, or else `PROVISO_STORE`, `DATABASE_URL`, or the embedded
 * store under the folder of work. An address of PostgreSQL may stand wherever a file may.
 */
export function storePlace(given: string | undefined, env: Environment): StorePlace {
  const said = [given, env["PROVISO_STORE"], env["DATABASE_URL"]].find(
    (one) => one !== undefined && one !== "",
  );
  return placeOf(said ?? DEFAULT_STORE);
}

/** Reads the address of a store. */
export function placeOf(address: string): StorePlace {
  if (/^postgres(?:ql)?:\/\//.test(address)) return { kind: "postgres", url: address };
  return { kind: "sqlite", file: resolve(address) };
}

/** A store's address for people: without the password that it may hold. */
export function sayPlace(place: StorePlace): string {
  if (place.kind === "sqlite") return place.file;
  try {
    const url = new URL(place.url);
    return `postgres://${url.host}${url.pathname}`;
  } catch {
    return "the PostgreSQL database";
  }
}

/** How a store is opened. */
export interface OpeningOptions {
  /** Neither makes it nor writes to it. */
  readonly isReadOnly?: boolean;
  readonly env?: Environment;
}

/**
 * Opens a store; makes it where there is none, unless it is to be read only.
 *
 * @throws {StoreError} as `openSqlite` and `openPostgres` do.
 */
export async function openStoreAt(
  place: StorePlace,
  { isReadOnly = false, env = {} }: OpeningOptions = {},
): Promise<RecordStore> {
  switch (place.kind) {
    case "sqlite": {
      // Each adapter is loaded only where it is used: neither pays for the other's start.
      const { openSqlite } = await import("../sqlite/index.ts");
      if (!isReadOnly) await makeFolderOf(place.file);
      return openSqlite(place.file, { isReadOnly });
    }
    case "postgres": {
      const { openPostgres } = await import("../postgres/index.ts");
      const ownerUrl = env["DATABASE_OWNER_URL"];
      return openPostgres(place.url, ownerUrl === undefined ? {} : { ownerUrl });
    }
  }
}

/** Whether there is a store, so that looking for a case in it does not make one. */
export async function isThere(place: StorePlace): Promise<boolean> {
  if (place.kind === "postgres") return true;
  const { existsSync } = await import("node:fs");
  return existsSync(place.file);
}

async function makeFolderOf(file: string): Promise<void> {
  const { mkdir } = await import("node:fs/promises");
  const { dirname } = await import("node:path");
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreError(
      "STORE_UNREADABLE",
      `${dirname(file)} cannot be made.`,
      "Name a file in a folder that may be written: --store FILE.",
      { cause },
    );
  }
}
