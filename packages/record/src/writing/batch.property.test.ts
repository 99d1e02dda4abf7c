import { BEGINNING, instant } from "@proviso/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bytesOf,
  nodeSha256,
  type PlainState,
  plainGate,
  plainSubmission,
} from "../../testing/contract/index.ts";
import { EMPTY_TREE, toHex } from "../log/index.ts";
import type { KeptKey, SequencedEntry } from "../store.ts";
import { formBatch, type Standing, type Turn, turnOf } from "./batch.ts";
import type { Checked, Submission } from "./gate.ts";

const GATE = plainGate();

/** Entries of which many collide: in their keys, their numbers, or what they expect. */
const submission = fc
  .record({
    key: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
    text: fc.constantFrom("one", "other", "inadmissible", "epoch"),
    number: fc.option(fc.integer({ min: 1, max: 4 })),
    label: fc.constantFrom(null, "c-1"),
    expected: fc.option(fc.nat(6), { freq: 4 }),
  })
  .map(({ key, text, number, label, expected }) => {
    const series = number === null ? {} : { series: { route: "usun", number } };
    return plainSubmission({ key, text, ...series }, { label, expected });
  });

describe("a batch", () => {
  test("decides the same, however many entries are kept together", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(submission, { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
        async (submissions, sizes) => {
          const [alone, together] = [await keep(submissions, [1]), await keep(submissions, sizes)];
          expect(together).toEqual(alone);
        },
      ),
    );
  });

  test("has no gap, no key twice and no number twice, and every entry its own answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(submission, { maxLength: 30 }), async (submissions) => {
        const { entries, answers } = await keep(submissions, [30]);
        expect(entries.map(({ position }) => position)).toEqual(entries.map((_, at) => at));
        const keys = entries.map(({ key }) => toHex(key.key));
        expect(new Set(keys).size).toBe(keys.length);
        const numbers = entries.flatMap(({ number }) =>
          number === null ? [] : [`${toHex(number.route)} ${number.number}`],
        );
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(answers).toHaveLength(submissions.length);
      }),
    );
  });

  test("asks of what was looked up only for its own keys: an import of thousands looks up as many", () => {
    const uncopied = new Map([["00", { key: FIRST.payload, payload: FIRST.payload, position: 7 }]]);
    uncopied[Symbol.iterator] = () => {
      throw new Error("All that was looked up is copied, for each entry.");
    };
    const standing = { tree: EMPTY_TREE, state: GATE.start, received: instant(0) };
    const turn = turnOf(plainSubmission({ key: "a", text: "b" }), FIRST, nodeSha256);
    const lookups = { used: uncopied, last: new Map<string, number>() };
    const formed = formBatch(standing, [turn], lookups, GATE, instant(0), nodeSha256);
    expect(formed.answers).toEqual([{ kind: "placed", position: 0, isRepeat: false }]);
  });

  test("never says that an entry was received before the one that came before it", async () => {
    await fc.assert(
      fc.property(fc.integer(), fc.integer(), (before, now) => {
        const standing = { tree: EMPTY_TREE, state: GATE.start, received: instant(before) };
        const turn = turnOf(plainSubmission({ key: "a", text: "b" }), FIRST, nodeSha256);
        const none = { used: new Map(), last: new Map() };
        const formed = formBatch(standing, [turn], none, GATE, instant(now), nodeSha256);
        expect(formed.standing.received).toBe(Math.max(before, now));
      }),
    );
  });
});

const FIRST: Checked<PlainState> = {
  key: "a",
  payload: nodeSha256(bytesOf("b")),
  series: null,
  kept: plainSubmission({ key: "a", text: "b" }).envelope,
  digest: nodeSha256(bytesOf("b")),
  facts: GATE.start,
};

/** Keeps everything in batches of these sizes, one after the other and from the beginning again. */
async function keep(submissions: readonly Submission[], sizes: readonly number[]) {
  let standing: Standing<PlainState> = {
    tree: EMPTY_TREE,
    state: GATE.start,
    received: BEGINNING,
  };
  const used = new Map<string, KeptKey>();
  const last = new Map<string, number>();
  const entries: SequencedEntry[] = [];
  const answers: string[] = [];
  let waiting = [...submissions];
  for (let round = 0; waiting.length > 0; round += 1) {
    const many = sizes[round % sizes.length] ?? 1;
    const turns = await Promise.all(
      waiting.slice(0, many).map((one) => checked(one, standing.state)),
    );
    const now = instant(entries.length);
    const formed = formBatch(standing, turns, { used, last }, GATE, now, nodeSha256);
    for (const entry of formed.batch.entries) {
      entries.push(entry);
      used.set(toHex(entry.key.key), { ...entry.key, position: entry.position });
      if (entry.number !== null) last.set(toHex(entry.number.route), entry.number.number);
    }
    for (const answer of formed.answers) {
      answers.push(
        answer.kind === "placed" ? `${answer.position} ${answer.isRepeat}` : codeOf(answer.cause),
      );
    }
    // Whoever has no answer was checked by a state that has changed, and is checked again.
    waiting = waiting.slice(formed.answers.length);
    standing = formed.standing;
  }
  const kept = entries.map(({ leaf: _, ...entry }) => entry);
  return { entries: kept, answers, size: standing.tree.size, epoch: standing.state.epoch };
}

async function checked(one: Submission, state: PlainState): Promise<Turn<PlainState>> {
  const placing = { position: 0, received: BEGINNING };
  return turnOf(one, await GATE.check(one, state, placing), nodeSha256);
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "refused";
}
