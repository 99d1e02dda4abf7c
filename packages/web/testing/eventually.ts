import { expect } from "vitest";

/** How long a busy machine may take to draw what was asked for. */
const PATIENCE_MS = 20_000;

/** Expects something of a page that comes true a little later than it was asked for. */
export function eventually<Value>(read: () => Promise<Value>) {
  return expect.poll(read, { timeout: PATIENCE_MS });
}
