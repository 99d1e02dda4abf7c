import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { joinBytes, sameBytes } from "../log/index.ts";
import { type Ed25519, keyFault, type SignedMessage, strictly } from "./ed25519.ts";
import type { Signer } from "./signer.ts";

/**
 * Ed25519 in plain JavaScript, for wherever there is nothing faster.
 *
 * The library's own `verify` multiplies the cofactor out, and would take signatures by keys of
 * mixed order that OpenSSL and browsers refuse; the equation is therefore written out here.
 */
export const nobleEd25519: Ed25519 = strictly(recomputesR);

/** A signer from the 32 bytes of a secret key. */
export function signerFromSeed(name: string, seed: Uint8Array): Signer {
  return {
    name,
    publicKey: ed25519.getPublicKey(seed),
    sign: async (message) => ed25519.sign(message, seed),
  };
}

/**
 * Whether a public key is a point of the prime-order group, canonically written. Keys are held to
 * it when they are enrolled: one of mixed order would make signatures that other verifiers, which
 * follow other readings of the standard, judge differently.
 */
export function isSoundKey(publicKey: Uint8Array): boolean {
  if (keyFault(publicKey) !== null) return false;
  try {
    return ed25519.Point.fromBytes(publicKey, false).isTorsionFree();
  } catch {
    return false;
  }
}

/** RFC 8032 §5.1.7 without the cofactor: R must be the encoding of [S]B - [k]A. */
function recomputesR({ publicKey, message, signature }: SignedMessage): boolean {
  const { Point } = ed25519;
  const r = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  const k = littleEndian(sha512(joinBytes(r, publicKey, message))) % Point.Fn.ORDER;
  try {
    const key = Point.fromBytes(publicKey, false);
    return sameBytes(Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(k)).toBytes(), r);
  } catch {
    // The bytes are the encoding of no point.
    return false;
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let at = bytes.length - 1; at >= 0; at -= 1) value = (value << 8n) | BigInt(bytes[at] ?? 0);
  return value;
}
