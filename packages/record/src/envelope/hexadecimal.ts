/** The bytes of a key, a hash or a salt from its hexadecimal digits, which are known to be some. */
export function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
