import { type Checked, reject } from "./rejection.ts";
import type { Statement } from "./statement.ts";

/** A payload that the log holds under an idempotency key. */
export interface KeptPayload {
  /** SHA-256 of the payload, 64 hexadecimal digits. */
  readonly digest: string;
  readonly position: number;
}

/** Whether an entry is to be appended, or has been: then where. */
export type Submission =
  | { readonly kind: "new" }
  | { readonly kind: "again"; readonly position: number };

/**
 * Under what an entry is looked up before it is appended. A key counts within its device, so that
 * nobody uses up the keys of others.
 */
export function idempotencyScope({ device, key }: Pick<Statement, "device" | "key">): string {
  return JSON.stringify([device, key]);
}

/**
 * Tells an entry that is sent again from a new one. It is known by the digest of its payload, never
 * by that of its envelope: signing again gives other bytes and says nothing new.
 *
 * @param kept - what the log holds in the same scope, or `null`.
 */
export function judgeSubmission(
  digest: string,
  kept: KeptPayload | null,
): Checked<{ readonly submission: Submission }> {
  if (kept === null) return { ok: true, submission: { kind: "new" } };
  if (kept.digest === digest) {
    return { ok: true, submission: { kind: "again", position: kept.position } };
  }
  const message = `Entry ${kept.position} has this idempotency key and says something else.`;
  return reject("key-reused", message);
}
