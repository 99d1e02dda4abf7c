import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyCase, moveCase, takeOver } from "../../src/store/move/move-case.ts";
import type { Hold, RecordStore } from "../../src/store/store.ts";
import { examine } from "../../src/walk/fsck/index.ts";
import type { MakeHarness, StoreHarness } from "./harness.ts";
import { plainSubmission } from "./plain-gate.ts";
import { openPlainWriter } from "./plain-writer.ts";
import { refusal } from "./refusal.ts";
import { bytesOf } from "./samples.ts";

/** That a case goes from one store to another and back, and no byte of its record changes. */
export function describeMove(name: string, makeHere: MakeHarness, makeThere: MakeHarness): void {
  describe(name, () => {
    let harnesses: readonly StoreHarness[] = [];
    let here: RecordStore;
    let there: RecordStore;
    let counted = 0;

    beforeAll(async () => {
      const [one, other] = [await makeHere(), await makeThere()];
      harnesses = [one, other];
      [here, there] = [await one.open(), await other.open()];
    });
    afterAll(async () => {
      await Promise.all([here?.close(), there?.close()]);
      for (const { end } of harnesses) await end();
    });

    /** A case of 600 entries, some of them labelled and numbered, with documents. */
    const founded = async (): Promise<string> => {
      counted += 1;
      const caseName = `moved-${counted}`;
      await here.found(caseName, originOf(caseName));
      const writer = await openPlainWriter(here, caseName);
      await Promise.all([
        ...Array.from({ length: 600 }, (_, at) => writer.append(entry(at))),
        writer.attach([
          { file: "case.json", label: null, bytes: bytesOf("{}") },
          { file: "texts/hidden", label: "c-1", bytes: bytesOf("hidden") },
        ]),
      ]);
      await writer.append(plainSubmission({ key: "last", text: "last" }));
      await writer.close();
      return caseName;
    };

    test("every byte is there that was here", async () => {
      const caseName = await founded();
      const before = await everything(here, caseName);
      const carried = await moveCase(here, there, caseName);
      expect(carried).toMatchObject({ size: 601, added: 601 });
      expect(await everything(there, caseName)).toEqual(before);
      expect(await faultsIn(there, caseName)).toEqual([]);
    });

    test("it is appended to there and no more here, and can come back", async () => {
      const caseName = await founded();
      await moveCase(here, there, caseName);
      const again = await moveCase(here, there, caseName);
      expect(again).toMatchObject({ size: 601, added: 0 });
      expect(await refusal(openPlainWriter(here, caseName))).toBe("STORE_CASE_MOVED");
      const writer = await openPlainWriter(there, caseName);
      expect(await writer.append(plainSubmission({ key: "more", text: "more" }))).toMatchObject({
        position: 601,
      });
      expect(await writer.append(entry(5))).toMatchObject({ isRepeat: true });
      await writer.close();
      const back = await moveCase(there, here, caseName);
      expect(back).toMatchObject({ size: 602, added: 1 });
      expect(await refusal(openPlainWriter(there, caseName))).toBe("STORE_CASE_MOVED");
      expect(await everything(here, caseName)).toEqual(await everything(there, caseName));
      await (await openPlainWriter(here, caseName)).close();
    });

    test("a move that was broken off is taken up, and at no time are there two", async () => {
      const caseName = await founded();
      for (let failing = 1; ; failing += 1) {
        const broken = breakingOff(failing);
        const moved = moveCase(broken(here), broken(there), caseName);
        const isWhole = await moved.then(
          () => true,
          () => false,
        );
        if (isWhole) break;
        expect(await appendable([here, there], caseName)).toBeLessThanOrEqual(1);
      }
      await moveCase(here, there, caseName);
      expect(await appendable([here, there], caseName)).toBe(1);
      expect(await everything(there, caseName)).toEqual(await everything(here, caseName));
      await (await openPlainWriter(there, caseName)).close();
    });

    test("a copy is brought up to date, and takes over only with the newest head", async () => {
      const caseName = await founded();
      const copy = async () => copyCase(await here.record(caseName, { labels: "every" }), there);
      expect(await copy()).toMatchObject({ size: 601, added: 601 });
      const writer = await openPlainWriter(here, caseName);
      const { head } = await writer.append(plainSubmission({ key: "later", text: "later" }));
      expect(await refusal(takeOver(there, caseName, head))).toBe("STORE_ROLLED_BACK");
      expect(await copy()).toMatchObject({ size: 602, added: 1 });
      expect(await refusal(openPlainWriter(there, caseName))).toBe("STORE_CASE_MOVED");
      await writer.close();
      expect(await everything(there, caseName)).toEqual(await everything(here, caseName));
      await takeOver(there, caseName, head);
      await (await openPlainWriter(there, caseName)).close();
    });

    test("another record of the same name is not written over", async () => {
      const caseName = await founded();
      await there.found(caseName, originOf(caseName));
      const other = await openPlainWriter(there, caseName);
      await other.append(plainSubmission({ key: "other", text: "other" }));
      await other.close();
      const moved = moveCase(here, there, caseName);
      expect(await refusal(moved)).toBe("STORE_CASE_EXISTS");
      await (await openPlainWriter(here, caseName)).close();
      await (await openPlainWriter(there, caseName)).close();
    });
  });
}

function entry(at: number) {
  const series = at % 3 === 0 ? { series: { route: "usun", number: at / 3 + 1 } } : {};
  const label = at % 30 === 1 ? "c-1" : null;
  return plainSubmission({ key: `key ${at}`, text: `text ${at}`, ...series }, { label });
}

function originOf(caseName: string): string {
  return `example.org/${caseName}`;
}

async function everything(store: RecordStore, caseName: string) {
  const record = await store.record(caseName, { labels: "every" });
  const all = { begin: 0, end: 10_000 };
  const { leaves, envelopes, checkpoints, documents, keys, numbers } = record;
  const reads = [leaves, envelopes, checkpoints, documents, keys, numbers];
  const rows = await Promise.all(reads.map((read) => read(all)));
  return { origin: record.origin, rows };
}

async function faultsIn(store: RecordStore, caseName: string) {
  const record = await store.record(caseName, { labels: "every" });
  return (await examine(record, { terms: null })).findings;
}

/** In how many of the stores something could be appended to a case. */
async function appendable(stores: readonly RecordStore[], caseName: string): Promise<number> {
  let count = 0;
  for (const store of stores) {
    try {
      await (await openPlainWriter(store, caseName)).close();
      count += 1;
    } catch {
      // It cannot here.
    }
  }
  return count;
}

/** Stores that fail once so many changes have been made through them, counted over all of them. */
function breakingOff(failing: number): (store: RecordStore) => RecordStore {
  let changes = 0;
  const counted = <Values extends readonly unknown[]>(
    change: (...values: Values) => Promise<void>,
  ) => {
    return async (...values: Values): Promise<void> => {
      changes += 1;
      if (changes >= failing) throw new Error("The power was cut.");
      await change(...values);
    };
  };
  const breaking = (hold: Hold): Hold => ({
    ...hold,
    commit: counted(hold.commit),
    handOver: counted(hold.handOver),
  });
  return (store) => ({
    ...store,
    found: counted(store.found),
    hold: async (caseName) => breaking(await store.hold(caseName)),
  });
}
