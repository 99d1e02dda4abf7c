import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  describeAppendOnly,
  describeGroups,
  describeLabels,
  describeMove,
  describeStore,
  describeWriter,
  refusal,
  sampleEntry,
} from "../../../testing/contract/index.ts";
import {
  type PostgresHarness,
  postgresHarness,
  run,
} from "../../../testing/postgres/postgres-harness.ts";
import { type PostgresServer, postgresServer } from "../../../testing/postgres/postgres-server.ts";
import {
  dumpRows,
  foundReleased,
  RELEASED_ENTRIES,
} from "../../../testing/postgres/released-database.ts";
import { sqliteHarness } from "../../../testing/sqlite/sqlite-harness.ts";
import { NOTHING } from "../store.ts";
import { POSTGRES_MIGRATIONS, prepareDatabase } from "./shape.ts";

let server: Promise<PostgresServer> | null = null;

/** The server is started for whoever needs it first, and ended after the last. */
async function harness(): Promise<PostgresHarness> {
  server ??= postgresServer();
  return postgresHarness(await server);
}

afterAll(async () => {
  await (await server)?.end();
});

describeStore("a store in PostgreSQL", harness);
describeWriter("a writer over PostgreSQL", harness);
describeGroups("groups over PostgreSQL", harness);
describeLabels("a label in PostgreSQL", harness);
describeAppendOnly("a record in PostgreSQL", harness, {
  "a leaf is not replaced": `INSERT INTO leaves SELECT * FROM leaves LIMIT 1
     ON CONFLICT (case_number, position) DO UPDATE SET leaf = ''`,
  "leaves are not emptied": "TRUNCATE leaves",
  "envelopes are not emptied": "TRUNCATE envelopes",
  "nothing is emptied along with cases": "TRUNCATE cases CASCADE",
  "a policy is not taken away": "DROP POLICY are_read ON envelopes",
  "row-level security is not turned off": "ALTER TABLE envelopes DISABLE ROW LEVEL SECURITY",
  "a trigger is not turned off": "ALTER TABLE leaves DISABLE TRIGGER ALL",
  "triggers are not passed by as in replication": "SET session_replication_role = replica",
});

describe("the owner of the tables", () => {
  let own: PostgresHarness;

  beforeAll(async () => {
    own = await harness();
    const store = await own.open();
    await store.found("kept", "example.org/kept");
    await store.close();
  });
  afterAll(() => own?.end());

  test.each([
    "UPDATE proviso.cases SET origin = 'other'",
    "DELETE FROM proviso.custody",
    "TRUNCATE proviso.cases CASCADE",
    "TRUNCATE proviso.leaves, proviso.envelopes",
    "UPDATE proviso.leaves SET leaf = ''",
    "DELETE FROM proviso.migrations",
  ])("is refused too: %s", async (sql) => {
    await expect(run(own.ownerUrl, [sql])).rejects.toThrow("append-only");
    await expect(run(own.superUrl, [sql])).rejects.toThrow("append-only");
  });
});

describeMove("a case that moves from SQLite to PostgreSQL", sqliteHarness, harness);
describeMove("a case that moves from PostgreSQL to SQLite", harness, sqliteHarness);

/** Rows as each released version left them, named by the newest step that it knew. */
const RELEASED = new URL("../../../testing/postgres/fixtures/", import.meta.url);

