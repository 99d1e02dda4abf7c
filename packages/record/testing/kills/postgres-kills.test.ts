import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RecordStore, StoreError } from "../../src/store/store.ts";
import { type PostgresHarness, postgresHarness, run } from "../postgres/postgres-harness.ts";
import { type PostgresServer, startServer } from "../postgres/postgres-server.ts";
import { appendUntilKilled, faultsAfter, forgetCompiled, seeded } from "./killing.ts";

/** What is killed in turn: a hundred kills in all, half of them of the database's own processes. */
const RECORDS = 10;
const VICTIMS = [
  "program",
  "session",
  "program",
  "session",
  "program",
  "session",
  "program",
  "session",
  "program",
  "server",
] as const;

describe("a program that appends to PostgreSQL", () => {
  let server: PostgresServer;
  let harness: PostgresHarness;

  beforeAll(async () => {
    // One that was given is not for us to kill.
    server = await startServer();
    harness = await postgresHarness(server);
    await (await harness.open()).close();
  });
  afterAll(async () => {
    forgetCompiled();
    await server?.end();
  });

  /** The process of the server that serves whoever holds a case. */
  const holder = async (): Promise<number> => {
    const session = new pg.Client({ connectionString: harness.superUrl });
    session.on("error", () => undefined);
    await session.connect();
    const sql = "SELECT pid FROM pg_locks WHERE locktype = 'advisory'";
    const { rows } = await session.query<{ readonly pid: number }>(sql);
    await session.end();
    return rows[0]?.pid ?? 0;
  };
  const end = {
    program: (program: number) => void process.kill(program, "SIGKILL"),
    session: async () => {
      const pid = await holder();
      if (pid > 0) process.kill(pid, "SIGKILL");
    },
    server: () => {
      const pid = server.pid();
      if (pid !== null) process.kill(pid, "SIGKILL");
    },
  };

  test.each(Array.from({ length: RECORDS }, (_, at) => at))(
    "loses nothing that it was told is kept, whatever is killed: record %d",
    { timeout: 240_000 },
    async (record) => {
      const random = seeded(1963 + record);
      const caseName = `killed-${record}`;
      const told = new Map<number, number>();
      let from = 0;
      for (const victim of VICTIMS) {
        const target = { kind: "postgres", place: harness.url, caseName } as const;
        const moment = { after: "first-acknowledgement", delayMs: random() * 30 } as const;
        const now = await appendUntilKilled(target, from, moment, end[victim]);
        for (const [number, position] of now) {
          expect(told.get(number) ?? position).toBe(position);
          told.set(number, position);
        }
        const store = await openWhenReady(harness, victim === "server" ? server : null);
        expect(await faultsAfter(store, caseName, told)).toEqual([]);
        await store.close();
        from = Math.max(0, ...told.keys(), 5) - 5;
      }
      expect(told.size).toBeGreaterThan(VICTIMS.length);
    },
  );

  test("is not given a server that acknowledges what it has not synced", async () => {
    const store = await harness.open();
    await store.found("unsynced", "example.org/unsynced");
    const set = (value: string) =>
      run(harness.superUrl, [`ALTER SYSTEM SET fsync = ${value}`, "SELECT pg_reload_conf()"]);
    const codes = async (): Promise<string> =>
      store.hold("unsynced").then(
        (hold) => hold.release().then(() => "held"),
        (cause: unknown) => (cause instanceof StoreError ? cause.code : String(cause)),
      );
    await set("off");
    await expect.poll(codes, { timeout: 10_000 }).toBe("STORE_NOT_DURABLE");
    await set("on");
    await expect.poll(codes, { timeout: 10_000 }).toBe("held");
    await store.close();
  });
});

/** Waits until the server has recovered; one that was killed itself is started again. */
async function openWhenReady(
  harness: PostgresHarness,
  killed: PostgresServer | null,
): Promise<RecordStore> {
  let isStarted = killed === null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Its last processes may still be letting go of their memory.
      if (!isStarted) await killed?.restart();
      isStarted = true;
      return await harness.open();
    } catch (cause) {
      if (attempt === 100) throw cause;
      await sleep(100);
    }
  }
}
