import type { Statement } from "./statement.ts";

/**
 * Under what an entry is looked up before it is appended. A key counts within its device, so that
 * nobody uses up the keys of others.
 */
export function idempotencyScope({ device, key }: Pick<Statement, "device" | "key">): string {
  return JSON.stringify([device, key]);
}
