import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStoreAt, placeOf } from "../src/store/installation/index.ts";
import { bytesIn } from "./kept-bytes.ts";
import { type PostgresHarness, postgresHarness } from "./postgres/postgres-harness.ts";
import { type PostgresServer, postgresServer } from "./postgres/postgres-server.ts";

const PROVISO = fileURLToPath(new URL("../../cli/src/main.ts", import.meta.url));
const FOLDER = fileURLToPath(new URL("../../cli/testing/cases/holding-areas", import.meta.url));
const CASE = "holding-areas";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let server: PostgresServer;
let database: PostgresHarness;
let home: string;
let own: string;

beforeAll(async () => {
  server = await postgresServer();
  database = await postgresHarness(server);
  home = await mkdtemp(join(tmpdir(), "proviso-move-"));
  own = join(home, "record.sqlite");
  expect(await proviso("import", "case", FOLDER)).toMatchObject({ code: 0, err: "" });
}, 60_000);
afterAll(async () => {
  await rm(home, { recursive: true });
  await database.end();
  await server.end();
});

/** Calls the command line as a process of its own, whose store is the file of this test. */
function proviso(...args: readonly string[]): Promise<Ended> {
  const env = {
    ...process.env,
    NO_COLOR: "1",
    PROVISO_STORE: own,
    PROVISO_KEYS: join(home, "keys"),
  };
  const owned = { ...env, DATABASE_OWNER_URL: database.ownerUrl };
  return new Promise((resolve) => {
    execFile(process.execPath, [PROVISO, ...args], { cwd: home, env: owned }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** Every byte of the case's record in the store at an address. */
async function bytesAt(address: string): Promise<string> {
  const store = await openStoreAt(placeOf(address), { isReadOnly: true });
  try {
    return await bytesIn(store, CASE);
  } finally {
    await store.close();
  }
}

describe("proviso move to PostgreSQL and back", () => {
  test("changes no byte of a record, which is read and checked in each", async () => {
    const { url } = database;
    const before = await bytesAt(own);
    const there = await proviso("move", CASE, "--from", own, "--to", url);
    expect(there).toMatchObject({ code: 0, err: "" });
    expect(there.out).not.toContain(`${new URL(url).password}@`);
    expect(await bytesAt(url)).toBe(before);
    const judged = await proviso("assess", CASE, "--json");
    expect(await proviso("assess", CASE, "--json", "--store", url)).toEqual(judged);
    expect(await proviso("fsck", CASE, "--store", url)).toMatchObject({ code: 0, err: "" });
    const rotate = ["keys", CASE, "rotate", "keeper"];
    expect((await proviso(...rotate)).err).toContain("STORE_CASE_MOVED");
    expect((await proviso(...rotate, "--store", url)).code).toBe(0);
    const grown = await bytesAt(url);
    const back = await proviso("move", CASE, "--from", url, "--to", own);
    expect(back).toMatchObject({ code: 0, err: "" });
    expect(await bytesAt(own)).toBe(grown);
    expect(await proviso("fsck", CASE)).toMatchObject({ code: 0, err: "" });
  }, 120_000);

  test("to a server that is not there is refused, and leaves the case where it is", async () => {
    const nowhere = "postgres://nobody@127.0.0.1:1/none";
    const { code, err } = await proviso("move", CASE, "--from", own, "--to", nowhere);
    expect(code).toBe(2);
    expect(err).not.toContain("    at ");
    expect(await proviso("keys", CASE, "rotate", "keeper")).toMatchObject({ code: 0 });
  }, 60_000);
});
