import { encodeText, joinBytes, type Sha256 } from "../log/index.ts";

/**
 * What is kept of an idempotency key and of what was signed under it: enough to know both again,
 * and too little to guess at. A bare digest of the payload would tell whoever holds the database
 * that they guessed the content of a labelled entry right; this one cannot be tried without the
 * key, which its author draws at random and which stands nowhere but inside the envelope.
 */
export function idempotencyOf(
  key: string,
  payload: Uint8Array,
  hash: Sha256,
): { readonly key: Uint8Array; readonly payload: Uint8Array } {
  const written = encodeText(key);
  return {
    key: hash(joinBytes(encodeText("proviso/key\n"), written)),
    payload: hash(joinBytes(encodeText("proviso/payload\n"), payload, written)),
  };
}

/**
 * What is kept of a route: each compartment counts its own, so that a gap in one that everyone sees
 * never tells of an entry that they may not see.
 */
export function routeOf(label: string | null, route: string, hash: Sha256): Uint8Array {
  return hash(encodeText(`proviso/route\n${JSON.stringify([label, route])}`));
}
