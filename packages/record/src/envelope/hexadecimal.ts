/** The bytes of a key, a hash or a salt from its hexadecimal digits, which are known to be some. */
export function fromHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length >> 1);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] =
      (nibbleOf(digits.charCodeAt(2 * at)) << 4) | nibbleOf(digits.charCodeAt(2 * at + 1));
  }
  return bytes;
}

/** The value of a digit by its code: a letter's low bits count from 1. */
function nibbleOf(code: number): number {
  return code > 57 ? (code & 7) + 9 : code & 15;
}
