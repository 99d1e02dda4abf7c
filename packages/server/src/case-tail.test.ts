import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { instant } from "@proviso/core";
import { keysFolderOf, openKeys, openStoreAt, placeOf } from "@proviso/record/installation";
import { openSqlite } from "@proviso/record/sqlite";
import type { RecordStore } from "@proviso/record/store";
import { openWriting } from "@proviso/record/writing";
import type { CaseAnswer, LinesAnswer } from "@proviso/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  enrolled,
  type ServedStore,
  serveStore,
  type TestDevice,
} from "../testing/served-store.ts";
import { keptReading } from "./kept-reading.ts";
import { linesOfKept } from "./served-lines.ts";

let served: ServedStore;
let device: TestDevice;
beforeAll(async () => {
  served = await serveStore();
  device = await enrolled(served);
});
afterAll(() => served.close());

let count = 0;
function seen(more: object = {}) {
  count += 1;
  return {
    ...{ v: 1, id: `E-${count}`, kind: "observation", method: "statement" },
    valid: { at: "2024-03-02T08:00:00Z" },
    report: { kind: "statement", by: "North", stance: "promises", text: "They will leave." },
    source: { cite: "a letter" },
    grade: { reliability: "A", credibility: 1, by: "keeper", why: "read" },
    ...more,
  };
}

async function post(to = served, by = device): Promise<void> {
  const { envelope } = await by.sign(seen());
  const answer = await to.post("/record/entries", { v: 1, entries: [{ envelope }] });
  if (answer.statusCode !== 201) throw new Error(answer.body);
}

const whole = async (): Promise<CaseAnswer> => (await served.get("")).json();
const from = async (cursor: number | null): Promise<LinesAnswer> =>
  (await served.get(`/lines?cursor=${cursor}`)).json();

/** Counts the entries that a store is asked for. */
function counting(store: RecordStore) {
  const read = { entries: 0 };
  const record: RecordStore["record"] = async (name, reader) => {
    const kept = await store.record(name, reader);
    const envelopes: typeof kept.envelopes = async (range) => {
      const found = await kept.envelopes(range);
      read.entries += found.length;
      return found;
    };
    return { ...kept, envelopes, size: () => kept.size() };
  };
  return { read, store: { ...store, record } };
}

describe("the tail of a case", () => {
  test("is what has come since, and makes the whole of what was there before", async () => {
    await post();
    const before = await whole();
    await post();
    await post();
    const tail = await from(before.logSize);
    const after = await whole();
    expect(tail.record.trimEnd().split("\n")).toHaveLength(2);
    expect(before.record + tail.record).toBe(after.record);
    expect(tail).toMatchObject({ prior: before.head, head: after.head, next: null });
    expect(tail.logSize).toBe((before.logSize ?? 0) + 2);
  });

  test("is empty where nothing has come, and a place past the end is none", async () => {
    const { logSize, head } = await whole();
    expect(await from(logSize)).toMatchObject({ record: "", prior: head, head, logSize });
    const past = await served.get(`/lines?cursor=${(logSize ?? 0) + 1}`);
    expect(past.statusCode).toBe(400);
    expect(past.json()).toMatchObject({ code: "cursor-unknown" });
    expect((await served.get("/lines?cursor=x")).json()).toMatchObject({ code: "cursor-unknown" });
  });

  test("is not sent again to whoever has it", async () => {
    const { logSize } = await whole();
    const first = await served.get(`/lines?cursor=${logSize}`);
    const tag = { "if-none-match": String(first.headers.etag) };
    expect((await served.get(`/lines?cursor=${logSize}`, tag)).statusCode).toBe(304);
    await post();
    expect((await served.get(`/lines?cursor=${logSize}`, tag)).statusCode).toBe(200);
  });

  test("has what another program has appended to the same store", async () => {
    await post();
    const before = await whole();
    const keys = openKeys(keysFolderOf(placeOf(served.file), {}));
    const store = await openStoreAt(placeOf(served.file));
    const now = () => instant(Date.now());
    const writing = await openWriting(store, "small", { keys, now });
    const signer = await keys.signer("keeper");
    if (signer === null) throw new Error("The installation has no keeper.");
    const bare = { label: null, stated: null, series: null };
    const entry = { kind: "withdrawal", id: "W-1", of: `E-${count}`, known: now(), reason: "x" };
    await writing.append(
      [{ entry: entry as never, ...bare, key: "w-1" }],
      { signer, role: "keeper" },
      { documents: [] },
    );
    await writing.close();
    await store.close();
    const tail = await from(before.logSize);
    expect(tail.prior).toBe(before.head);
    expect(JSON.parse(tail.record)).toMatchObject({ id: "W-1" });
  });
});

