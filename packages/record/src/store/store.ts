import type { Entry } from "@proviso/core";
import type { CaseMetadata, LinedRegisterEntry, RecordDiagnostic } from "../entries/index.ts";
import type { LeafRange, NodeId, StoredNode } from "../log/index.ts";

export { StoreError, type StoreErrorCode } from "./store-error.ts";

/**
 * Where a case is kept. Every adapter reads a case as of one version; those that can be written
 * to add to this port, and append only on the version that was read.
 */
export interface Store {
  /**
   * Reads the case as it stands. What is wrong with it is in the diagnostics, never passed over.
   *
   * @throws {StoreError} where the place cannot be read at all.
   */
  readonly open: () => Promise<StoredCase>;
}

/** A text of a case, not yet parsed: the agreement, a reading or an amendment. */
export interface SourceFile {
  /** Relative to the case, with forward slashes: `readings/us.proviso`. */
  readonly file: string;
  readonly source: string;
}

/** A case as read at one version. */
export interface StoredCase {
  /** `null` where `case.json` cannot be understood; the diagnostics say why. */
  readonly case: CaseMetadata | null;
  /** The agreement first, then the readings, then the amendments, each by name. */
  readonly files: readonly SourceFile[];
  /** The record's file, for places in diagnostics. */
  readonly recordFile: string;
  /** The record as lines, for whoever sends it: as they were written, or else as they are printed. */
  readonly recordSource: () => string;
  /** The entries without fault, in record order. */
  readonly entries: readonly Entry[];
  /** The line, or the sequence number, of each of them, counted from 1. */
  readonly lines: readonly number[];
  /** The entries of its record about registers that others publish. */
  readonly registers: readonly LinedRegisterEntry[];
  readonly diagnostics: readonly RecordDiagnostic[];
}

/** A database that keeps the records of cases: one file of SQLite, or a PostgreSQL server. */
export interface RecordStore {
  /** The names of its cases, in the order in which they were founded. */
  readonly cases: () => Promise<readonly string[]>;
  /**
   * Makes room for a case, without entries.
   *
   * @param origin - the name of its log, as its checkpoints write it.
   * @param as - `"arriving"` for one that comes from another store, and is appended to only once it
   *   has arrived.
   * @throws {StoreError} `STORE_CASE_EXISTS`, `STORE_NAME`
   */
  readonly found: (name: string, origin: string, as?: "founded" | "arriving") => Promise<void>;
  /**
   * Reads a case with what one reader may see of it.
   *
   * @throws {StoreError} `STORE_NO_SUCH_CASE`
   */
  readonly record: (name: string, reader: Reader) => Promise<KeptRecord>;
  /**
   * Takes the right to append to a case, which one holder has at a time, for as long as it lives.
   *
   * @throws {StoreError} `STORE_HELD`, with who holds it; `STORE_NO_SUCH_CASE`; `STORE_NOT_DURABLE`
   */
  readonly hold: (name: string) => Promise<Hold>;
  readonly close: () => Promise<void>;
}

/** For whom a record is read. */
export interface Reader {
  /**
   * The compartments whose content may be read; `"every"` is for whoever copies a record as it is
   * kept, enciphered as it is. Content under any other label is not there.
   */
  readonly labels: readonly string[] | "every";
}

/** What everyone may read of an entry: its place in the log. */
export interface KeptLeaf {
  /** Counted from 0. */
  readonly position: number;
  /** What the tree hashes: see `formatLeaf`. */
  readonly leaf: Uint8Array;
}

/** An entry's envelope as it is kept. */
export interface KeptEnvelope {
  readonly position: number;
  /** The compartment whose readers can decipher it; `null` where it is in the clear. */
  readonly label: string | null;
  readonly envelope: Uint8Array;
}

/** A signed head of the log, or one with cosignatures that came later. */
export interface KeptCheckpoint {
  /** Its place among the checkpoints, counted from 0. */
  readonly serial: number;
  /** Entries in the log that it signs. */
  readonly size: number;
  readonly note: Uint8Array;
}

/** A file that belongs to a case: its metadata, a text, an attachment. None replaces another. */
export interface KeptDocument {
  /**
   * Its place among the documents that this reader may see, counted from 0; the last of a name is
   * the one that stands.
   */
  readonly serial: number;
  readonly file: string;
  readonly label: string | null;
  readonly bytes: Uint8Array;
}

/** Who had the case, and when it came or went: nothing is appended to a case that has left. */
export interface Custody {
  readonly serial: number;
  readonly act: "founded" | "arriving" | "arrived" | "left";
  /** Entries at that time. */
  readonly size: number;
}

/** What a key that makes an entry one however often it is sent leaves behind. */
export interface KeptKey {
  /** 32 bytes; see `idempotencyOf`. */
  readonly key: Uint8Array;
  readonly payload: Uint8Array;
  readonly position: number;
}

