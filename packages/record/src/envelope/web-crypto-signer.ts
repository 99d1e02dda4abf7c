import type { Signer } from "./signer.ts";

/** What is needed of a browser's `crypto.subtle` to sign. */
export interface SigningCrypto<Key> {
  readonly sign: (
    algorithm: "Ed25519",
    key: Key,
    message: Uint8Array<ArrayBuffer>,
  ) => Promise<ArrayBuffer>;
}

/**
 * A signer whose secret key a browser keeps: it is used where it is, and never read.
 *
 * @param name - the key's name on the record.
 * @param publicKey - 32 bytes.
 * @param key - the secret key, for signing alone, which need not be extractable.
 */
export function webCryptoSigner<Key>(
  subtle: SigningCrypto<Key>,
  name: string,
  publicKey: Uint8Array,
  key: Key,
): Signer {
  return {
    name,
    publicKey,
    sign: async (message) =>
      new Uint8Array(await subtle.sign("Ed25519", key, new Uint8Array(message))),
  };
}
