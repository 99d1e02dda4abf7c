import { instant } from "@proviso/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RecordStore } from "../../src/store/store.ts";
import { examine } from "../../src/walk/fsck/index.ts";
import type { GroupOutcome } from "../../src/writing/index.ts";
import type { MakeHarness, StoreHarness } from "./harness.ts";
import { plainSubmission } from "./plain-gate.ts";
import {
  openPlainWriter,
  type PlainWriter,
  type PlainWriterOptions,
  plainWriter,
} from "./plain-writer.ts";
import { refusal } from "./refusal.ts";
import { bytesOf, textOf } from "./samples.ts";

/** What the writer promises of groups and of how much it takes, whatever database stands behind it. */
export function describeGroups(name: string, make: MakeHarness): void {
  describe(name, () => {
    let harness: StoreHarness;
    let store: RecordStore;
    let counted = 0;
    let caseName = "";

    beforeAll(async () => {
      harness = await make();
      store = await harness.open();
    });
    afterAll(async () => {
      await store?.close();
      await harness?.end();
    });
    beforeEach(async () => {
      counted += 1;
      caseName = `groups-${counted}`;
      await store.found(caseName, `example.org/${caseName}`);
    });

    const record = () => store.record(caseName, { labels: "every" });
    const texts = async (): Promise<readonly string[]> => {
      const kept = await (await record()).envelopes({ begin: 0, end: 10_000 });
      return kept.map(({ envelope }) => JSON.parse(textOf(envelope)).text as string);
    };
    const files = async (): Promise<readonly string[]> =>
      (await (await record()).documents({ begin: 0, end: 100 })).map(({ file }) => file);
    const heads = async (): Promise<readonly number[]> =>
      (await (await record()).checkpoints({ begin: 0, end: 1000 })).map(({ size }) => size);
    const within = async (
      use: (writer: PlainWriter) => Promise<void>,
      more: PlainWriterOptions = {},
    ): Promise<void> => {
      const writer = await openPlainWriter(store, caseName, more);
      try {
        await use(writer);
      } finally {
        await writer.close();
      }
    };
    const send = (text: string, more: Parameters<typeof plainSubmission>[1] = {}) =>
      plainSubmission({ key: `key of ${text}`, text }, more);

    describe("a group", () => {
      test("is kept whole, in the order in which it came", async () => {
        await within(async ({ appendGroup }) => {
          const outcomes = await Promise.all([
            appendGroup(["a", "b"].map((text) => send(text))),
            appendGroup(["c", "d"].map((text) => send(text))),
          ]);
          expect(outcomes.map(positionsOf)).toEqual([
            [0, 1],
            [2, 3],
          ]);
          expect(await texts()).toEqual(["a", "b", "c", "d"]);
        });
      });

      test.each([
        [0, ["forged", "a"]],
        [1, ["a", "forged", "b"]],
        [2, ["a", "b", "inadmissible"]],
      ])("of which entry %d is refused is not kept at all, and told which", async (at, given) => {
        await within(async ({ appendGroup, head }) => {
          const outcome = await appendGroup(given.map((text) => send(text)));
          expect(outcome).toMatchObject({ kind: "refused", at });
          expect([await texts(), head().size]).toEqual([[], 0]);
        });
      });

      test("that is refused as a whole brings no entry and no file", async () => {
        await within(async ({ appendGroup }) => {
          const documents = [{ file: "f", label: null, bytes: bytesOf("f") }];
          const approve = (): void => {
            throw new Error("It does not fit.");
          };
          const refused = appendGroup([send("a")], { documents, approve });
          const [outcome] = await Promise.all([refused, appendGroup([send("b")])]);
          expect(outcome).toMatchObject({ kind: "refused", at: null });
          expect([await texts(), await files()]).toEqual([["b"], []]);
        });
      });

      test("may build on its own entries, and on those of groups before it", async () => {
        await within(async ({ appendGroup }) => {
          const outcomes = await Promise.all([
            appendGroup([send("epoch"), send("after an epoch")]),
            appendGroup([plainSubmission({ key: "more", text: "after an epoch" })]),
          ]);
          expect(outcomes.map(positionsOf)).toEqual([[0, 1], [2]]);
        });
      });

      test("that repeats itself, or what was kept, is answered with where that stands", async () => {
        await within(async ({ appendGroup }) => {
          expect(positionsOf(await appendGroup([send("a"), send("a")]))).toEqual([0, 0]);
          const again = await appendGroup([send("b"), send("a")]);
          expect(positionsOf(again)).toEqual([1, 0]);
          expect(again).toMatchObject({ receipts: [{ isRepeat: false }, { isRepeat: true }] });
          const nothing = await appendGroup([send("a"), send("b")]);
          expect(nothing).toMatchObject({ checkpoint: null });
          expect(positionsOf(nothing)).toEqual([0, 1]);
          expect(await heads()).toEqual([1, 2]);
        });
      });

      test("of hundreds is one transaction, however few entries those of others have", async () => {
        await within(
          async ({ appendGroup, head }) => {
            const many = Array.from({ length: 600 }, (_, at) => send(`${at}`));
            const epochs = [send("epoch"), ...many, send("after an epoch")];
            await appendGroup(epochs);
            expect(await heads()).toEqual([602]);
            expect(head().size).toBe(602);
            expect((await examine(await record(), { terms: null })).findings).toEqual([]);
          },
          { limits: { batch: 10 } },
        );
      });
    });

    describe("a group that is refused leaves nothing behind for the one after it", () => {
      /** Sends a group that is refused for its last entry, and one behind it in the same breath. */
      const after = async (
        refused: readonly Parameters<typeof plainSubmission>[0][],
        next: Parameters<typeof plainSubmission>,
      ): Promise<GroupOutcome> => {
        let outcome: GroupOutcome | null = null;
        await within(async ({ appendGroup }) => {
          const [first, second] = await Promise.all([
            appendGroup([...refused.map((one) => plainSubmission(one)), send("inadmissible")]),
            appendGroup([plainSubmission(...next)]),
          ]);
          expect(first).toMatchObject({ kind: "refused", at: refused.length });
          outcome = second;
        });
        return outcome as unknown as GroupOutcome;
      };

      test("no key", async () => {
        const next = await after(
          [
            { key: "j", text: "none" },
            { key: "k", text: "one" },
          ],
          [{ key: "k", text: "other" }],
        );
        expect(next).toMatchObject({ receipts: [{ position: 0, isRepeat: false }] });
        expect(await texts()).toEqual(["other"]);
      });

      test("no number", async () => {
        const series = { route: "usun", number: 1 };
        const next = await after(
          [
            { key: "a", text: "a", series },
            { key: "a2", text: "a", series: { route: "usun", number: 2 } },
          ],
          [{ key: "b", text: "b", series }],
        );
        expect(next).toMatchObject({ kind: "kept" });
        await within(async ({ append }) => {
          const second = { route: "usun", number: 2 };
          await append(plainSubmission({ key: "c", text: "c", series: second }));
        });
      });

      test("no position", async () => {
        const next = await after(
          [
            { key: "a", text: "a" },
            { key: "a2", text: "a" },
          ],
          [{ key: "b", text: "b" }, { expected: 0 }],
        );
        expect(positionsOf(next)).toEqual([0]);
      });

      test("no change of what is judged by", async () => {
        const next = await after(
          [
            { key: "a", text: "epoch" },
            { key: "a2", text: "after an epoch" },
          ],
          [{ key: "b", text: "after an epoch" }],
        );
        expect(next).toMatchObject({ kind: "refused", at: 0 });
        expect(await texts()).toEqual([]);
      });
    });

    describe("how much is taken", () => {
      test("a transaction has no more entries than it may, unless a single group has", async () => {
        await within(
          async ({ append, appendGroup }) => {
            const sent = Array.from({ length: 35 }, (_, at) => append(send(`${at}`)));
            const many = Array.from({ length: 15 }, (_, at) => send(`of the group ${at}`));
            await Promise.all([...sent, appendGroup(many), append(send("last"))]);
            const ends = await heads();
            const sizes = ends.map((end, at) => end - (ends[at - 1] ?? 0));
            expect(sizes.filter((size) => size > 10)).toEqual([15]);
            expect(sizes).toContain(10);
          },
          { limits: { batch: 10 } },
        );
      });

      test("entries that wait are counted, whichever group they are in", async () => {
        await within(
          async ({ appendGroup }) => {
            const first = appendGroup([send("a"), send("b")]);
            expect(await refusal(appendGroup([send("c"), send("d")]))).toBe("STORE_BUSY");
            const third = appendGroup([send("e")]);
            await Promise.all([first, third]);
            expect(positionsOf(await appendGroup([send("c"), send("d")]))).toEqual([3, 4]);
          },
          { limits: { waiting: 3 } },
        );
      });

      test("bytes that wait are counted, of envelopes and of files", async () => {
        await within(
          async ({ appendGroup }) => {
            const first = appendGroup([send("a")], { fileBytes: 800 });
            const large = () => appendGroup([send("x".repeat(200))]);
            expect(await refusal(large())).toBe("STORE_BUSY");
            expect(await refusal(appendGroup([send("f")], { fileBytes: 200 }))).toBe("STORE_BUSY");
            await Promise.all([first, appendGroup([send("b")])]);
            // What was answered waits no more, whether it was kept or refused.
            await appendGroup([send("inadmissible")], { fileBytes: 999 });
            await Promise.all([large(), appendGroup([send("c")], { fileBytes: 300 })]);
          },
          { limits: { waitingBytes: 1000 } },
        );
      });

      test("what comes while nothing waits is taken, whatever its size", async () => {
        await within(
          async ({ appendGroup }) => {
            const all = [send("a"), send("b"), send("c")];
            expect(await appendGroup(all, { fileBytes: 5000 })).toMatchObject({ kind: "kept" });
          },
          { limits: { waiting: 2, waitingBytes: 1000 } },
        );
      });
    });

    describe("the right to append", () => {
      test("is given back when there is nothing to append, and taken again where it was left", async () => {
        const writer = plainWriter(store, caseName, { idleMs: 1000, now: () => instant(5) });
        await writer.append(send("a"));
        expect(await refusal(store.hold(caseName))).toBe("STORE_HELD");
        await expect.poll(() => freed(store, caseName), { timeout: 10_000 }).toBe(true);
        const meanwhile = await openPlainWriter(store, caseName);
        await meanwhile.append(send("by another"));
        await meanwhile.close();
        const sent = ["b", "c"].map((text) => writer.append(send(text)));
        expect((await Promise.all(sent)).map(({ position }) => position)).toEqual([2, 3]);
        expect(writer.taken()).toBe(2);
        await writer.close();
        expect(await freed(store, caseName)).toBe(true);
      });

      test("is kept as long as there is something to append", async () => {
        const writer = plainWriter(store, caseName, { idleMs: 1000 });
        for (let at = 0; at < 12; at += 1) {
          await writer.append(send(`${at}`));
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        expect(writer.taken()).toBe(1);
        await writer.close();
      });

      test("that another has is said to everyone who waits, and nothing waits on", async () => {
        const hold = await store.hold(caseName);
        const writer = plainWriter(store, caseName, { idleMs: 20, limits: { waiting: 2 } });
        const sent = ["a", "b"].map((text) => refusal(writer.append(send(text))));
        expect(await refusal(writer.append(send("c")))).toBe("STORE_BUSY");
        expect(await Promise.all(sent)).toEqual(["STORE_HELD", "STORE_HELD"]);
        await hold.release();
        const again = ["a", "b"].map((text) => writer.append(send(text)));
        expect((await Promise.all(again)).map(({ isRepeat }) => isRepeat)).toEqual([false, false]);
        await writer.close();
      });
    });
  });
}

function positionsOf(outcome: GroupOutcome): readonly number[] {
  if (outcome.kind !== "kept") throw new Error(`It was not kept: ${JSON.stringify(outcome)}`);
  return outcome.receipts.map(({ position }) => position);
}

async function freed(store: RecordStore, name: string): Promise<boolean> {
  try {
    await (await store.hold(name)).release();
    return true;
  } catch {
    return false;
  }
}
