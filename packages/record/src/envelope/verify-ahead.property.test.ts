import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_RING, type KeyRing } from "./keyring.ts";
import { reject } from "./rejection.ts";
import type { Verification } from "./verify.ts";
import { verifiedAhead } from "./verify-ahead.ts";

/** An entry of which only this matters: whether it changes the keys, and whether it is read. */
interface Item {
  readonly position: number;
  readonly kind: "other" | "key" | "under-a-label";
}

const kinds = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.constant("other" as const) },
    { weight: 1, arbitrary: fc.constant("key" as const) },
    { weight: 1, arbitrary: fc.constant("under-a-label" as const) },
  ),
  { maxLength: 400, size: "max" },
);
const sizes = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 5 });

/** Says by which keys it was asked. */
async function sayRing(ring: KeyRing): Promise<Verification> {
  return reject("signature-bad", String(ring.keys.length));
}

function ringOf(generation: number): KeyRing {
  return { ...EMPTY_RING, keys: Array.from({ length: generation }, () => null as never) };
}

async function* inParts(items: readonly Item[], lengths: readonly number[]) {
  let at = 0;
  for (let part = 0; at < items.length; part += 1) {
    const length = (lengths[part % lengths.length] ?? 0) + (part % lengths.length === 0 ? 1 : 0);
    yield items.slice(at, at + length);
    at += length;
  }
}

describe("entries that are verified side by side", () => {
  test("come in order, each judged by the keys that those before it leave behind", async () => {
    await fc.assert(
      fc.asyncProperty(kinds, sizes, async (wanted, lengths) => {
        const items = wanted.map((kind, position): Item => ({ position, kind }));
        let ring = ringOf(0);
        let asked = 0;
        const verify = ({ kind }: Item, by: KeyRing) => {
          asked += 1;
          return kind === "under-a-label" ? null : sayRing(by);
        };
        const told: string[] = [];
        const expected: string[] = [];
        for await (const { item, verified } of verifiedAhead(inParts(items, lengths), {
          verify,
          ring: () => ring,
        })) {
          const by = verified === null || verified.ok ? "closed" : verified.rejection.message;
          told.push(`${item.position} by ${by}`);
          const now = item.kind === "under-a-label" ? "closed" : sayKeys(ring);
          expected.push(`${expected.length} by ${now}`);
          if (item.kind === "key") ring = ringOf(ring.keys.length + 1);
        }
        expect(told).toEqual(expected);
        expect(told).toHaveLength(items.length);
        // However often keys change, it stays within a few times the work of one after the other.
        const changes = wanted.filter((kind) => kind === "key").length;
        expect(asked).toBeLessThanOrEqual(3 * items.length + 16 * (changes + 1));
      }),
    );
  });

  test("pass on where the library fails, at the entry at which it does", async () => {
    const items = ["other", "other", "other"].map((_, position): Item => {
      return { position, kind: "other" };
    });
    const seen: number[] = [];
    const verify = async ({ position }: Item, by: KeyRing) => {
      if (position === 1) throw new Error("The library fails.");
      return sayRing(by);
    };
    const read = async () => {
      const options = { verify, ring: () => EMPTY_RING };
      for await (const { item } of verifiedAhead(inParts(items, [3]), options)) {
        seen.push(item.position);
      }
    };
    await expect(read()).rejects.toThrow("The library fails.");
    expect(seen).toEqual([0]);
  });
});

function sayKeys({ keys }: KeyRing): string {
  const said = reject("signature-bad", String(keys.length));
  return said.rejection.message;
}
