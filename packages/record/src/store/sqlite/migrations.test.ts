import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { instant } from "@proviso/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  openPlainWriter,
  plainSubmission,
  refusal,
  textOf,
} from "../../../testing/contract/index.ts";
import { toHex } from "../../log/index.ts";
import { examine } from "../../walk/fsck/index.ts";
import type { Migration } from "../migrations.ts";
import { prepareFile, SQLITE_MIGRATIONS } from "./file.ts";
import { connectSqlite, openSqlite } from "./index.ts";

const ORIGIN = "example.org/released";
/** Files as each released version left them, named by the newest step that it knew. */
const RELEASED = fileURLToPath(new URL("../../../testing/sqlite/fixtures/", import.meta.url));
/** The root over the entries of every one of them. */
const ROOT = "5e3fa735539c75d2f0c5072c79cbbff806f57c983ae2d39bfc39b31912b267bc";

describe("the shape of a file", () => {
  let folder = "";
  let file = "";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "proviso-shape-"));
    file = join(folder, "record.db");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test.each(SQLITE_MIGRATIONS)(
    "is brought up to date from version $number, and no byte of the record changes",
    async ({ number }) => {
      const fixture = join(RELEASED, `version-${number}.db`);
      // Whoever adds a step finds the file of the newest version here, and commits it with the step.
      if (!existsSync(fixture)) await writeReleased(fixture);
      copyFileSync(fixture, file);
      const store = openSqlite(file);
      const record = await store.record("released", { labels: "every" });
      const {
        walked: { tree },
        findings: discrepancies,
      } = await examine(record, { terms: null });
      expect(discrepancies).toEqual([]);
      expect(tree.size).toBe(300);
      const envelopes = await record.envelopes({ begin: 0, end: 300 });
      expect(envelopes.map(({ envelope }) => JSON.parse(textOf(envelope)).text)).toEqual(
        Array.from({ length: 300 }, (_, at) => `text ${at}`),
      );
      const { append, head, close } = await writerOf(store);
      expect(toHex(head().root)).toBe(ROOT);
      const again = await append(plainSubmission({ key: "key 7", text: "text 7" }));
      expect(again).toMatchObject({ position: 7, isRepeat: true });
      const next = { route: "usun", number: 11 };
      await append(plainSubmission({ key: "next", text: "next", series: next }));
      await close();
      await store.close();
    },
  );

  test("of a newer version is not touched, and its reader is told", async () => {
    const step = { number: SQLITE_MIGRATIONS.length + 1, name: "later", sha256: "00" };
    prepareFile(connectSqlite, file, [...SQLITE_MIGRATIONS, { ...step, sql: "SELECT 1" }]);
    const before = readFileSync(file);
    for (const isReadOnly of [false, true]) {
      expect(await refusal((async () => openSqlite(file, { isReadOnly }))())).toBe("STORE_NEWER");
    }
    expect(readFileSync(file)).toEqual(before);
  });

  test("that somebody changed after it was released is refused", async () => {
    const [first, ...rest] = SQLITE_MIGRATIONS as readonly [Migration, ...Migration[]];
    const changed = [{ ...first, sha256: "00" }, ...rest];
    prepareFile(connectSqlite, file, changed);
    expect(await refusal((async () => openSqlite(file))())).toBe("STORE_MIGRATION");
  });

  test("is the old one or the new one, also where a step fails", async () => {
    prepareFile(connectSqlite, file);
    const number = SQLITE_MIGRATIONS.length + 1;
    const sql = "CREATE TABLE half (a INTEGER); CREATE TABLE half (a INTEGER);";
    const failing = { number, name: "failing", sha256: "00", sql };
    const prepared = (async () =>
      prepareFile(connectSqlite, file, [...SQLITE_MIGRATIONS, failing]))();
    expect(await refusal(prepared)).toBe("STORE_UNREADABLE");
    const database = new DatabaseSync(file, { readOnly: true });
    const half = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get();
    database.close();
    expect(half).toBeUndefined();
    await openSqlite(file).close();
  });

  test.each([
    ["another program's database", () => new DatabaseSync(file).exec("CREATE TABLE t (a)")],
    ["no database", () => writeFileSync(file, "a dossier, scanned ".repeat(100))],
  ])("is not given to %s", async (_, make) => {
    make();
    const before = readFileSync(file);
    const code = await refusal((async () => openSqlite(file))());
    expect(["STORE_UNREADABLE", "STORE_CORRUPT"]).toContain(code);
    expect(readFileSync(file)).toEqual(before);
  });

  test("is not made for whoever only reads", async () => {
    const opened = (async () => openSqlite(file, { isReadOnly: true }))();
    expect(await refusal(opened)).toBe("STORE_UNREADABLE");
    expect(existsSync(file)).toBe(false);
  });
});

async function writerOf(store: ReturnType<typeof openSqlite>) {
  const now = () => instant(Date.parse("1962-11-03T20:44:00Z"));
  return openPlainWriter(store, "released", { now });
}

/** Writes a file as this version leaves it: entries of each kind of row that there is. */
async function writeReleased(fixture: string): Promise<void> {
  mkdirSync(RELEASED, { recursive: true });
  const store = openSqlite(fixture);
  await store.found("released", ORIGIN);
  const writer = await writerOf(store);
  for (let at = 0; at < 300; at += 100) {
    const part = Array.from({ length: 100 }, (_, one) => at + one);
    await Promise.all(part.map((number) => writer.append(released(number))));
  }
  const bytes = new Uint8Array(Buffer.from("{}"));
  await writer.attach([
    { file: "case.json", label: null, bytes },
    { file: "texts/hidden", label: "c-1", bytes },
  ]);
  await writer.close();
  await store.close();
  const database = new DatabaseSync(fixture);
  // Who wrote it is nobody's business, and the file is to be one.
  database.exec("DELETE FROM holder; PRAGMA journal_mode = DELETE; VACUUM;");
  database.close();
  await rm(`${fixture}-lock`, { force: true });
}

function released(at: number) {
  const series = at % 30 === 0 ? { series: { route: "usun", number: at / 30 + 1 } } : {};
  const label = at % 30 === 1 ? "c-1" : null;
  return plainSubmission({ key: `key ${at}`, text: `text ${at}`, ...series }, { label });
}
