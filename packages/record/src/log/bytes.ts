import { LogError } from "./log-error.ts";

/** Whether two byte strings are the same. Not in constant time: nothing here is secret. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

/** Puts byte strings one after the other. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lowercase hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += PAIRS[byte];
  return text;
}

// Making one costs more than most texts take to be read or written with it.
const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Writes text as UTF-8.
 *
 * @throws {LogError} `not-utf8` where the text holds half of a surrogate pair, which UTF-8 cannot
 * say: an encoder would put U+FFFD there and sign what nobody wrote.
 */
export function encodeText(text: string): Uint8Array {
  if (!text.isWellFormed()) throw notUtf8();
  return ENCODER.encode(text);
}

/**
 * Reads UTF-8 to the letter: a byte order mark stays, a malformed sequence is refused.
 *
 * @throws {LogError} `not-utf8`
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return DECODER.decode(bytes);
  } catch (cause) {
    throw notUtf8({ cause });
  }
}

function notUtf8(options?: ErrorOptions): LogError {
  return new LogError(
    "not-utf8",
    "These bytes are not UTF-8.",
    "Take the bytes as they were published, without changing their encoding.",
    options,
  );
}
