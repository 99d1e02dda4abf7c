import type { DevicesAnswer } from "@proviso/wire";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { CaseFiles } from "../../case/case-files.ts";
import type { Item, Photograph } from "./item.ts";

/** A case as this device keeps it, for when there is no network. */
export interface KeptCase {
  readonly id: string;
  readonly files: CaseFiles;
  /** When the files came, in milliseconds by this device's clock. */
  readonly keptAt: number;
  /** What the server last said of keys and the newest checkpoint; `null` before it said anything. */
  readonly standing: DevicesAnswer | null;
  /** When that was. */
  readonly heardAt: number | null;
}

/** The bytes of a photograph, beside the item that names it. */
export interface PhotographBytes extends Photograph {
  readonly item: string;
  readonly bytes: Uint8Array;
}

interface InspectSchema extends DBSchema {
  readonly cases: { readonly key: string; readonly value: KeptCase };
  readonly items: {
    readonly key: string;
    readonly value: Item;
    readonly indexes: { readonly "by-case": string };
  };
  readonly photographs: { readonly key: [string, string]; readonly value: PhotographBytes };
}

/** Where a browser keeps what is written in Inspect. */
export type InspectDatabase = IDBPDatabase<InspectSchema>;

const NAME = "proviso-inspect";
const VERSION = 1;

let opened: Promise<InspectDatabase> | null = null;

/**
 * The database of this browser for this server's address, opened once. A browser may close it
 * (some do while a page is in the background): then it is opened again at the next use.
 */
export function inspectDatabase(): Promise<InspectDatabase> {
  opened ??= openDB<InspectSchema>(NAME, VERSION, {
    upgrade: (database, from) => {
      if (from >= 1) return;
      database.createObjectStore("cases", { keyPath: "id" });
      const items = database.createObjectStore("items", { keyPath: "id" });
      items.createIndex("by-case", "case");
      database.createObjectStore("photographs", { keyPath: ["item", "sha256"] });
    },
    // Another tab has a newer version of the app: it must not wait for this one.
    blocking: (_current, _blocked, event) => {
      opened = null;
      (event.target as IDBDatabase | null)?.close();
    },
    terminated: () => {
      opened = null;
    },
  }).catch((cause: unknown) => {
    opened = null;
    throw cause;
  });
  return opened;
}
