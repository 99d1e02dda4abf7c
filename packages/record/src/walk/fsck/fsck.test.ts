import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { instant } from "@proviso/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type PostgresHarness,
  postgresHarness,
  run,
} from "../../../testing/postgres/postgres-harness.ts";
import { type PostgresServer, postgresServer } from "../../../testing/postgres/postgres-server.ts";
import { openCaseFolder } from "../../store/folder/case-folder.ts";
import { readFolderFiles } from "../../store/folder/index.ts";
import { openKeys } from "../../store/installation/index.ts";
import type { RecordStore } from "../../store/store.ts";
import { importCase } from "../../writing/index.ts";
import { fsck } from "./fsck.ts";

const CASE = fileURLToPath(new URL("../../../../../cases/cuba-1962", import.meta.url));

let server: PostgresServer;
let harness: PostgresHarness;
let store: RecordStore;
let keys: string;

beforeAll(async () => {
  server = await postgresServer();
  harness = await postgresHarness(server);
  store = await harness.open();
  keys = await mkdtemp(join(tmpdir(), "proviso-keys-"));
  const stored = await openCaseFolder(CASE).open();
  const metadata = stored.case;
  if (metadata === null) throw new Error("The case cannot be read.");
  const folder = { metadata, agreement: "cuba-1962", stored, files: await readFolderFiles(CASE) };
  const now = () => instant(Date.UTC(2031, 0, 1));
  await importCase(store, folder, { keys: openKeys(join(keys, "keys")), now });
}, 120_000);

afterAll(async () => {
  await store.close();
  await harness.end();
  await server.end();
  await rm(keys, { recursive: true });
});

/** Changes the database as its superuser may, with no trigger in the way. */
async function tamper(sql: string): Promise<void> {
  const free = ["SET search_path = proviso", "SET session_replication_role = replica"];
  await run(harness.superUrl, [...free, sql]);
}

describe("fsck of a case in PostgreSQL", () => {
  test("finds nothing where nobody changed anything, and then each thing that was", async () => {
    const sound = await fsck(store, "cuba-1962");
    expect(sound).toMatchObject({ size: 342, findings: [] });
    await tamper("UPDATE envelopes SET envelope = set_byte(envelope, 40, 42) WHERE position = 70");
    await tamper("UPDATE tops SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1)");
    const zeros = "decode(repeat('00', 32), 'hex')";
    await tamper(`UPDATE idempotency_keys SET payload = ${zeros} WHERE position = 5`);
    await tamper("DELETE FROM envelopes WHERE position = 90");
    const { findings } = await fsck(store, "cuba-1962");
    const found = findings.map(({ code, file, position }) => `${code} ${file} ${position}`);
    expect(found).toEqual(
      expect.arrayContaining([
        "envelope-altered envelopes 70",
        "top-altered tops null",
        "key-altered idempotency_keys 5",
        "envelope-missing envelopes 90",
      ]),
    );
  });
});
