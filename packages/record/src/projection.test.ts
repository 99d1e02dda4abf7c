import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bytesOf, sampleBatch, sampleEntry, textOf } from "../testing/contract/index.ts";
import { EMPTY_TREE } from "./log/index.ts";
import { computeProjection, type Projector, rebuildProjection } from "./projection.ts";
import { openSqlite } from "./sqlite/index.ts";
import type { RecordStore } from "./store.ts";

/** How often each text was said. */
const TEXTS: Projector<ReadonlyMap<string, number>> = {
  name: "texts",
  version: 3,
  start: new Map(),
  after: (state, _, { envelope }) => {
    const text = textOf(envelope);
    return new Map(state).set(text, (state.get(text) ?? 0) + 1);
  },
  rows: (state) => [...state].map(([key, count]) => ({ key, value: bytesOf(String(count)) })),
};

describe("a projection", () => {
  let folder = "";
  let store: RecordStore;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "proviso-projection-"));
    store = openSqlite(join(folder, "record.db"));
    await store.found("kept", "example.org/kept");
    const hold = await store.hold("kept");
    const texts = ["a", "b", "secret", "a"];
    const entries = texts.map((text, at) =>
      sampleEntry(at, { text, ...(text === "secret" ? { label: "c-1" } : {}) }),
    );
    await hold.commit(sampleBatch(EMPTY_TREE, entries).batch);
    await hold.release();
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("that is dropped is computed again, to the byte", async () => {
    const hold = await store.hold("kept");
    await rebuildProjection(hold, TEXTS);
    const live = await hold.record.projection("texts");
    await hold.dropProjection("texts");
    await rebuildProjection(hold, TEXTS);
    expect(await hold.record.projection("texts")).toEqual(live);
    expect(live).toMatchObject({ version: 3, upTo: 4 });
    expect(live?.rows.map(({ key, value }) => [key, textOf(value)])).toEqual([
      ["a", "2"],
      ["b", "1"],
    ]);
    await hold.release();
  });

  test("takes nothing from under a label, whoever computes it", async () => {
    const record = await store.record("kept", { labels: "every" });
    const { state, upTo } = await computeProjection(record, TEXTS);
    expect([...state.keys()]).toEqual(["a", "b"]);
    expect(upTo).toBe(4);
  });
});
