/**
 * Whether an Ed25519 signature is valid (RFC 8032). The libraries disagree on which crooked
 * signatures are, so that this folder brings none: whoever calls it passes the one strict rule that
 * server, browser and command line share (`envelope`). `false` for whatever is not a valid
 * signature, also where a length is wrong.
 */
export type VerifyEd25519 = (signed: {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}) => boolean | Promise<boolean>;

/** Whoever holds a secret key, on a server, a tablet or a token, and signs with it. */
export interface KeyHolder {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Signs with Ed25519; 64 bytes. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}

/** Bytes in a public key, and in the seed that is its secret half. */
export const KEY_BYTES = 32;

/** Bytes in a signature. */
export const SIGNATURE_BYTES = 64;
