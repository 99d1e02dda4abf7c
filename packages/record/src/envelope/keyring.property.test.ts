import { type Instant, instant } from "@proviso/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entryOf, GENESIS, publicKeyOf, signer } from "../../testing/envelope/signed-record.ts";
import type { KeyEntry } from "../entries/index.ts";
import { EMPTY_RING, type KeyRing, keyAt, keyFaultAt, ringAfter } from "./keyring.ts";

const NOW = instant(0) as Instant;
const NAMES = ["tablet-1", "tablet-2", "tablet-3"] as const;

/** Public keys that are made once: a fresh one for each generation of each name. */
const publicKeys = new Map<string, string>();

function publicKey(name: string, generation: number): string {
  const at = `${name}/${generation}`;
  const known = publicKeys.get(at) ?? publicKeyOf(signer(name, generation));
  publicKeys.set(at, known);
  return known;
}

/** What may happen next: something to a key, or an entry of another kind. */
type Happening = {
  readonly name: (typeof NAMES)[number];
  readonly act: "enrol" | "rotate" | "revoke" | "compromise" | "other";
};

const happening: fc.Arbitrary<Happening> = fc.record({
  name: fc.constantFrom(...NAMES),
  act: fc.constantFrom("enrol", "enrol", "rotate", "revoke", "compromise", "other"),
});

/** The plainest model there is: for each position, which key may sign under each name. */
function play(happenings: readonly Happening[]) {
  const standing = new Map<string, { generation: number; publicKey: string }>();
  const used = new Set<string>();
  const expected: ReadonlyMap<string, string>[] = [];
  const rings: KeyRing[] = [];
  let ring = founded();
  happenings.forEach(({ name, act }, at) => {
    const position = at + 1;
    expected.push(new Map([...standing].map(([key, { publicKey: one }]) => [key, one])));
    rings.push(ring);
    const current = standing.get(name);
    const generation = (current?.generation ?? 0) + 1;
    const possible = act === "enrol" ? !used.has(name) : current !== undefined;
    if (act === "other") return;
    const entry = keyEntry(position, name, act, publicKey(name, generation));
    const author =
      act === "rotate" && current !== undefined
        ? keyAt(ring, name, position)
        : keyAt(ring, "registry", position);
    if (author === null) throw new Error("no author");
    const role = author.roles[0] ?? "keeper";
    const next = ringAfter(ring, { entry, position, author, role });
    // A compromise may be found out later; everything else is possible or refused as modelled.
    if (act === "compromise" && used.has(name)) expect(next.ok).toBe(true);
    else expect(next.ok).toBe(possible);
    if (!next.ok) return;
    ring = next.ring;
    if (act === "enrol" || act === "rotate") {
      standing.set(name, { generation, publicKey: publicKey(name, generation) });
    } else {
      standing.delete(name);
    }
    used.add(name);
  });
  return { ring, rings, expected };
}

function founded(): KeyRing {
  const first = ringAfter(EMPTY_RING, {
    entry: GENESIS as KeyEntry,
    position: 0,
    author: {} as never,
    role: "keeper",
  });
  if (!first.ok) throw new Error(first.rejection.message);
  return first.ring;
}

function keyEntry(position: number, name: string, act: string, key: string): KeyEntry {
  const body = {
    enrol: { publicKey: key, body: "mission", person: name, roles: ["observer"] },
    rotate: { publicKey: key },
    revoke: { reason: "no longer used" },
    compromise: { from: 0, to: position, reason: "out of sight" },
  }[act];
  return entryOf({ id: `K-${position + 1}`, kind: "key", act, name, ...body }) as KeyEntry;
}

describe("the key ring", () => {
  test("has under each name, at each position, the key of the plainest model", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 12 }), (happenings) => {
        const { ring, expected } = play(happenings);
        expected.forEach((standing, at) => {
          for (const name of NAMES) {
            expect(keyAt(ring, name, at + 1)?.publicKey).toBe(standing.get(name));
          }
        });
      }),
    );
  });

  test("says of an old entry at the end what it said when the entry came", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 12 }), (happenings) => {
        const { ring, rings } = play(happenings);
        rings.forEach((then, at) => {
          for (const key of then.keys) {
            const now = ring.keys.find((one) => one.publicKey === key.publicKey);
            const faults = [key, now ?? key].map((one) => keyFaultAt(one, at + 1, NOW));
            expect(faults[1]).toBe(faults[0]);
          }
        });
      }),
    );
  });

  test("never lets two keys sign under one name at one position", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 12 }), fc.nat(14), (happenings, position) => {
        const { ring } = play(happenings);
        for (const name of NAMES) {
          const signing = ring.keys.filter(
            (key) => key.name === name && keyFaultAt(key, position, NOW) === null,
          );
          expect(signing.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
