import type { EnrolledKey } from "@proviso/record/envelope";

/** What a record is, as its server tells it; nothing in it is to be believed before it is checked. */
export interface RecordSummary {
  readonly v: 1;
  readonly case: string;
  readonly origin: string;
  /** Entries. */
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
  /** The log's verifier key, as its founding entry names it. */
  readonly logKey: string;
  readonly reconstructed: boolean;
  /** The newest that the log signed; `null` where there is none yet. */
  readonly checkpoint: { readonly serial: number; readonly size: number } | null;
}

/** A checkpoint that the log has signed. */
export interface ServedCheckpoint {
  readonly serial: number;
  readonly size: number;
  /** A signed note (C2SP tlog-checkpoint). */
  readonly note: string;
}

/** A part of the checkpoints, the oldest first; `next` is `null` on the last page. */
export interface CheckpointsPage {
  readonly checkpoints: readonly ServedCheckpoint[];
  readonly next: string | null;
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
    /** RFC 3339. */
    readonly known: string;
    readonly payload: string;
  } | null;
}

/** A part of the log; `next` is `null` on the last page. */
export interface EntriesPage {
  readonly size: number;
  readonly entries: readonly ServedEntry[];
  readonly next: string | null;
}

/** All keys that there ever were, and the log. */
export interface KeysAnswer {
  readonly log: { readonly origin: string; readonly key: string } | null;
  /** `expires` is RFC 3339. */
  readonly keys: readonly (Omit<EnrolledKey, "expires"> & { readonly expires: string | null })[];
}
