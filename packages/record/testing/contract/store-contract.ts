import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EMPTY_TREE, rootOf } from "../../src/log/index.ts";
import { keptRoot, rebuildTops, tileHashes } from "../../src/store/kept-tree.ts";
import { type KeptRecord, MAX_ROWS, NOTHING, type RecordStore } from "../../src/store/store.ts";
import type { MakeHarness, StoreHarness } from "./harness.ts";
import { refusal } from "./refusal.ts";
import { bytesOf, nodeSha256, sampleBatch, sampleEntry, textOf } from "./samples.ts";

/** What every store that keeps records must do, whatever database stands behind it. */
export function describeStore(name: string, make: MakeHarness): void {
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
      caseName = `case-${counted}`;
      await store.found(caseName, `example.org/${caseName}`);
    });

    const reopen = async (): Promise<void> => {
      await store.close();
      store = await harness.open();
    };
    const everyone = () => store.record(caseName, { labels: [] });
    const keep = async (entries: Parameters<typeof sampleBatch>[1]): Promise<void> => {
      const hold = await store.hold(caseName);
      await hold.commit(sampleBatch(EMPTY_TREE, entries).batch);
      await hold.release();
    };

    describe("a case", () => {
      test("is founded once, and is there without entries", async () => {
        const record = await everyone();
        expect(await store.cases()).toContain(caseName);
        expect(await record.size()).toBe(0);
        expect(record.origin).toBe(`example.org/${caseName}`);
        expect((await record.custody()).map(({ act }) => act)).toEqual(["founded"]);
        expect(await refusal(store.found(caseName, "elsewhere"))).toBe("STORE_CASE_EXISTS");
      });

      test("that was not founded is not there", async () => {
        expect(await refusal(store.record("no-such", { labels: "every" }))).toBe(
          "STORE_NO_SUCH_CASE",
        );
        expect(await refusal(store.hold("no-such"))).toBe("STORE_NO_SUCH_CASE");
      });

      test.each(["", " ", "a b", "../up", "x".repeat(121), "a'b", "a\u0000b"])(
        "is not founded under the name %j",
        async (wrong) => {
          expect(await refusal(store.found(wrong, "origin"))).toBe("STORE_NAME");
          expect(await refusal(store.found("sound", wrong))).toBe("STORE_NAME");
        },
      );

      test("has entries of its own", async () => {
        await keep([sampleEntry(0)]);
        await store.found(`${caseName}-other`, "other");
        const other = await store.record(`${caseName}-other`, { labels: "every" });
        expect(await other.size()).toBe(0);
        expect(await other.envelopes({ begin: 0, end: 10 })).toEqual([]);
        expect(await other.keys({ begin: 0, end: 10 })).toEqual([]);
      });
    });

    describe("a batch", () => {
      test("is read back byte for byte, also after the store was opened anew", async () => {
        const entries = [0, 1, 2].map((at) => sampleEntry(at));
        await keep(entries);
        await reopen();
        const record = await everyone();
        expect(await record.size()).toBe(3);
        expect(await record.leaves({ begin: 0, end: 3 })).toEqual(
          entries.map(({ position, leaf }) => ({ position, leaf })),
        );
        expect(await record.envelopes({ begin: 1, end: 100 })).toEqual(
          entries.slice(1).map(({ position, envelope }) => ({ position, label: null, envelope })),
        );
      });

      test("keeps every byte there is, and an envelope of a megabyte", async () => {
        const all = Uint8Array.from({ length: 1 << 20 }, (_, at) => (at * 7) & 0xff);
        await keep([{ ...sampleEntry(0), envelope: all }]);
        const [kept] = await (await everyone()).envelopes({ begin: 0, end: 1 });
        expect(Buffer.compare(Buffer.from(kept?.envelope ?? []), Buffer.from(all))).toBe(0);
      });

      test("for another size than there is keeps nothing", async () => {
        const hold = await store.hold(caseName);
        const wrong = { ...NOTHING, size: 1, entries: [sampleEntry(1)] };
        expect(await refusal(hold.commit(wrong))).toBe("STORE_VERSION_MOVED");
        await hold.commit(sampleBatch(EMPTY_TREE, [sampleEntry(0)]).batch);
        const again = sampleBatch(EMPTY_TREE, [sampleEntry(0, { key: "other" })]).batch;
        expect(await refusal(hold.commit(again))).toBe("STORE_VERSION_MOVED");
        await hold.release();
        expect(await (await everyone()).size()).toBe(1);
      });

      test("of which one entry is refused keeps none of the others", async () => {
        const hold = await store.hold(caseName);
        const twice = [sampleEntry(0, { key: "same" }), sampleEntry(1, { key: "same" })];
        const { batch } = sampleBatch(EMPTY_TREE, twice);
        expect(await refusal(hold.commit(batch))).toBe("STORE_NOT_COMMITTED");
        await hold.release();
        await reopen();
        const record = await store.record(caseName, { labels: "every" });
        expect(await record.size()).toBe(0);
        expect(await record.envelopes({ begin: 0, end: 9 })).toEqual([]);
        expect(await record.keys({ begin: 0, end: 9 })).toEqual([]);
        await keep([sampleEntry(0)]);
      });

      test("that would leave a gap is refused by the database itself", async () => {
        const hold = await store.hold(caseName);
        const gap = { ...NOTHING, size: 0, entries: [sampleEntry(0), sampleEntry(2)] };
        expect(await refusal(hold.commit(gap))).toBe("STORE_NOT_COMMITTED");
        await hold.release();
        expect(await (await everyone()).size()).toBe(0);
      });

      test("may be of thousands, and is read in parts", async () => {
        const entries = Array.from({ length: 3000 }, (_, at) => sampleEntry(at));
        await keep(entries);
        const record = await everyone();
        const part = await record.envelopes({ begin: 1000, end: 2500 });
        expect(part.map(({ position }) => position)).toEqual(
          Array.from({ length: 1500 }, (_, at) => 1000 + at),
        );
        expect(await refusal(record.leaves({ begin: 0, end: MAX_ROWS + 1 }))).toBe("STORE_RANGE");
      });
    });

    describe("a range", () => {
      test.each([
        [-1, 1],
        [2, 1],
        [0.5, 1],
        [0, Number.POSITIVE_INFINITY],
        [Number.NaN, 1],
      ])("from %d to %d is refused", async (begin, end) => {
        const record = await everyone();
        for (const read of readsOf(record)) {
          expect(await refusal(read({ begin, end }))).toBe("STORE_RANGE");
        }
      });

      test("beyond the end is empty", async () => {
        const record = await everyone();
        for (const read of readsOf(record)) expect(await read({ begin: 5, end: 9 })).toEqual([]);
      });
    });

    describe("a hold", () => {
      test("is one's alone until it is given back", async () => {
        const hold = await store.hold(caseName);
        expect(await refusal(store.hold(caseName))).toBe("STORE_HELD");
        await hold.release();
        await hold.release();
        const next = await store.hold(caseName);
        await next.release();
      });

      test("is of one case: another is held beside it", async () => {
        await store.found(`${caseName}-b`, "b");
        const [one, other] = [await store.hold(caseName), await store.hold(`${caseName}-b`)];
        await one.commit(sampleBatch(EMPTY_TREE, [sampleEntry(0)]).batch);
        await other.commit(sampleBatch(EMPTY_TREE, [sampleEntry(0)]).batch);
        await Promise.all([one.release(), other.release()]);
      });

      test("of another who opened the same database is waited for, then told of", async () => {
        const hold = await store.hold(caseName);
        const second = await harness.open();
        expect(await refusal(second.hold(caseName))).toBe("STORE_HELD");
        expect(await (await second.record(caseName, { labels: [] })).size()).toBe(0);
        await hold.release();
        await second.close();
      });

      test("knows the keys that were used and the last numbers that were given", async () => {
        const number = { route: "usun", number: 1 };
        await keep([sampleEntry(0, { key: "used", number }), sampleEntry(1)]);
        const hold = await store.hold(caseName);
        const keys = ["used", "unused"].map((key) => nodeSha256(bytesOf(key)));
        expect((await hold.keysUsed(keys)).map(({ position }) => position)).toEqual([0]);
        expect(await hold.keysUsed([])).toEqual([]);
        expect(await hold.lastNumber(nodeSha256(bytesOf("usun")))).toBe(1);
        expect(await hold.lastNumber(nodeSha256(bytesOf("other")))).toBe(0);
        await hold.release();
      });

      test("that was given back is of no more use", async () => {
        const hold = await store.hold(caseName);
        await hold.release();
        const { batch } = sampleBatch(EMPTY_TREE, [sampleEntry(0)]);
        expect(await refusal(hold.commit(batch))).toBe("STORE_CLOSED");
        expect(await (await everyone()).size()).toBe(0);
      });
    });

    describe("beside the entries", () => {
      test("checkpoints and documents are kept in the order in which they came", async () => {
        const hold = await store.hold(caseName);
        const [a, b] = ["a", "b"].map(bytesOf) as [Uint8Array, Uint8Array];
        const checkpoints = [{ size: 0, note: a }];
        const documents = [{ file: "case.json", label: null, bytes: a }];
        await hold.commit({ ...NOTHING, size: 0, checkpoints, documents });
        await hold.commit({
          ...NOTHING,
          size: 0,
          checkpoints: [{ size: 0, note: b }],
          documents: [{ file: "case.json", label: null, bytes: b }],
        });
        await hold.release();
        const record = await everyone();
        const range = { begin: 0, end: 9 };
        expect((await record.checkpoints(range)).map(({ note }) => textOf(note))).toEqual([
          "a",
          "b",
        ]);
        expect(await record.newestCheckpoint()).toEqual({ serial: 1, size: 0, note: b });
        expect((await record.documents(range)).map(({ bytes }) => textOf(bytes))).toEqual([
          "a",
          "b",
        ]);
      });

      test("a record without checkpoints has no newest one", async () => {
        expect(await (await everyone()).newestCheckpoint()).toBeNull();
      });

      test("it is written down that a case came and went", async () => {
        const hold = await store.hold(caseName);
        await hold.handOver("left", 0);
        await hold.handOver("arriving", 0);
        await hold.handOver("arrived", 0);
        await hold.release();
        const acts = (await (await everyone()).custody()).map(({ serial, act }) => [serial, act]);
        expect(acts).toEqual([
          [0, "founded"],
          [1, "left"],
          [2, "arriving"],
          [3, "arrived"],
        ]);
      });
    });

    describe("what is computed from a record", () => {
      test("the tops of tiles can be dropped and computed again, to the byte", async () => {
        const entries = Array.from({ length: 700 }, (_, at) => sampleEntry(at));
        const { batch, tree } = sampleBatch(EMPTY_TREE, entries);
        const hold = await store.hold(caseName);
        await hold.commit(batch);
        const tile = { level: 1, index: 0, width: 2 };
        const live = await tileHashes(hold.record, nodeSha256, tile);
        await hold.dropTops();
        expect(await refusal(tileHashes(hold.record, nodeSha256, tile))).toBe("STORE_CORRUPT");
        expect(rootOf(await rebuildTops(hold, nodeSha256), nodeSha256)).toEqual(
          rootOf(tree, nodeSha256),
        );
        expect(await tileHashes(hold.record, nodeSha256, tile)).toEqual(live);
        expect(await keptRoot(hold.record, nodeSha256, 700)).toEqual(rootOf(tree, nodeSha256));
        expect(await keptRoot(hold.record, nodeSha256, 701)).toBeNull();
        await hold.release();
      });

      test("a projection is replaced row by row, and dropped without a trace", async () => {
        const hold = await store.hold(caseName);
        const rows = ["b", "a"].map((key) => ({ key, value: bytesOf(key) }));
        await hold.project("verdicts", { version: 1, upTo: 2, rows });
        const later = [{ key: "b", value: bytesOf("B") }];
        await hold.project("verdicts", { version: 1, upTo: 3, rows: later });
        expect(await hold.record.projection("verdicts")).toEqual({
          version: 1,
          upTo: 3,
          rows: [
            { key: "a", value: bytesOf("a") },
            { key: "b", value: bytesOf("B") },
          ],
        });
        await hold.dropProjection("verdicts");
        expect(await hold.record.projection("verdicts")).toBeNull();
        await hold.release();
      });
    });

    describe("a store that was closed", () => {
      test("answers nothing more, and nothing that was kept is lost", async () => {
        await keep([sampleEntry(0)]);
        const record = await everyone();
        await store.close();
        await store.close();
        expect(await refusal(store.cases())).toBe("STORE_CLOSED");
        expect(await refusal(record.size())).toBe("STORE_CLOSED");
        store = await harness.open();
        expect(await (await everyone()).size()).toBe(1);
      });
    });
  });
}

function readsOf(record: KeptRecord) {
  const { leaves, envelopes, checkpoints, documents, keys, numbers } = record;
  return [leaves, envelopes, checkpoints, documents, keys, numbers];
}
