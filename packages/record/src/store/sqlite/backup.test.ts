import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPlainWriter, plainSubmission, refusal } from "../../../testing/contract/index.ts";
import { examine } from "../../walk/fsck/index.ts";
import type { RecordStore } from "../store.ts";
import { backUpSqlite, openSqlite, restoreSqlite } from "./index.ts";

const ORIGIN = "example.org/kept";

describe("a backup", () => {
  let folder = "";
  let file = "";
  let copy = "";
  let store: RecordStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "proviso-backup-"));
    [file, copy] = [join(folder, "record.db"), join(folder, "backup.db")];
    store = openSqlite(file);
    await store.found("kept", ORIGIN);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const writerOf = (on: RecordStore, seen: { size: number; root: Uint8Array } | null) =>
    openPlainWriter(on, "kept", { seen });
  const entry = (at: number) => plainSubmission({ key: `${at}`, text: `${at} ${"x".repeat(500)}` });

  test("is made while entries come in, and holds all that was acknowledged before it", async () => {
    const writer = await writerOf(store, null);
    await Promise.all(Array.from({ length: 500 }, (_, at) => writer.append(entry(at))));
    const atFirst = writer.head();
    const coming = (async () => {
      for (let at = 500; at < 700; at += 1) await writer.append(entry(at));
    })();
    await backUpSqlite(file, copy);
    await coming;
    await writer.close();

    const restored = join(folder, "restored.db");
    restoreSqlite(copy, restored);
    const again = openSqlite(restored);
    const record = await again.record("kept", { labels: "every" });
    expect(await record.size()).toBeGreaterThanOrEqual(atFirst.size);
    expect((await examine(record, { terms: null })).findings).toEqual([]);
    const next = await writerOf(again, { ...atFirst });
    expect(await next.append(entry(3))).toMatchObject({ position: 3, isRepeat: true });
    await next.close();
    await again.close();
  });

  test("that is older than what has been seen is not gone on from", async () => {
    const writer = await writerOf(store, null);
    await writer.append(entry(0));
    await backUpSqlite(file, copy);
    const { head } = await writer.append(entry(1));
    await writer.close();
    const restored = join(folder, "restored.db");
    restoreSqlite(copy, restored);
    const again = openSqlite(restored);
    expect(await refusal(writerOf(again, { ...head }))).toBe("STORE_ROLLED_BACK");
    await again.close();
  });

  test("takes the place of nothing, and leaves nothing half-made", async () => {
    await backUpSqlite(file, copy);
    const before = readFileSync(copy);
    expect(await refusal(backUpSqlite(file, copy))).toBe("STORE_UNREADABLE");
    expect(await refusal((async () => restoreSqlite(copy, file))())).toBe("STORE_UNREADABLE");
    expect(readFileSync(copy)).toEqual(before);
    expect(await refusal(backUpSqlite(join(folder, "none.db"), join(folder, "b.db")))).toBe(
      "STORE_UNREADABLE",
    );
    const nowhere = join(folder, "no-such-folder", "b.db");
    expect(await refusal(backUpSqlite(file, nowhere))).toBe("STORE_UNREADABLE");
    expect((await readdir(folder)).filter((name) => name.includes("partial"))).toEqual([]);
  });

  test.each([
    ["is cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length - 6000)],
    ["is no file of SQLite", () => Buffer.from("a dossier, scanned")],
    ["is empty", () => Buffer.alloc(0)],
  ])("that %s is not restored", async (_, damage) => {
    const writer = await writerOf(store, null);
    await Promise.all(Array.from({ length: 100 }, (__, at) => writer.append(entry(at))));
    await writer.close();
    await backUpSqlite(file, copy);
    const damaged = join(folder, "damaged.db");
    copyFileSync(copy, damaged);
    writeFileSync(damaged, damage(readFileSync(copy)));
    const restored = join(folder, "restored.db");
    const code = await refusal((async () => restoreSqlite(damaged, restored))());
    expect(["STORE_CORRUPT", "STORE_UNREADABLE", "STORE_MIGRATION"]).toContain(code);
    expect(await readdir(folder)).not.toContain("restored.db");
  });
});
