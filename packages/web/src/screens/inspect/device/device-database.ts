import type { CarriedCheckpoint } from "@proviso/record/envelope";
import type { SigningPlace } from "@proviso/wire";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** A key that this browser holds for one log, and how far its chain has come. */
export interface Device extends SigningPlace {
  /** The key's name on the record. */
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly publicKey: string;
  /** It signs where it is: nobody can read it out, this program included. */
  readonly secretKey: CryptoKey;
  /** How many entries it has signed. */
  readonly counter: number;
  /** SHA-256 of the payload it signed last; `null` before its first. */
  readonly previous: string | null;
  /** The newest checkpoint that it has seen. */
  readonly checkpoint: CarriedCheckpoint | null;
}

/** An entry that was signed here. It stays here until someone deletes it. */
export interface SignedEntry {
  /** SHA-256 of what was signed, 64 hexadecimal digits. */
  readonly digest: string;
  readonly origin: string;
  readonly device: string;
  /** The idempotency key: one entry however often it is sent. */
  readonly key: string;
  readonly counter: number;
  /** The entry's id. */
  readonly entry: string;
  /** DSSE, byte for byte as it is sent. */
  readonly envelope: Uint8Array;
  /** The compartment for whose readers alone it is; `null` for everyone. */
  readonly label: string | null;
}

interface DeviceSchema extends DBSchema {
  readonly devices: { readonly key: [string, string]; readonly value: Device };
  readonly signed: {
    readonly key: string;
    readonly value: SignedEntry;
    readonly indexes: { readonly "by-key": [string, string, string] };
  };
}

/** Where a browser keeps its keys and what they signed. */
export type DeviceDatabase = IDBPDatabase<DeviceSchema>;

const NAME = "proviso-device";
const VERSION = 1;

/**
 * Opens the database of this browser for this server's address. Steps are only ever added, so that
 * what a device signed under an earlier version is still there.
 */
export function openDeviceDatabase(name = NAME): Promise<DeviceDatabase> {
  return openDB<DeviceSchema>(name, VERSION, {
    upgrade: (database, from) => {
      if (from >= 1) return;
      database.createObjectStore("devices", { keyPath: ["origin", "name"] });
      const signed = database.createObjectStore("signed", { keyPath: "digest" });
      // What is signed twice under one key is a fork; the index refuses it, whatever else fails.
      signed.createIndex("by-key", ["origin", "device", "key"], { unique: true });
    },
    // Another tab has a newer version of the app: it must not wait for this one.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
  });
}
