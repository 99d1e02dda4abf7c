import { fileURLToPath } from "node:url";
import { openStoreAt, placeOf } from "@proviso/record/installation";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresHarness } from "../../record/src/postgres/testing/postgres-harness.ts";
import { postgresServer } from "../../record/src/postgres/testing/postgres-server.ts";
import { type Home, makeHome, sighting } from "./at-home.ts";

const CUBA = fileURLToPath(new URL("../../../cases/cuba-1962", import.meta.url));
const CASE = "cuba-1962";

const server = await postgresServer();
const database = await postgresHarness(server);
let home: Home;
beforeAll(async () => {
  home = await makeHome({ DATABASE_OWNER_URL: database.ownerUrl });
  await home.proviso("import", "case", CUBA);
});
afterAll(async () => {
  await home.remove();
  await database.end();
  await server.end();
});

/** Every byte of a record as a store keeps it. */
async function bytesIn(address: string) {
  const env = { DATABASE_OWNER_URL: database.ownerUrl };
  const store = await openStoreAt(placeOf(address), { isReadOnly: true, env });
  const record = await store.record(CASE, { labels: "every" });
  const all = { begin: 0, end: 10_000 };
  const kept = {
    leaves: await record.leaves(all),
    envelopes: await record.envelopes(all),
    keys: await record.keys(all),
    numbers: await record.numbers(all),
    checkpoints: await record.checkpoints(all),
    documents: await record.documents(all),
  };
  await store.close();
  return JSON.stringify(kept, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
  );
}

describe("moving a case between SQLite and PostgreSQL", () => {
  test("changes no byte of its record, there and back", async () => {
    const before = await bytesIn(home.store);
    const there = await home.proviso("move", CASE, "--from", home.store, "--to", database.url);
    expect(there).toMatchObject({ code: 0, err: "" });
    expect(await bytesIn(database.url)).toBe(before);
    const judged = await home.proviso("assess", CASE, "--json", "--store", database.url);
    expect(judged).toEqual(await home.proviso("assess", CUBA, "--json"));
    const stale = await home.given(sighting("R-1"), "record", CASE);
    expect(stale.code).toBe(1);
    expect(stale.err).toContain("STORE_CASE_MOVED");
    // The key of the log stays where it is: beside the store that the case has left.
    const keys = await makeHome({
      DATABASE_OWNER_URL: database.ownerUrl,
      PROVISO_KEYS: `${home.folder}/.proviso/keys`,
    });
    const grown = await keys.given(sighting("R-1"), "record", CASE, "--store", database.url);
    expect(grown).toMatchObject({ code: 0, err: "" });
    const after = await bytesIn(database.url);
    const back = await home.proviso("move", CASE, "--from", database.url, "--to", home.store);
    expect(back).toMatchObject({ code: 0, err: "" });
    expect(await bytesIn(home.store)).toBe(after);
    expect((await home.given(sighting("R-2"), "record", CASE)).code).toBe(0);
    await keys.remove();
  }, 120_000);

  test("from nowhere, or to where it is, is a wrong call", async () => {
    const nowhere = await home.proviso(
      "move",
      CASE,
      "--from",
      "nowhere.sqlite",
      "--to",
      home.store,
    );
    expect(nowhere.code).toBe(2);
    const same = await home.proviso("move", CASE, "--from", home.store, "--to", home.store);
    expect(same.code).toBe(2);
  });
});
