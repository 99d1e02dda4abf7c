import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { toHex } from "./bytes.ts";
import { LogError } from "./log-error.ts";

/**
 * SHA-256 of a message, 32 bytes. Everything here takes it as an argument, because a server has a
 * faster one than the default, which runs anywhere.
 */
export type Sha256 = (message: Uint8Array) => Uint8Array;

/** SHA-256 in plain JavaScript, for a browser and for whoever passes no other. */
export const sha256: Sha256 = (message) => nobleSha256(message);

/** Bytes in a hash. */
export const HASH_BYTES = 32;

/** The root of a tree without leaves: the hash of the empty string (RFC 6962 §2.1). */
export function emptyRoot(hash: Sha256 = sha256): Uint8Array {
  return hash(new Uint8Array(0));
}

/**
 * The hash of an entry as a leaf: SHA-256(0x00 || entry).
 *
 * @see RFC 6962 §2.1 - the prefix keeps a leaf from being passed off as a node.
 */
export function leafHash(entry: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const message = new Uint8Array(entry.length + 1);
  message.set(entry, 1);
  return hash(message);
}

/** The hash of a node from those of its children: SHA-256(0x01 || left || right), RFC 6962 §2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const message = new Uint8Array(1 + left.length + right.length);
  message[0] = 1;
  message.set(left, 1);
  message.set(right, 1 + left.length);
  return hash(message);
}

/**
 * Passes on what has the length of a hash. Nodes of other lengths would let one message be read as
 * two different pairs of children.
 *
 * @throws {LogError} `hash-malformed`
 */
export function requireHash(bytes: Uint8Array): Uint8Array {
  if (bytes.length === HASH_BYTES) return bytes;
  throw new LogError(
    "hash-malformed",
    `A hash has ${HASH_BYTES} bytes; this one has ${bytes.length} (${toHex(bytes.slice(0, 8))}…).`,
    "Take the hash as it was published; it may have been cut or joined to another.",
  );
}
