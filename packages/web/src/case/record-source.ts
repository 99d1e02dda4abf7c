import { parseInstant } from "@proviso/core";
import type { EnrolledKey } from "@proviso/record/envelope";
import { entriesPath, type TileId, tilePath } from "@proviso/record/log";
import { askForBytes, askForJson } from "./http.ts";

/** What a record is, as its server tells it; nothing in it is believed before it is checked. */
export interface RecordSummary {
  readonly case: string;
  readonly origin: string;
  /** Entries. */
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
  /** The log's verifier key, as its founding entry names it. */
  readonly logKey: string;
  readonly reconstructed: boolean;
}

/** A checkpoint that the log has signed. */
export interface ServedCheckpoint {
  readonly serial: number;
  readonly size: number;
  readonly note: string;
}

/** An entry as it is listed. Under a label neither its envelope nor what it says is given. */
export interface ServedEntry {
  readonly index: number;
  /** RFC 3339, by the log's clock. */
  readonly received: string;
  /** Base 64. */
  readonly leaf: string;
  readonly digest: string;
  readonly label: string | null;
  /** Base 64. */
  readonly envelope: string | null;
  readonly summary: {
    readonly id: string;
    readonly kind: string;
    readonly role: string;
    readonly device: string;
    readonly known: string;
    readonly payload: string;
  } | null;
}

/** A part of the log. */
export interface EntriesPage {
  readonly size: number;
  readonly entries: readonly ServedEntry[];
  readonly next: string | null;
}

/** The keys that the server says were enrolled. */
export interface ServedKeys {
  readonly log: { readonly origin: string; readonly key: string } | null;
  readonly keys: readonly EnrolledKey[];
}

type WrittenKeys = Pick<ServedKeys, "log"> & {
  readonly keys: readonly (Omit<EnrolledKey, "expires"> & { readonly expires: string | null })[];
};

/** Where a record is read from. Each of them throws a `CaseError` where it does not arrive. */
export interface RecordSource {
  /** The address of the whole record as one archive. */
  readonly bundle: string;
  readonly summary: () => Promise<RecordSummary>;
  readonly checkpoints: () => Promise<readonly ServedCheckpoint[]>;
  /** Entries from an index on, at most `limit` (1 to 500). */
  readonly entries: (from: number, limit: number) => Promise<EntriesPage>;
  readonly keys: () => Promise<ServedKeys>;
  readonly tile: (tile: TileId) => Promise<Uint8Array>;
  /** The bundle of leaves under a tile of level 0. */
  readonly leaves: (tile: TileId) => Promise<Uint8Array>;
}

/**
 * The record of a case (docs/api.md), from the server that the page is from.
 *
 * @param origin - of another server, like `http://127.0.0.1:1962`.
 */
export function recordSource(caseId: string, origin = ""): RecordSource {
  const base = `${origin}/api/cases/${encodeURIComponent(caseId)}/record`;
  return {
    bundle: `${base}/bundle.zip`,
    summary: async () => (await askForJson(base)) as RecordSummary,
    checkpoints: async () => {
      const all: ServedCheckpoint[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const asked: string = cursor === "" ? "" : `?cursor=${encodeURIComponent(cursor)}`;
        const page = (await askForJson(`${base}/checkpoints${asked}`)) as {
          readonly checkpoints: readonly ServedCheckpoint[];
          readonly next: string | null;
        };
        all.push(...page.checkpoints);
        cursor = page.checkpoints.length === 0 ? null : page.next;
      }
      return all;
    },
    entries: async (from, limit) => {
      const cursor = from === 0 ? "" : `&cursor=${from}`;
      return (await askForJson(`${base}/entries?limit=${limit}${cursor}`)) as EntriesPage;
    },
    keys: async () => {
      const served = (await askForJson(`${base}/keys`)) as WrittenKeys;
      const keys = served.keys.map(({ expires, ...key }) => {
        return { ...key, expires: expires === null ? null : parseInstant(expires) };
      });
      return { ...served, keys };
    },
    tile: (tile) => askForBytes(`${base}/${tilePath(tile)}`),
    leaves: (tile) => askForBytes(`${base}/${entriesPath(tile)}`),
  };
}
