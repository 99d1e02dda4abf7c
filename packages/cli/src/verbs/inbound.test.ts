import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { call } from "../../testing/proviso.ts";

const CUBA = fileURLToPath(new URL("../../../../cases/cuba-1962", import.meta.url));
const at = (moment: string) => ["--as-of", moment, "--known-at", moment] as const;

describe("inbound", () => {
  test("says which ships wait, for how long, and on which entries that rests", async () => {
    const { code, out } = await call("inbound", CUBA, ...at("1962-11-01"));
    expect(code).toBe(0);
    expect(out).toMatch(/16 ships waiting, the longest for 8 days/);
    expect(out).toMatch(/marucla +inspected +5 days +notified 26 Oct 1962, 12:00 \(O-0030\)/);
    expect(out).toContain("Nothing is decided");
  });

  test("says nothing of inspections of what the texts declare: a measure, an item", async () => {
    const { out } = await call("inbound", CUBA, ...at("1962-11-30"));
    expect(out).not.toMatch(/^ {2}(quarantine|missiles) /m);
  });

  test("in JSON has the documented shape", async () => {
    const { out } = await call("inbound", CUBA, "--json", ...at("1962-11-01"));
    const { inbound } = JSON.parse(out);
    expect(Object.keys(inbound)).toEqual([
      "asOf",
      "partial",
      "queue",
      "decided",
      "longestWaitMs",
      "medianWaitMs",
    ]);
    expect(Object.keys(inbound.queue[0])).toEqual([
      "ship",
      "standing",
      "steps",
      "waitsMs",
      "waitsAtMost",
      "delays",
      "uninspected",
      "decidedTwice",
    ]);
  });

  test("of a case that is not there is a wrong call", async () => {
    expect((await call("inbound", "nowhere")).code).toBe(2);
  });
});
