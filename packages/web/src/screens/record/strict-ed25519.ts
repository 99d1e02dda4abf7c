import { type Ed25519, nobleEd25519, webCryptoEd25519 } from "@proviso/record/envelope";

let chosen: Promise<Ed25519> | null = null;

/**
 * Ed25519 by the record's one strict rule: with this browser's own library where it has one, and
 * else in plain JavaScript, which takes about ten times as long and says the same.
 */
export function strictEd25519(): Promise<Ed25519> {
  chosen ??= choose();
  return chosen;
}

async function choose(): Promise<Ed25519> {
  // A page that did not come over a secure connection has no such library at all.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (subtle === undefined) return nobleEd25519;
  try {
    // The base point of the curve: bytes that are a key wherever there are keys.
    const base = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 0x58 : 0x66));
    await subtle.importKey("raw", base, "Ed25519", false, ["verify"]);
  } catch {
    return nobleEd25519;
  }
  return webCryptoEd25519<CryptoKey>(subtle);
}
