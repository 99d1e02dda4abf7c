import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { entryId, instant } from "@proviso/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCaseFolder } from "../src/store/folder/case-folder.ts";
import { readFolderFiles } from "../src/store/folder/index.ts";
import { openKeys, openStoreAt, placeOf } from "../src/store/installation/index.ts";
import { moveCase } from "../src/store/move/index.ts";
import type { RecordStore } from "../src/store/store.ts";
import type { CaseTerms } from "../src/walk/index.ts";
import { openKeptCase, readKeptCase } from "../src/walk/kept/index.ts";
import { importCase, openWriting } from "../src/writing/index.ts";
import { bytesIn } from "./kept-bytes.ts";
import { postgresHarness } from "./postgres/postgres-harness.ts";
import { postgresServer } from "./postgres/postgres-server.ts";

const CUBA = fileURLToPath(new URL("../../../cases/cuba-1962", import.meta.url));
const NAME = "cuba-1962";
const now = () => instant(Date.parse("2026-01-05T10:00:00Z"));

const home = await mkdtemp(join(tmpdir(), "proviso-kept-"));
const keys = openKeys(join(home, "keys"));
const stored = await openCaseFolder(CUBA).open();
const server = await postgresServer();
const database = await postgresHarness(server);
let sqlite: RecordStore;
let postgres: RecordStore;

beforeAll(async () => {
  sqlite = await openStoreAt(placeOf(join(home, "record.sqlite")));
  postgres = await database.open();
  const { case: metadata } = stored;
  if (metadata === null) throw new Error("The case cannot be read.");
  const folder = { metadata, agreement: NAME, stored, files: await readFolderFiles(CUBA) };
  await importCase(sqlite, folder, { keys, now });
});
afterAll(async () => {
  await sqlite.close();
  await postgres.close();
  await rm(home, { recursive: true });
  await database.end();
  await server.end();
});

async function recordRemark(store: RecordStore): Promise<CaseTerms> {
  const writing = await openWriting(store, NAME, { keys, now });
  const signer = await keys.signer("keeper");
  if (signer === null) throw new Error("There is no keeper's key.");
  const [first] = stored.entries;
  if (first?.kind !== "observation") throw new Error("The record begins otherwise.");
  const entry = { ...first, id: entryId(`O-new-${writing.size()}`), known: now() };
  const draft = { entry, label: null, stated: null, key: entry.id, series: null };
  await writing.append([draft], { signer, role: "keeper" });
  await writing.close();
  return writing.terms;
}

describe("a case that is kept", () => {
  test("has the very entries, texts and places of its folder", async () => {
    expect(await openKeptCase(sqlite, NAME).open()).toMatchObject({
      case: { id: NAME, reconstructed: true },
      files: stored.files,
      entries: stored.entries,
      lines: stored.lines,
      diagnostics: [],
    });
  });

  test("was founded by its keeper's key, which signs from its own entry on", async () => {
    const { keys: ring } = (await readKeptCase(sqlite, NAME)).ring;
    expect(ring).toMatchObject([{ name: "keeper", roles: ["keeper"], from: 0, until: null }]);
  });

  test("moves to PostgreSQL and back with every byte, and grows where it is", async () => {
    const before = await bytesIn(sqlite, NAME);
    await moveCase(sqlite, postgres, NAME);
    expect(await bytesIn(postgres, NAME)).toBe(before);
    await expect(recordRemark(sqlite)).rejects.toMatchObject({ code: "STORE_CASE_MOVED" });
    await recordRemark(postgres);
    const grown = await bytesIn(postgres, NAME);
    expect((await openKeptCase(postgres, NAME).open()).entries).toHaveLength(
      stored.entries.length + 1,
    );
    await moveCase(postgres, sqlite, NAME);
    expect(await bytesIn(sqlite, NAME)).toBe(grown);
    await recordRemark(sqlite);
  });
});
