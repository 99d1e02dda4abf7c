import { StoreError } from "../store/store-error.ts";

/** How much a writer takes at a time. */
export interface WriterLimits {
  /** The most entries that wait; what comes while as many do is sent away. */
  readonly waiting: number;
  /** The most bytes of envelopes and files that wait. */
  readonly waitingBytes: number;
  /** The most entries in one transaction, unless a single group has more. */
  readonly batch: number;
  /** The most bytes of one envelope, as it is sent and as it is kept. */
  readonly envelopeBytes: number;
}

/** What a writer takes where nothing else is said. */
export const DEFAULT_LIMITS: WriterLimits = {
  waiting: 10_000,
  waitingBytes: 64 * 1024 * 1024,
  batch: 500,
  envelopeBytes: 256 * 1024,
};

/** What is thrown where too much waits already. */
export function busy(): StoreError {
  return new StoreError(
    "STORE_BUSY",
    "Too much is waiting to be appended.",
    "Wait a moment, then send it again as it is.",
  );
}

/**
 * Checks the size of an envelope.
 *
 * @throws {StoreError} `STORE_TOO_LARGE`
 */
export function requireSize({ length }: Uint8Array, { envelopeBytes }: WriterLimits): void {
  if (length <= envelopeBytes) return;
  throw new StoreError(
    "STORE_TOO_LARGE",
    `The envelope has ${length} bytes, of at most ${envelopeBytes}.`,
    "Put long matter into an attachment, and cite it by its SHA-256.",
  );
}
