import type { Instant } from "@proviso/core";

/** An entry as its author sends it. */
export interface SentEntry {
  /** A signed envelope (DSSE), byte for byte. */
  readonly envelope: Uint8Array;
  /** The compartment for whose readers alone it is; `null` for everyone. */
  readonly label: string | null;
  /**
   * How many entries the author decided on: it is refused where there are others by now. `null`
   * where it holds whatever else is in the record.
   */
  readonly expected: number | null;
}

/** Where an entry would stand. */
export interface Placing {
  /** Counted from 0. */
  readonly position: number;
  /** By the log's clock. */
  readonly received: Instant;
}

/** What a check found out about a submission, with what is to be kept of it. */
export interface CheckedEntry<Facts> {
  /** One entry however often it is sent: its key, within the device that signed it. */
  readonly key: string;
  /** SHA-256 of what was signed, 32 bytes. */
  readonly payload: Uint8Array;
  readonly series: { readonly route: string; readonly number: number } | null;
  /** The envelope; enciphered where there is a label. */
  readonly kept: Uint8Array;
  /** What its leaf says of it, 32 bytes: SHA-256, salted where there is a label. */
  readonly digest: Uint8Array;
  /** Whatever else `admit` judges by. */
  readonly facts: Facts;
}

/** What an entry leaves behind that may stand at its place. */
export interface Admitted<State> {
  readonly state: State;
  /**
   * Takes back what it added to what the states share: it is refused after all, with its group.
   * Those of a group are undone from the last to the first.
   */
  readonly undo: () => void;
}

/**
 * What decides which entries come in. The costly part, `check`, runs for many at a time and in no
 * order; `admit` runs in record order and at once.
 *
 * @typeParam State - what is judged by and grows with the record: keys, compartments.
 */
export interface EntryGate<State, Facts> {
  /**
   * Verifies signatures, and enciphers what has a label. Whatever it throws is passed on to the
   * author as it is.
   *
   * @param state - after the entries that were kept when the submission came, or later.
   * @param placing - its time, and the earliest place at which it would stand.
   */
  readonly check: (
    submission: SentEntry,
    state: State,
    placing: Placing,
  ) => Promise<CheckedEntry<Facts>>;
  /** Whether what was checked by the one state need not be checked again by the other. */
  readonly isAlike: (checkedBy: State, state: State) => boolean;
  /** Judges it at its place, by a state like the one that it was checked by; throws to refuse it. */
  readonly admit: (state: State, checked: CheckedEntry<Facts>, placing: Placing) => Admitted<State>;
}
