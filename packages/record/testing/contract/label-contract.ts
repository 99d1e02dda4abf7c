import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EMPTY_TREE, parseLeaf } from "../../src/log/index.ts";
import { type KeptRecord, NOTHING, type RecordStore } from "../../src/store/store.ts";
import type { MakeHarness, StoreHarness } from "./harness.ts";
import { bytesOf, sampleBatch, sampleEntry, textOf } from "./samples.ts";

const ALL = { begin: 0, end: 100 };
const LABELS = ["c-1", "c-2"];
/** Names that a query put together from text would fall for. */
const CROOKED = ["*", "{c-1}", "c-1,c-2", '"c-1"', "c-1'--", "null", "", "%", "every", "c-1\\"];

/** What a label keeps from a reader who lacks it, whatever database stands behind the store. */
export function describeLabels(name: string, make: MakeHarness): void {
  describe(name, () => {
    let harness: StoreHarness;
    let store: RecordStore;

    beforeAll(async () => {
      harness = await make();
      store = await harness.open();
      await store.found("labelled", "example.org/labelled");
      const hold = await store.hold("labelled");
      const entries = [
        sampleEntry(0),
        sampleEntry(1, { label: "c-1", text: "for c-1" }),
        sampleEntry(2, { label: "c-2", text: "for c-2" }),
        sampleEntry(3),
      ];
      const documents = [null, ...LABELS].map((label) => ({
        file: `texts/${label}`,
        label,
        bytes: bytesOf(`text of ${label}`),
      }));
      await hold.commit({ ...sampleBatch(EMPTY_TREE, entries).batch, documents });
      await hold.release();
      await store.found("unlabelled", "example.org/unlabelled");
    });
    afterAll(async () => {
      await store?.close();
      await harness?.end();
    });

    const as = (labels: readonly string[] | "every"): Promise<KeptRecord> =>
      store.record("labelled", { labels });
    const seenBy = async (labels: readonly string[] | "every") =>
      (await (await as(labels)).envelopes(ALL)).map(({ position }) => position);

    test("content under a label is there for its readers, and for nobody else", async () => {
      expect(await seenBy([])).toEqual([0, 3]);
      expect(await seenBy(["c-1"])).toEqual([0, 1, 3]);
      expect(await seenBy(["c-2", "c-3"])).toEqual([0, 2, 3]);
      expect(await seenBy(LABELS)).toEqual([0, 1, 2, 3]);
      expect(await seenBy("every")).toEqual([0, 1, 2, 3]);
    });

    test("what a reader may not see is answered as what is not there", async () => {
      const record = await as(["c-2"]);
      const hidden = await record.envelopes({ begin: 1, end: 2 });
      expect(hidden).toEqual(await record.envelopes({ begin: 50, end: 51 }));
      expect(hidden).toEqual([]);
    });

    test("a document under a label is there for its readers alone", async () => {
      const filesFor = async (labels: readonly string[] | "every") =>
        (await (await as(labels)).documents(ALL)).map(({ file }) => file);
      expect((await filesFor([])).slice(0, 1)).toEqual(["texts/null"]);
      expect((await filesFor(["c-2"])).slice(0, 2)).toEqual(["texts/null", "texts/c-2"]);
      expect(await filesFor(["c-2"])).not.toContain("texts/c-1");
      expect(await filesFor("every")).toContain("texts/c-1");
    });

    test("documents are numbered among those that one may see: no gap tells of another", async () => {
      const hold = await store.hold("labelled");
      await hold.commit({
        ...NOTHING,
        size: 4,
        documents: [{ file: "texts/later", label: null, bytes: bytesOf("later") }],
      });
      await hold.release();
      const outside = await (await as([])).documents(ALL);
      expect(outside.map(({ serial, file }) => [serial, file])).toEqual([
        [0, "texts/null"],
        [1, "texts/later"],
      ]);
      expect(await (await as([])).documents({ begin: 1, end: 9 })).toEqual(outside.slice(1));
    });

    test.each(CROOKED)("the label %j opens nothing", async (label) => {
      expect(await seenBy([label])).toEqual([0, 3]);
      expect(await seenBy([label, "c-2"])).toEqual([0, 2, 3]);
    });

    test("the log is the same for everyone, and says nothing of what is under a label", async () => {
      const [outside, inside] = await Promise.all([
        (await as([])).leaves(ALL),
        (await as("every")).leaves(ALL),
      ]);
      expect(outside).toEqual(inside);
      expect(outside.map(({ leaf }) => parseLeaf(leaf).label)).toEqual([null, "c-1", "c-2", null]);
      for (const { leaf } of outside) expect(textOf(leaf)).not.toContain("for c");
    });

    test("readers of different labels are answered side by side without a mix", async () => {
      const readers = Array.from({ length: 60 }, (_, at) => [[], ["c-1"], ["c-2"]][at % 3] ?? []);
      const seen = await Promise.all(readers.map(seenBy));
      const expected = readers.map(([label]) =>
        [0, 1, 2, 3].filter((at) => at === 0 || at === 3 || `c-${at}` === label),
      );
      expect(seen).toEqual(expected);
    });

    test("whoever appends sees no content under a label", async () => {
      const hold = await store.hold("labelled");
      expect((await hold.record.envelopes(ALL)).map(({ position }) => position)).toEqual([0, 3]);
      await hold.commit({ ...NOTHING, size: 4 });
      await hold.release();
    });

    test("keys and numbers are kept so that they say nothing of what they stand for", async () => {
      const record = await as([]);
      for (const { key, payload } of await record.keys(ALL)) {
        expect([key.length, payload.length]).toEqual([32, 32]);
      }
    });
  });
}
