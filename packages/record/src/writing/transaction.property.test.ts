import { BEGINNING, instant } from "@proviso/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  nodeSha256,
  type PlainState,
  plainGate,
  plainSubmission,
} from "../../testing/contract/index.ts";
import { EMPTY_TREE, parseLeaf, toHex } from "../log/index.ts";
import type { KeptKey, SequencedEntry } from "../store/store.ts";
import type { Tip } from "../store/tip.ts";
import { Checks } from "./checks.ts";
import type { SentEntry } from "./gate.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { type Answer, formTransaction } from "./transaction.ts";

const GATE = plainGate();
const BEGIN: Tip<PlainState> = {
  ...{ tree: EMPTY_TREE, state: { epoch: 0 }, received: BEGINNING },
};

/** Entries of which many collide: in their keys, their numbers, or what they expect. */
const submission = fc
  .record({
    key: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
    text: fc.constantFrom("one", "other", "inadmissible", "epoch", "after an epoch"),
    number: fc.option(fc.integer({ min: 1, max: 4 })),
    label: fc.constantFrom(null, "c-1"),
    expected: fc.option(fc.nat(6), { freq: 4 }),
  })
  .map(({ key, text, number, label, expected }) => {
    const series = number === null ? {} : { series: { route: "usun", number } };
    return plainSubmission({ key, text, ...series }, { label, expected });
  });
const groups = fc.array(fc.array(submission, { minLength: 1, maxLength: 4 }), { maxLength: 20 });

describe("transactions", () => {
  test("decide the same, however groups are cut into them, checked ahead or at their turn", async () => {
    await fc.assert(
      fc.asyncProperty(
        groups,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (given, sizes, isAhead) => {
          const alone = await keep(given, [1], false);
          expect(await keep(given, sizes, isAhead)).toEqual(alone);
        },
      ),
    );
  });

  test("give no position, key or number twice, leave no gap, and keep no half of a group", async () => {
    await fc.assert(
      fc.asyncProperty(groups, async (given) => {
        const { entries, answers } = await keep(given, [20], true);
        expect(entries.map(({ position }) => position)).toEqual(entries.map((_, at) => at));
        const keys = entries.map(({ key }) => toHex(key.key));
        expect(new Set(keys).size).toBe(keys.length);
        const numbers = Map.groupBy(
          entries.flatMap(({ number }) => (number === null ? [] : [number])),
          ({ route }) => toHex(route),
        );
        for (const given of numbers.values()) {
          expect(given.map(({ number }) => number)).toEqual(given.map((_, at) => at + 1));
        }
        const placed = answers.map((one) => (one.kind === "placed" ? one.places : []));
        const fresh = placed.flat().filter(({ isRepeat }) => !isRepeat);
        expect(fresh.map(({ position }) => position)).toEqual(entries.map((_, at) => at));
        expect(answers).toHaveLength(given.length);
        for (const [at, places] of placed.entries()) {
          expect([0, given[at]?.length]).toContain(places.length);
        }
      }),
    );
  });

  test("know the last number of a route, though a refused entry of the same key had none", async () => {
    const series = { route: "usun", number: 1 };
    const numbered = (key: string) => plainSubmission({ key, text: "one", series });
    const refused = plainSubmission({ key: "c", text: "inadmissible" });
    const { answers } = await keep([[numbered("a")], [refused], [numbered("c")]], [1, 2], false);
    expect(answers.map(({ kind }) => kind)).toEqual(["placed", "refused", "refused"]);
  });

  test("never say that an entry was received before the one that came before it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -9, max: 9 })), async (times) => {
        const turns = times.map((time, at) => ({
          make: async () => groupOf([plainSubmission({ key: `${at}`, text: "one" })]),
          checks: null,
          received: instant(time),
        }));
        const { batch, tip } = await formTransaction(BEGIN, turns, formedWith(new Map()));
        const received = batch.entries.map(({ leaf }) => parseLeaf(leaf).received);
        const highest = times.map((_, at) => Math.max(...times.slice(0, at + 1)));
        expect(received).toEqual(highest);
        expect(tip.received).toBe(highest.at(-1) ?? BEGINNING);
      }),
    );
  });

  test("ask the database once for the keys of all who were checked ahead", async () => {
    let asked = 0;
    const count = 300;
    const turns = Array.from({ length: count }, (_, at) => turnOf([sent(at)], BEGIN, 0, true));
    await Promise.all(turns.map(({ checks }) => checks?.ready));
    const more = formedWith(new Map());
    const keysUsed = async (keys: readonly Uint8Array[]) => {
      asked += 1;
      expect(keys).toHaveLength(count);
      return [];
    };
    const { batch } = await formTransaction(BEGIN, turns, {
      ...{ ...more, hold: { ...more.hold, keysUsed } },
    });
    expect([asked, batch.entries.length]).toEqual([1, count]);
  });
});

const sent = (at: number) => plainSubmission({ key: `${at}`, text: "one" });

function groupOf(submissions: readonly SentEntry[]) {
  return { submissions, fileBytes: 0, approve: () => [] };
}

function turnOf(
  submissions: readonly SentEntry[],
  tip: Tip<PlainState>,
  now: number,
  isAhead: boolean,
) {
  const received = instant(now);
  const { state, tree } = tip;
  const how = { gate: GATE, received, hash: nodeSha256 };
  return {
    make: async () => groupOf(submissions),
    checks: isAhead ? new Checks(submissions, state, tree.size, how) : null,
    received,
  };
}

function formedWith(kept: ReadonlyMap<string, SequencedEntry>) {
  const hold = {
    keysUsed: async (keys: readonly Uint8Array[]): Promise<readonly KeptKey[]> =>
      keys.flatMap((key) => {
        const found = kept.get(toHex(key));
        return found === undefined ? [] : [{ ...found.key, position: found.position }];
      }),
    lastNumber: async (route: Uint8Array) =>
      [...kept.values()].filter(
        ({ number }) => number !== null && toHex(number.route) === toHex(route),
      ).length,
  };
  return { gate: GATE, hold, hash: nodeSha256, limits: DEFAULT_LIMITS };
}

/** Keeps everything in transactions of so many groups, and from the beginning of the sizes again. */
async function keep(
  given: readonly (readonly SentEntry[])[],
  sizes: readonly number[],
  isAhead: boolean,
) {
  let tip = BEGIN;
  const kept = new Map<string, SequencedEntry>();
  const answers: Answer[] = [];
  const waiting = given.map((submissions, at) => ({ submissions, at }));
  for (let round = 0; waiting.length > 0; round += 1) {
    const turns = waiting
      .splice(0, sizes[round % sizes.length] ?? 1)
      .map(({ submissions, at }) => turnOf(submissions, tip, at, isAhead));
    const formed = await formTransaction(tip, turns, formedWith(kept));
    for (const entry of formed.batch.entries) kept.set(toHex(entry.key.key), entry);
    answers.push(...formed.answers);
    tip = formed.tip;
  }
  return { entries: [...kept.values()], answers, tip };
}