describe("a case that a server goes on reading", () => {
  /** The store of the server as it is now, in a file of its own. */
  const copied = (name: string): RecordStore => {
    const copy = join(dirname(served.file), name);
    for (const end of ["", "-wal"]) copyFileSync(`${served.file}${end}`, `${copy}${end}`);
    return openSqlite(copy, { isReadOnly: true });
  };

  test("is asked for no entry that it has read", async () => {
    await post();
    const own = openSqlite(served.file, { isReadOnly: true });
    const { read, store } = counting(own);
    const reading = keptReading(store);
    const { size } = await reading.read("small");
    // The founding entry is looked at once more, for what the case was founded as.
    expect(read.entries).toBe(size + 1);
    await post();
    read.entries = 0;
    expect((await reading.read("small")).size).toBe(size + 1);
    expect(read.entries).toBe(1);
    await own.close();
  });

  test("is as one that was never read before, after every entry", async () => {
    const own = openSqlite(served.file, { isReadOnly: true });
    const reading = keptReading(own);
    for (let times = 0; times < 3; times += 1) {
      const grown = linesOfKept(await reading.read("small")).from(0);
      expect(grown).toEqual(linesOfKept(await keptReading(own).read("small")).from(0));
      await post();
    }
    await own.close();
  });

  test("is read anew where the store has gone back, or is of another history", async () => {
    const older = copied("older.sqlite");
    await post();
    await post();
    const newer = openSqlite(served.file, { isReadOnly: true });
    let now: RecordStore = newer;
    const reading = keptReading({ ...newer, record: (...asked) => now.record(...asked) });
    const before = await reading.read("small");
    const { head } = linesOfKept(before).from(0) ?? {};
    now = older;
    const back = await reading.read("small");
    expect(back).not.toBe(before);
    expect(back.size).toBe(before.size - 2);

    // Another history of the same log, longer than the one that was read.
    const elsewhere = await serveStore();
    const there = await enrolled(elsewhere);
    const longer = before.size;
    for (let times = 0; times < longer; times += 1) await post(elsewhere, there);
    const foreign = openSqlite(elsewhere.file, { isReadOnly: true });
    now = foreign;
    const other = await reading.read("small");
    expect(other).not.toBe(back);
    expect(other.size).toBeGreaterThan(before.size);
    const lines = linesOfKept(other);
    expect(lines.from(before.size)?.prior).not.toBe(head);
    expect(lines.from(0)).toEqual(linesOfKept(await keptReading(foreign).read("small")).from(0));
    for (const store of [older, newer, foreign]) await store.close();
    await elsewhere.close();
  });

  test("is forgotten when others are asked for and there is no more room", async () => {
    await post();
    const own = openSqlite(served.file, { isReadOnly: true });
    // Both names are of one record: what is remembered is told apart by name.
    const both = { ...own, record: (_: string, reader: never) => own.record("small", reader) };
    const roomy = keptReading(both as RecordStore);
    expect(await roomy.read("one")).toBe(await roomy.read("one"));
    const reading = keptReading(both as RecordStore, 10);
    const one = await reading.read("one");
    // One is remembered, however large it is.
    expect(await reading.read("one")).toBe(one);
    await reading.read("two");
    expect(await reading.read("one")).not.toBe(one);
    await own.close();
  });

  test("has, for who asks while it is read, what was there when they asked", async () => {
    const own = openSqlite(served.file, { isReadOnly: true });
    const isLooked = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    const record: RecordStore["record"] = async (name, reader) => {
      const kept = await own.record(name, reader);
      const documents: typeof kept.documents = async (range) => {
        // By now it has been asked how many entries there are.
        isLooked.resolve();
        await mayGoOn.promise;
        return kept.documents(range);
      };
      return { ...kept, documents, envelopes: (range) => kept.envelopes(range) };
    };
    const reading = keptReading({ ...own, record });
    const sizeOf = async () => (await reading.read("small")).size;
    const first = sizeOf();
    await isLooked.promise;
    await post();
    const [second, third] = [sizeOf(), sizeOf()];
    mayGoOn.resolve();
    const before = await first;
    expect([await second, await third]).toEqual([before + 1, before + 1]);
    await own.close();
  });
});