describe("the shape of a database", () => {
  test.each(POSTGRES_MIGRATIONS)(
    "is brought up to date from version $number, and no byte of the record changes",
    async ({ number }) => {
      const own = await harness();
      const fixture = new URL(`version-${number}.sql`, RELEASED);
      // Whoever adds a step finds the rows of the newest version here, and commits them with it.
      if (!existsSync(fixture)) await writeReleased(fixture);
      await prepareDatabase(own.ownerUrl, POSTGRES_MIGRATIONS.slice(0, number));
      await run(own.superUrl, [readFileSync(fixture, "utf8")]);
      const store = await own.open();
      const record = await store.record("released", { labels: "every" });
      const range = { begin: 0, end: 100 };
      expect((await record.leaves(range)).map(({ leaf }) => leaf)).toEqual(
        RELEASED_ENTRIES.map(({ leaf }) => leaf),
      );
      expect(
        (await record.envelopes(range)).map(({ label, envelope }) => [label, envelope]),
      ).toEqual(RELEASED_ENTRIES.map(({ label, envelope }) => [label, envelope]));
      expect(await record.documents(range)).toHaveLength(2);
      const hold = await store.hold("released");
      expect(await hold.keysUsed([RELEASED_ENTRIES[5]?.key.key as Uint8Array])).toHaveLength(1);
      await hold.commit({ ...NOTHING, size: 12, entries: [sampleEntry(12)] });
      await hold.release();
      await store.close();
      await own.end();
    },
  );

  test("of a newer version is told to its reader", async () => {
    const own = await harness();
    const step = { number: POSTGRES_MIGRATIONS.length + 1, name: "later", sha256: "00" };
    const later = [...POSTGRES_MIGRATIONS, { ...step, sql: "SELECT 1" }];
    await prepareDatabase(own.ownerUrl, later);
    expect(await refusal(own.open())).toBe("STORE_NEWER");
    await own.end();
  });

  test("is the old one or the new one, also where a step fails", async () => {
    const own = await harness();
    await prepareDatabase(own.ownerUrl);
    const step = { number: POSTGRES_MIGRATIONS.length + 1, name: "failing", sha256: "00" };
    const sql = "CREATE TABLE proviso.half (a integer); CREATE TABLE proviso.half (a integer);";
    const failing = [...POSTGRES_MIGRATIONS, { ...step, sql }];
    expect(await refusal(prepareDatabase(own.ownerUrl, failing))).toBe("STORE_UNREADABLE");
    await (await own.open()).close();
    await run(own.superUrl, ["CREATE TABLE proviso.half (a integer)"]);
    await own.end();
  });

  test("is taken on once, however many programs come at the same time", async () => {
    const own = await harness();
    const stores = await Promise.all(Array.from({ length: 5 }, () => own.open()));
    for (const store of stores) await store.close();
    await own.end();
  });
});

async function writeReleased(fixture: URL): Promise<void> {
  const own = await harness();
  const store = await own.open();
  await foundReleased(store);
  await store.close();
  mkdirSync(RELEASED, { recursive: true });
  writeFileSync(fixture, await dumpRows(own.superUrl));
  await own.end();
}

describe("row-level security", () => {
  let own: PostgresHarness;

  beforeAll(async () => {
    own = await harness();
    const store = await own.open();
    await foundReleased(store);
    await store.close();
  });
  afterAll(() => own?.end());

  const count = async (url: string, settings: readonly string[]): Promise<readonly number[]> => {
    const session = new pg.Client({ connectionString: url });
    await session.connect();
    try {
      await session.query("BEGIN");
      for (const setting of settings) await session.query(setting);
      const counted = [];
      for (const table of ["envelopes", "documents"]) {
        const { rows } = await session.query(`SELECT count(*)::int AS n FROM proviso.${table}`);
        counted.push(rows[0]?.n as number);
      }
      return counted;
    } finally {
      await session.end();
    }
  };
  const LABELLED = `SET LOCAL proviso.labels = '["c-1"]'`;

  test("counts for the program's user only what a reader may see", async () => {
    expect(await count(own.url, [])).toEqual([9, 1]);
    expect(await count(own.url, [LABELLED])).toEqual([12, 2]);
    expect(await count(own.url, [`SET LOCAL proviso.labels = '["c-2"]'`])).toEqual([9, 1]);
  });

  test("holds for the owner of the tables too", async () => {
    expect(await count(own.ownerUrl, [])).toEqual([9, 1]);
    expect(await count(own.ownerUrl, [LABELLED])).toEqual([12, 2]);
  });

  test.each([
    "SET LOCAL proviso.labels = 'c-1'",
    `SET LOCAL proviso.labels = '{"c-1": true}'`,
    `SET LOCAL proviso.labels = '["c-1"'`,
  ])("shows nothing at all where labels are not a list: %s", async (setting) => {
    await expect(count(own.url, [setting])).rejects.toThrow();
  });

  test("forgets a reader's labels with their transaction", async () => {
    const session = new pg.Client({ connectionString: own.url });
    await session.connect();
    await session.query("BEGIN");
    await session.query(LABELLED);
    await session.query("COMMIT");
    const { rows } = await session.query("SELECT count(*)::int AS n FROM proviso.envelopes");
    await session.end();
    expect(rows[0]?.n).toBe(9);
  });

  test("is not told by the errors of an insertion, nor by a view over the tables", async () => {
    const insert = `INSERT INTO proviso.envelopes SELECT case_number, position, 'c-1', ''
      FROM proviso.leaves`;
    await expect(run(own.url, [insert])).rejects.toThrow();
    await expect(run(own.url, ["CREATE VIEW proviso.seen AS SELECT 1"])).rejects.toThrow("denied");
  });
});
