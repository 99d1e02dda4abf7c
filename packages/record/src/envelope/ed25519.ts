import type { Brand } from "@proviso/core";
import { fromHex } from "./hexadecimal.ts";

/** A message with a signature over it, and the key that is said to have made it. */
export interface SignedMessage {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  /** 64 bytes: R, then S. */
  readonly signature: Uint8Array;
}

/** What a library says of a signature. It may take its time: browsers do. */
export type Ed25519Library = (signed: SignedMessage) => boolean | Promise<boolean>;

/**
 * Verifies an Ed25519 signature by the one rule of this record, whatever library stands behind it.
 * Only `strictly` makes one, so that no library is ever asked without the rule.
 */
export type Ed25519 = Brand<(signed: SignedMessage) => Promise<boolean>, "Ed25519">;

/** What is wrong with the bytes of a key or a signature, before any arithmetic. */
export type EncodingFault =
  | "key-length"
  | "key-not-canonical"
  | "key-low-order"
  | "signature-length"
  | "r-not-canonical"
  | "r-low-order"
  | "s-not-reduced";

/**
 * Puts the rule before a library.
 *
 * "Valid Ed25519" is not one thing: libraries differ on encodings beyond the prime, on points of
 * small order and on whether the cofactor is multiplied out, so that a signature could be crafted
 * that the server takes and a browser refuses (ADR 0034). The rule is RFC 8032 §5.1.7, strict: A, R
 * and S canonically encoded, A and R of no small order, and [S]B = R + [k]A without the cofactor,
 * which every library behind it must test by recomputing R.
 */
export function strictly(library: Ed25519Library): Ed25519 {
  return (async (signed: SignedMessage) =>
    encodingFault(signed.publicKey, signed.signature) === null &&
    (await library(signed))) as Ed25519;
}

/** Names what is wrong with the bytes of a key or of a signature, or gives `null`. */
export function encodingFault(publicKey: Uint8Array, signature: Uint8Array): EncodingFault | null {
  return keyFault(publicKey) ?? signatureFault(signature);
}

/** Names what is wrong with the bytes of a signature, or gives `null`. */
export function signatureFault(signature: Uint8Array): EncodingFault | null {
  if (signature.length !== 64) return "signature-length";
  const r = signature.subarray(0, 32);
  if (!isBelow(r, PRIME, WITHOUT_SIGN)) return "r-not-canonical";
  if (isLowOrder(r)) return "r-low-order";
  return isBelow(signature.subarray(32), ORDER, WHOLE) ? null : "s-not-reduced";
}

/** Names what is wrong with the bytes of a public key, or gives `null`. */
export function keyFault(publicKey: Uint8Array): EncodingFault | null {
  if (publicKey.length !== 32) return "key-length";
  if (!isBelow(publicKey, PRIME, WITHOUT_SIGN)) return "key-not-canonical";
  return isLowOrder(publicKey) ? "key-low-order" : null;
}

/** p = 2^255 - 19, little-endian. */
const PRIME = fromHex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

/** L = 2^252 + 27742317777372353535851937790883648493, little-endian. */
const ORDER = fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

/**
 * The y of the eight points of small order: 1, -1, 0, and the two of order 8. Each stands for both
 * signs of x; where x is 0 the other sign is no canonical encoding, and is refused alike.
 */
const LOW_ORDER_Y = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
].map(fromHex);

/** What counts of the last byte: of a point all but its highest bit, the sign of x. */
const WITHOUT_SIGN = 0x7f;
const WHOLE = 0xff;

function isLowOrder(point: Uint8Array): boolean {
  return LOW_ORDER_Y.some((low) =>
    low.every((byte, at) => byte === byteOf(point, at, WITHOUT_SIGN)),
  );
}

/** Whether a little-endian number of 32 bytes is below a bound. */
function isBelow(value: Uint8Array, bound: Uint8Array, last: number): boolean {
  for (let at = 31; at >= 0; at -= 1) {
    const difference = byteOf(value, at, last) - (bound[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function byteOf(bytes: Uint8Array, at: number, last: number): number {
  const byte = bytes[at] ?? 0;
  return at === 31 ? byte & last : byte;
}
