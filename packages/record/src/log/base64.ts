import { LogError } from "./log-error.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** The six bits of each character by its code; 64 for what is no letter of the alphabet. */
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = ALPHABET.indexOf(String.fromCharCode(code));
  return value === -1 ? 64 : value;
});

/** Standard Base 64 with padding, RFC 4648 §4. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET[group >> 18];
    text += ALPHABET[(group >> 12) & 63];
    text += left > 1 ? ALPHABET[(group >> 6) & 63] : "=";
    text += left > 2 ? ALPHABET[group & 63] : "=";
  }
  return text;
}

/**
 * Reads standard Base 64, RFC 4648 §4, in its one canonical form: with padding, without line breaks,
 * and with unused bits zero (§3.5). One byte string then has one spelling, so that two copies of a
 * note differ where, and only where, they say different things.
 *
 * @throws {LogError} `base64-malformed`
 */
export function fromBase64(text: string): Uint8Array {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  if (text.length % 4 !== 0) throw malformed();
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let pending = 0;
  let at = 0;
  for (let place = 0; place < text.length - padding; place += 1) {
    const value = VALUES[text.charCodeAt(place)] ?? 64;
    if (value === 64) throw malformed();
    bits = ((bits << 6) | value) & 0xffff;
    pending += 6;
    if (pending < 8) continue;
    pending -= 8;
    bytes[at] = (bits >> pending) & 0xff;
    at += 1;
  }
  if ((bits & ((1 << pending) - 1)) !== 0) throw malformed();
  return bytes;
}

function malformed(): LogError {
  return new LogError(
    "base64-malformed",
    "This is not standard Base 64 in its canonical form.",
    "Copy the line as it was published: letters, digits, + and /, padded with = to fours.",
  );
}
