import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from "node:crypto";
import { type Ed25519, type Signer, strictly } from "./envelope/index.ts";
import type { Sha256 } from "./log/index.ts";

/** SHA-256 by the runtime's own library. */
export const nodeHash: Sha256 = (message) => new Uint8Array(hash("sha256", message, "buffer"));

/** How a public and a secret key of 32 bytes begin in DER (RFC 8410). */
const PUBLIC_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const SECRET_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/** Keys that have been imported, by their bytes as text; importing costs a tenth of a check. */
const imported = new Map<string, KeyObject>();
const MOST_IMPORTED = 1000;

/** Ed25519 by the runtime's own library, on its thread pool, so that checks run side by side. */
export const nodeEd25519: Ed25519 = strictly(({ publicKey, message, signature }) => {
  const key = importedKey(publicKey);
  return new Promise((resolve, reject) => {
    verify(null, message, key, signature, (error, isValid) => {
      if (error === null) resolve(isValid);
      else reject(error);
    });
  });
});

/** A signer from the 32 bytes of a secret key. */
export function nodeSigner(name: string, seed: Uint8Array): Signer {
  const key = createPrivateKey({
    key: Buffer.concat([SECRET_PREFIX, seed]),
    format: "der",
    type: "pkcs8",
  });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    name,
    publicKey: new Uint8Array(spki.subarray(PUBLIC_PREFIX.length)),
    sign: async (message) => new Uint8Array(sign(null, message, key)),
  };
}

function importedKey(publicKey: Uint8Array): KeyObject {
  const { buffer, byteOffset, byteLength } = publicKey;
  const bytes = Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
  const known = imported.get(bytes);
  if (known !== undefined) return known;
  const key = createPublicKey({
    key: Buffer.concat([PUBLIC_PREFIX, publicKey]),
    format: "der",
    type: "spki",
  });
  if (imported.size >= MOST_IMPORTED) imported.clear();
  imported.set(bytes, key);
  return key;
}
