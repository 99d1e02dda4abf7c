import { cosigner, noteSigner, noteVerifier } from "../../src/log/cosignature.ts";
import { sha256 } from "../../src/log/hash.ts";
import { type HeldKey, type NoteKeyType, noteKey } from "../../src/log/note-key.ts";
import type { VerifyEd25519 } from "../../src/log/signing.ts";
import { nodeEd25519, nodeSigner } from "../../src/node-crypto.ts";

/** The strict rule, as the server runs it. */
export const verify: VerifyEd25519 = nodeEd25519;

/** The seed of a key of this name: always the same, so that nothing here is random. */
export function seedOf(name: string): Uint8Array {
  return sha256(new TextEncoder().encode(`seed of ${name}`));
}

/** A key with its holder. */
export function held(name: string, type: NoteKeyType): HeldKey {
  const holder = nodeSigner(name, seedOf(`${name} ${type}`));
  return { key: noteKey(name, type, holder.publicKey), holder };
}

/** A log: what signs for it, and what checks that it did. */
export function logKey(origin: string) {
  const own = held(origin, "ed25519");
  return { ...own, signer: noteSigner(own), verifier: noteVerifier(own.key, verify) };
}

/** A witness: what cosigns for it at a time, and what checks that it did. */
export function witnessKey(name: string) {
  const own = held(name, "cosignature");
  return {
    ...own,
    at: (seconds: number) => cosigner(own, seconds),
    verifier: noteVerifier(own.key, verify),
  };
}
