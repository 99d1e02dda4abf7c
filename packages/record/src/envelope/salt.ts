/** Bytes of a salt. */
export const SALT_BYTES = 32;

/**
 * Whether bytes may be a salt: 32 of them, and not from a source that stands still. That they are
 * random cannot be seen from them; that they are not, sometimes can.
 */
export function isSalt(bytes: Uint8Array): boolean {
  // Of 32 random bytes fewer than 8 are different once in about 10^43 times.
  return bytes.length === SALT_BYTES && new Set(bytes).size >= 8;
}
