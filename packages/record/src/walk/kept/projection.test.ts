import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleRecord } from "../../../testing/bundle/sample-bundle.ts";
import { HERE } from "../../../testing/envelope/signed-record.ts";
import { keepSample } from "../../../testing/kept-sample.ts";
import { decodeText, encodeText } from "../../log/index.ts";
import { openSqlite } from "../../store/sqlite/index.ts";
import type { RecordStore } from "../../store/store.ts";
import { computeProjection, type Projector, rebuildProjection } from "./projection.ts";

/** How many entries there are of each kind, and where the last of them stands. */
const KINDS: Projector<ReadonlyMap<string, readonly [number, number]>> = {
  name: "kinds",
  version: 3,
  terms: { ...HERE, reconstructed: false },
  start: new Map(),
  after: (state, { kind }, position) => {
    const [count] = state.get(kind) ?? [0];
    return new Map(state).set(kind, [count + 1, position]);
  },
  rows: (state) =>
    [...state].map(([key, counted]) => ({ key, value: encodeText(counted.join(" at ")) })),
};

describe("a projection", () => {
  let folder = "";
  let store: RecordStore;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "proviso-projection-"));
    store = openSqlite(join(folder, "record.db"));
    await keepSample(store, (await sampleRecord()).kept);
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("that is dropped is computed again, to the byte", async () => {
    const hold = await store.hold(HERE.case);
    await rebuildProjection(hold, KINDS);
    const live = await hold.record.projection("kinds");
    await hold.dropProjection("kinds");
    await rebuildProjection(hold, KINDS);
    expect(await hold.record.projection("kinds")).toEqual(live);
    expect(live).toMatchObject({ version: 3, upTo: 11 });
    const rows = live?.rows.map(({ key, value }) => `${key} ${decodeText(value)}`).sort();
    expect(rows).toEqual([
      "amendment 1 at 5",
      "countersignature 1 at 7",
      "documents 1 at 10",
      "key 5 at 4",
      "observation 2 at 8",
    ]);
    await hold.release();
  });

  test("takes nothing from under a label, whoever computes it", async () => {
    const record = await store.record(HERE.case, { labels: "every" });
    const { state, upTo } = await computeProjection(record, KINDS);
    expect(state.get("observation")).toEqual([2, 8]);
    expect(upTo).toBe(11);
  });

  test("of the first entries takes account of no more of them", async () => {
    const record = await store.record(HERE.case, { labels: [] });
    const { state, upTo } = await computeProjection(record, KINDS, 6);
    expect([...state]).toEqual([
      ["key", [5, 4]],
      ["amendment", [1, 5]],
    ]);
    expect(upTo).toBe(6);
  });
});
