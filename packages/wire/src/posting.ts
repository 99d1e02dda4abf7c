/** Signed entries: what `POST …/record/entries` takes. */
export interface EntriesBody {
  readonly v: 1;
  readonly entries: readonly {
    /** Base 64. */
    readonly envelope: string;
    readonly label?: string | null;
    readonly expected?: number | null;
  }[];
}

/** Where an entry stands that was taken. */
export interface EntryReceipt {
  readonly index: number;
  /** RFC 3339, by the log's clock. */
  readonly received: string;
  /** Base 64: what the log's tree hashes. */
  readonly leaf: string;
  /** It had been kept before, and has not been kept again. */
  readonly repeated: boolean;
}

/** That everything of a request was kept, and the checkpoint that holds it. */
export interface ReceiptsAnswer {
  readonly v: 1;
  readonly receipts: readonly EntryReceipt[];
  /** A signed note (C2SP tlog-checkpoint); `null` where the log has signed none over it yet. */
  readonly checkpoint: { readonly size: number; readonly note: string } | null;
}
