import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSqlite } from "../../src/store/sqlite/index.ts";
import { fsck } from "../../src/walk/fsck/index.ts";
import { readFiles, termsOfCase, walkKept } from "../../src/walk/kept/index.ts";
import { openWriting } from "../../src/writing/index.ts";
import { NAME, writingIn } from "../signed-case.ts";
import { appendUntilKilled, faultsAfter, forgetCompiled, type Moment, seeded } from "./killing.ts";

/** Records that are begun; each is killed ten times, and one of signed entries: a hundred kills. */
const RECORDS = 9;
const KILLS_A_RECORD = 10;

describe("a program that appends to a file of SQLite", () => {
  let folder = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "proviso-kills-"));
  });
  afterAll(async () => {
    forgetCompiled();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(Array.from({ length: RECORDS }, (_, at) => at))(
    "loses nothing that it was told is kept, however it is killed: record %d",
    { timeout: 120_000 },
    async (record) => {
      const place = join(folder, `${record}.db`);
      const random = seeded(1962 + record);
      const told = new Map<number, number>();
      let from = 0;
      for (let kill = 0; kill < KILLS_A_RECORD; kill += 1) {
        const moment: Moment =
          kill % 5 === 0
            ? { after: "start", delayMs: random() * 400 }
            : { after: "first-acknowledgement", delayMs: random() * 30 };
        const target = { kind: "sqlite", place, caseName: "killed" } as const;
        const now = await appendUntilKilled(target, from, moment, (program) => {
          process.kill(program, "SIGKILL");
        });
        for (const [number, position] of now) {
          // What is sent again after a kill is found where it was, and not kept twice.
          expect(told.get(number) ?? position).toBe(position);
          told.set(number, position);
        }
        const store = openSqlite(place);
        expect(await faultsAfter(store, "killed", told)).toEqual([]);
        await store.close();
        from = Math.max(0, ...told.keys(), 5) - 5;
      }
      expect(told.size).toBeGreaterThan(KILLS_A_RECORD);
    },
  );

  test("of signed entries loses none, forgets no head, and leaves no gap in what was signed", {
    timeout: 240_000,
  }, async () => {
    const place = join(folder, "signed");
    const random = seeded(1963);
    const told = new Map<number, number>();
    let from = 0;
    for (let kill = 0; kill < KILLS_A_RECORD; kill += 1) {
      const moment: Moment =
        kill % 5 === 0
          ? { after: "start", delayMs: random() * 1500 }
          : { after: "first-acknowledgement", delayMs: random() * 30 };
      const target = { kind: "signed", place, caseName: NAME } as const;
      const now = await appendUntilKilled(target, from, moment, (program) => {
        process.kill(program, "SIGKILL");
      });
      for (const [number, position] of now) {
        // Whoever is told of an entry is the one whose append it was.
        expect(told.has(number)).toBe(false);
        told.set(number, position);
      }
      from = Math.max(0, ...told.keys(), 5) - 5;
    }
    const store = openSqlite(join(place, "record.sqlite"));
    expect((await fsck(store, NAME)).findings).toEqual([]);
    const ids = new Map<number, string>();
    const record = await store.record(NAME, { labels: [] });
    const terms = await termsOfCase(record, await readFiles(record));
    for await (const { position, said } of walkKept(record, terms, { verify: "none" })) {
      if (said !== null) ids.set(position, said.statement.entry.id);
    }
    for (const [number, position] of told) expect(ids.get(position)).toBe(`O-${number}`);
    expect(new Set(ids.values()).size).toBe(ids.size);
    // The next is not told that the record was rolled back.
    const writing = await openWriting(store, NAME, writingIn(place));
    expect(writing.size()).toBe(ids.size);
    await writing.close();
    await store.close();
    expect(told.size).toBeGreaterThan(KILLS_A_RECORD / 2);
  });

  test("keeps others from appending while it lives, and says who it is; then the next may", async () => {
    const place = join(folder, "shared.db");
    const target = { kind: "sqlite", place, caseName: "shared" } as const;
    const moment = { after: "first-acknowledgement", delayMs: 0 } as const;
    let refused: unknown;
    let read = 0;
    let program = 0;
    const told = await appendUntilKilled(target, 0, moment, async (pid) => {
      program = pid;
      const store = openSqlite(place, { waitMs: 50 });
      refused = await store.hold("shared").catch((cause: unknown) => cause);
      read = await (await store.record("shared", { labels: [] })).size();
      await store.close();
      process.kill(pid, "SIGKILL");
    });
    expect(refused).toMatchObject({ code: "STORE_HELD" });
    expect(String(refused)).toContain(`process ${program} on`);
    expect(read).toBeGreaterThan(0);
    const next = openSqlite(place, { waitMs: 0 });
    const hold = await next.hold("shared");
    await hold.release();
    expect(await faultsAfter(next, "shared", told)).toEqual([]);
    await next.close();
  });

  test("waits for another to end, and then appends", async () => {
    const place = join(folder, "waited.db");
    const first = openSqlite(place);
    await first.found("waited", "example.org/waited");
    const hold = await first.hold("waited");
    const target = { kind: "sqlite", place, caseName: "waited" } as const;
    const moment = { after: "first-acknowledgement", delayMs: 10 } as const;
    const letGo = setTimeout(() => void first.close(), 1500);
    const told = await appendUntilKilled(target, 0, moment, (program) => {
      process.kill(program, "SIGKILL");
    });
    clearTimeout(letGo);
    await hold.release();
    await first.close();
    expect(told.size).toBeGreaterThan(0);
  });
});
