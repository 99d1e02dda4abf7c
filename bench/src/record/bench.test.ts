import { expect, test } from "vitest";
import { flatWorkload } from "../judge/workload.ts";
import { appendRound, latencyAt } from "./append.ts";
import { Corpus } from "./corpus.ts";
import { benchRebuild } from "./rebuild.ts";
import { openSqliteDatabase } from "./stores.ts";
import { benchWholeCase } from "./whole-case.ts";

const workload = flatWorkload("W1", { facts: 12, rules: 8, events: 60 });

test("every signed observation becomes durable, a verdict and news to the subscriber", async () => {
  const database = await openSqliteDatabase();
  try {
    const corpus = new Corpus(workload);
    await corpus.founding();
    const envelopes = await corpus.observations(0, 60);
    const round = await appendRound(database, workload, envelopes);
    expect(round.isWhole).toBe(true);
    const { reached } = await latencyAt(database, workload, envelopes, 10_000);
    expect(reached).toBeGreaterThan(0);
  } finally {
    await database.end();
  }
});

test("a record rebuilt from its entries comes to the root that was kept", async () => {
  const database = await openSqliteDatabase();
  const store = await database.open();
  try {
    const rebuilt = await benchRebuild(store, workload, () => undefined);
    expect(rebuilt).toMatchObject({ entries: 60, isWhole: true });
  } finally {
    await store.close();
    await database.end();
  }
});

test("a case is imported, checked in its store and verified as a bundle, and nothing is found", async () => {
  const database = await openSqliteDatabase();
  const store = await database.open();
  try {
    const whole = await benchWholeCase(store, workload, () => undefined);
    expect(whole.entries).toBe(60);
    const record = await store.record("bench", { labels: [] });
    // Beside the observations there are the founding entry and the one that binds the files.
    expect(await record.size()).toBe(62);
  } finally {
    await store.close();
    await database.end();
  }
});