/** A number that was given in the series of a route. */
export interface KeptNumber {
  /** 32 bytes; see `routeOf`. */
  readonly route: Uint8Array;
  readonly number: number;
  readonly position: number;
}

/** The most rows that one call reads; a longer range is read in parts. */
export const MAX_ROWS = 10_000;

/**
 * The record of one case as it is kept, for one reader. Ranges are of positions, counted from 0,
 * and end where the record ends; what a reader may not see is left out without a trace.
 *
 * Every call throws `StoreError` with `STORE_RANGE` where a range ends before it begins or asks for
 * more than `MAX_ROWS`, and `STORE_UNREADABLE` where the database fails.
 */
export interface KeptRecord {
  readonly name: string;
  readonly origin: string;
  /** Entries in the log, also those whose content this reader may not see. */
  readonly size: () => Promise<number>;
  readonly leaves: (range: LeafRange) => Promise<readonly KeptLeaf[]>;
  readonly envelopes: (range: LeafRange) => Promise<readonly KeptEnvelope[]>;
  /** Hashes of nodes at levels 8, 16 and so on, as far as they are kept: the tops of tiles. */
  readonly tops: (nodes: readonly NodeId[]) => Promise<readonly StoredNode[]>;
  /** By serial. */
  readonly checkpoints: (range: LeafRange) => Promise<readonly KeptCheckpoint[]>;
  readonly newestCheckpoint: () => Promise<KeptCheckpoint | null>;
  /** By serial. */
  readonly documents: (range: LeafRange) => Promise<readonly KeptDocument[]>;
  readonly custody: () => Promise<readonly Custody[]>;
  /** Of the entries in a range. */
  readonly keys: (range: LeafRange) => Promise<readonly KeptKey[]>;
  /** Of the entries in a range. */
  readonly numbers: (range: LeafRange) => Promise<readonly KeptNumber[]>;
  readonly projection: (name: string) => Promise<Projection | null>;
}

/** What was computed from a record and can be computed again: never part of it. */
export interface Projection {
  /** Of what computed it; another version is computed anew. */
  readonly version: number;
  /** How many entries it takes account of. */
  readonly upTo: number;
  readonly rows: readonly ProjectedRow[];
}

/** One row of a projection, by its key. Nothing under a label is ever projected. */
export interface ProjectedRow {
  readonly key: string;
  readonly value: Uint8Array;
}

/** An entry with its place, ready to be kept. */
export interface SequencedEntry {
  readonly position: number;
  readonly leaf: Uint8Array;
  readonly label: string | null;
  readonly envelope: Uint8Array;
  /** Both of 32 bytes. */
  readonly key: Pick<KeptKey, "key" | "payload">;
  readonly number: Pick<KeptNumber, "route" | "number"> | null;
}

/** What is kept in one transaction: all of it, or nothing. */
export interface Batch {
  /** How many entries there must be before. */
  readonly size: number;
  readonly entries: readonly SequencedEntry[];
  /** Tops of tiles that the entries completed. */
  readonly tops: readonly StoredNode[];
  /** Signed heads, of the size after these entries or of an earlier one. */
  readonly checkpoints: readonly Pick<KeptCheckpoint, "size" | "note">[];
  readonly documents: readonly Pick<KeptDocument, "file" | "label" | "bytes">[];
}

/** A batch that keeps nothing yet. */
export const NOTHING: Omit<Batch, "size"> = {
  entries: [],
  tops: [],
  checkpoints: [],
  documents: [],
};

/** The right to append to one case. */
export interface Hold {
  /** The record as the holder sees it: the log, and no content under a label. */
  readonly record: KeptRecord;
  /** The keys among these that an entry has used, with where. */
  readonly keysUsed: (keys: readonly Uint8Array[]) => Promise<readonly KeptKey[]>;
  /** The last number given on a route; 0 where there is none. */
  readonly lastNumber: (route: Uint8Array) => Promise<number>;
  /**
   * Keeps a batch. When this returns, it is durable.
   *
   * @throws {StoreError} `STORE_VERSION_MOVED` where there are other than `batch.size` entries;
   *   `STORE_NOT_COMMITTED` where it is not known whether the batch is kept: the hold is then of no
   *   more use, and whoever takes the next one sees what became of it.
   */
  readonly commit: (batch: Batch) => Promise<void>;
  /** Writes down that a case came or went. Throws as `commit` does. */
  readonly handOver: (act: Exclude<Custody["act"], "founded">, size: number) => Promise<void>;
  /** Puts rows of a projection in place of those with the same keys, and says how far it goes. */
  readonly project: (name: string, projection: Projection) => Promise<void>;
  /** Drops a projection; it can be computed again. */
  readonly dropProjection: (name: string) => Promise<void>;
  /** Drops the tops of tiles; they can be computed again. */
  readonly dropTops: () => Promise<void>;
  /** Gives the right back; doing so twice is harmless. */
  readonly release: () => Promise<void>;
}
