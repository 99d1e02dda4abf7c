import type { Instant } from "@proviso/core";
import type { Sha256 } from "../log/index.ts";
import type { KeptDocument, KeptRecord } from "../store.ts";
import type { Gate, Submission } from "./gate.ts";
import type { SequencerLimits } from "./limits.ts";

/** How far a log has come. */
export interface Head {
  /** Entries. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** What an author is told once their entry is durable. */
export interface Receipt {
  /** Counted from 0. */
  readonly position: number;
  /** It had been kept before, and has not been kept again. */
  readonly isRepeat: boolean;
  /** A head of the log that holds the entry. */
  readonly head: Head;
}

/** What a sequencer works with. */
export interface SequencerOptions<State, Facts> {
  readonly gate: Gate<State, Facts>;
  /** The log's clock. Order never comes from it. */
  readonly now: () => Instant;
  readonly hash: Sha256;
  /** Signs a head as a checkpoint, or `null`: then none are kept. */
  readonly sign: ((head: Head) => Promise<Uint8Array>) | null;
  /**
   * The newest head that somebody outside has seen, or `null`: a record that does not hold it is an
   * old copy or another one, and nothing is appended to it.
   */
  readonly seen: Head | null;
  readonly limits?: Partial<SequencerLimits>;
}

/**
 * The one place where a case's entries get their order. Submissions are checked side by side; those
 * that are ready go into one transaction together, in the order in which they came; each author is
 * told when it is durable, and followers after that.
 */
export interface Sequencer {
  readonly record: KeptRecord;
  readonly head: () => Head;
  /**
   * Appends an entry. When this returns, the entry is durable.
   *
   * @throws {StoreError} `STORE_TOO_LARGE`, `STORE_BUSY`, `STORE_VERSION_MOVED`, `STORE_KEY_REUSED`,
   *   `STORE_SERIES_NUMBER`, `STORE_NOT_COMMITTED`, `STORE_STOPPED`; and whatever the gate throws.
   */
  readonly append: (submission: Submission) => Promise<Receipt>;
  /** Keeps files of the case: its metadata, texts, attachments. Throws as `append` does. */
  readonly attach: (
    documents: readonly Pick<KeptDocument, "file" | "label" | "bytes">[],
  ) => Promise<void>;
  /** Keeps a checkpoint with signatures that came later, of witnesses. Throws as `append` does. */
  readonly countersign: (size: number, note: Uint8Array) => Promise<void>;
  /** Each new head from now on; who is slow sees the newest only. */
  readonly follow: (signal?: AbortSignal) => AsyncIterable<Head>;
  /** Finishes what has been submitted, and gives back the right to append. */
  readonly close: () => Promise<void>;
}
