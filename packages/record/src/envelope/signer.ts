/** A key that can sign: on a server, a tablet or a token. */
export interface Signer {
  /** The key's name on the record. */
  readonly name: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Signs a message with Ed25519; 64 bytes. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}
