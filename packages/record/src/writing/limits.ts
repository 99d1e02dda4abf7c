/** How much a sequencer takes at a time. */
export interface SequencerLimits {
  /** The most submissions that wait; one more is sent away. */
  readonly waiting: number;
  /** The most bytes of envelopes that wait. */
  readonly waitingBytes: number;
  /** The most entries in one transaction. */
  readonly batch: number;
  /** The most bytes of one envelope, as it is sent and as it is kept. */
  readonly envelopeBytes: number;
}

/** What a sequencer takes where nothing else is said. */
export const DEFAULT_LIMITS: SequencerLimits = {
  waiting: 10_000,
  waitingBytes: 64 * 1024 * 1024,
  batch: 500,
  envelopeBytes: 256 * 1024,
};
