import { parseInstant } from "@proviso/core";
import type { EnrolledKey } from "@proviso/record/envelope";
import { entriesPath, type TileId, tilePath } from "@proviso/record/log";
import type {
  CheckpointsPage,
  EntriesPage,
  KeysAnswer,
  RecordSummary,
  ServedCheckpoint,
} from "@proviso/wire";
import { askForBytes, askForJson } from "./http.ts";

/** The keys that the server says were enrolled. */
export interface ServedKeys {
  readonly log: { readonly origin: string; readonly key: string } | null;
  readonly keys: readonly EnrolledKey[];
}

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
        const page = (await askForJson(`${base}/checkpoints${asked}`)) as CheckpointsPage;
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
      const served = (await askForJson(`${base}/keys`)) as KeysAnswer;
      const keys = served.keys.map(({ expires, ...key }) => {
        return { ...key, expires: expires === null ? null : parseInstant(expires) };
      });
      return { ...served, keys };
    },
    tile: (tile) => askForBytes(`${base}/${tilePath(tile)}`),
    leaves: (tile) => askForBytes(`${base}/${entriesPath(tile)}`),
  };
}
