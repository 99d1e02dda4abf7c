import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { signaturesOn } from "./corpus.ts";

interface Prepared {
  readonly key: KeyObject;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * How long it takes to do nothing but verify the signatures on envelopes, in seconds: by the
 * runtime's own library, keys imported and messages made before the clock starts.
 *
 * @param on - `"one-core"`: one after the other on this thread. `"every-core"`: all at once on the
 *   runtime's thread pool, as many at a time as it has threads.
 */
export async function verifyBare(
  envelopes: readonly Uint8Array[],
  on: "one-core" | "every-core",
): Promise<number> {
  const prepared = envelopes.flatMap((envelope) => signaturesOn(envelope)).map(prepare);
  const begun = performance.now();
  if (on === "one-core") {
    for (const { key, message, signature } of prepared) {
      if (!verify(null, message, key, signature)) throw badSignature();
    }
  } else {
    await Promise.all(prepared.map(verifyOnPool));
  }
  return (performance.now() - begun) / 1_000;
}

const keys = new Map<string, KeyObject>();

function prepare({ publicKey, message, signature }: ReturnType<typeof signaturesOn>[number]) {
  const x = Buffer.from(publicKey).toString("base64url");
  const key =
    keys.get(x) ?? createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  keys.set(x, key);
  return { key, message, signature } satisfies Prepared;
}

function verifyOnPool({ key, message, signature }: Prepared): Promise<void> {
  return new Promise((resolve, reject) => {
    verify(null, message, key, signature, (fault, isValid) => {
      if (fault === null && isValid) resolve();
      else reject(fault ?? badSignature());
    });
  });
}

function badSignature(): Error {
  return new Error("A signature of the bench does not hold.");
}

/**
 * What two stages allow together when every entry passes both: 1 / (1/a + 1/b), in entries a
 * second.
 */
export function together(a: number, b: number): number {
  return 1 / (1 / a + 1 / b);
}
