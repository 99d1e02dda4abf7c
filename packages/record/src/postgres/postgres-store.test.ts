import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  describeAppendOnly,
  describeLabels,
  describeMove,
  describeSequencer,
  describeStore,
} from "../contract/index.ts";
import { sqliteHarness } from "../sqlite/testing/sqlite-harness.ts";
import { type PostgresHarness, postgresHarness, run } from "./testing/postgres-harness.ts";
import { type PostgresServer, postgresServer } from "./testing/postgres-server.ts";

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
describeSequencer("a sequencer over PostgreSQL", harness);
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
