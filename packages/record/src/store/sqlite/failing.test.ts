import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlainWriter, plainSubmission, textOf } from "../../../testing/contract/index.ts";
import { type FailingSide, failingConnect } from "../../../testing/sqlite/failing-connection.ts";
import { examine } from "../../walk/fsck/index.ts";
import { StoreError } from "../store.ts";
import { type Connect, connectSqlite, openSqlite } from "./index.ts";

const ORIGIN = "example.org/failing";
/** Enough to complete a tile. */
const TEXTS = Array.from({ length: 270 }, (_, at) => `text ${at}`);
/** So little that it is exceeded, and the write-ahead log carried over. */
const CARRY_OVER_BYTES = 5000;

describe("when a call to the file fails", () => {
  let folder = "";
  let runs = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "proviso-failing-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const newFile = (): string => {
    runs += 1;
    return join(folder, `${runs}.db`);
  };

  test.each<FailingSide>(["before", "after"])(
    "%s it is carried out: nothing acknowledged is lost, and nothing half-written is kept",
    { timeout: 120_000 },
    async (side) => {
      const untroubled = failingConnect(connectSqlite, 0, side);
      await append(newFile(), untroubled.connect);
      const calls = untroubled.calls().map((what) => what.trim());
      expect(calls).toContain("PRAGMA wal_checkpoint(PASSIVE)");
      expect(calls.filter((what) => what === "COMMIT").length).toBeGreaterThan(3);

      for (const failing of callsToFail(calls)) {
        const file = newFile();
        const troubled = failingConnect(connectSqlite, failing, side);
        const told = await append(file, troubled.connect);
        const failed = `call ${failing}: ${troubled.failed()}`;
        expect(troubled.failed(), failed).not.toBeNull();
        const again = await append(file, connectSqlite);
        // Sent again, everything is there once: what was acknowledged, where it was acknowledged.
        for (const [text, position] of told) expect(again.get(text), failed).toBe(position);
        expect(again.size, failed).toBe(TEXTS.length);
        expect(await faultsIn(file), failed).toEqual([]);
        await rm(file);
      }
    },
  );

  test("whoever was in the transaction is told so, and the next begins with what was kept", async () => {
    const file = newFile();
    await append(file, connectSqlite);
    const commits = failingCommits();
    const store = openSqlite(file, { connect: commits.connect });
    const news: unknown[] = [];
    const writer = await openPlainWriter(store, "failing", { told: (one) => news.push(one) });
    const send = (text: string) => writer.append(plainSubmission({ key: text, text }));
    commits.failFromNow();
    for (const texts of [["a", "b"], ["c"]]) {
      const settled = await Promise.allSettled(texts.map(send));
      const codes = settled.map((one) => (one.status === "rejected" ? codeOf(one.reason) : "kept"));
      expect(codes).toEqual(texts.map(() => "STORE_NOT_COMMITTED"));
    }
    expect(news).toEqual([]);
    commits.mend();
    // Nothing of them is left in memory: neither a position, nor a key, nor a size.
    expect(await send("b")).toMatchObject({ position: TEXTS.length, isRepeat: false });
    expect(await send("a")).toMatchObject({ position: TEXTS.length + 1, isRepeat: false });
    expect(news).toEqual([
      { begin: TEXTS.length, size: TEXTS.length + 1 },
      { begin: TEXTS.length + 1, size: TEXTS.length + 2 },
    ]);
    expect(writer.taken()).toBe(3);
    await writer.close();
    await store.close();
  });

  test("it is let go of, though the writer lives on: others may append meanwhile", async () => {
    const file = newFile();
    await append(file, connectSqlite);
    const commits = failingCommits();
    const store = openSqlite(file, { connect: commits.connect });
    const writer = await openPlainWriter(store, "failing");
    commits.failFromNow();
    await expect(writer.append(plainSubmission({ key: "a", text: "a" }))).rejects.toThrow();
    commits.mend();
    const hold = await store.hold("failing");
    await hold.release();
    await writer.close();
    await store.close();
  });
});

/** The first two and the last of all calls that are alike. */
function callsToFail(calls: readonly string[]): readonly number[] {
  const alike = Map.groupBy(
    calls.map((_, at) => at + 1),
    (call) => calls[call - 1],
  );
  const chosen = [...alike.values()].flatMap((all) => [...all.slice(0, 2), ...all.slice(-1)]);
  return [...new Set(chosen)].sort((a, b) => a - b);
}

/** Founds a case and appends everything in three parts; what was acknowledged before it failed. */
async function append(file: string, connect: Connect): Promise<ReadonlyMap<string, number>> {
  const told = new Map<string, number>();
  try {
    const store = openSqlite(file, { connect, waitMs: 0, carryOverBytes: CARRY_OVER_BYTES });
    try {
      await store.found("failing", ORIGIN).catch(unlessFounded);
      const writer = await openPlainWriter(store, "failing");
      for (const part of [TEXTS.slice(0, 100), TEXTS.slice(100, 269), TEXTS.slice(269)]) {
        const receipts = await Promise.allSettled(
          part.map((text) => writer.append(plainSubmission({ key: text, text }))),
        );
        for (const [at, receipt] of receipts.entries()) {
          const text = part[at] ?? "";
          if (receipt.status === "fulfilled") told.set(text, receipt.value.position);
          else if (!(receipt.reason instanceof StoreError)) throw receipt.reason;
        }
      }
      await writer.close();
    } finally {
      await store.close();
    }
  } catch (cause) {
    // Whatever fails, it fails in our words.
    if (!(cause instanceof StoreError)) throw cause;
  }
  return told;
}

function unlessFounded(cause: unknown): void {
  if (codeOf(cause) !== "STORE_CASE_EXISTS") throw cause;
}

function codeOf(cause: unknown): string {
  return cause instanceof StoreError ? cause.code : String(cause);
}

async function faultsIn(file: string): Promise<readonly unknown[]> {
  const store = openSqlite(file, { isReadOnly: true });
  try {
    const record = await store.record("failing", { labels: "every" });
    const kept = await record.envelopes({ begin: 0, end: 10_000 });
    const texts = kept.map(({ envelope }) => JSON.parse(textOf(envelope)).text as string);
    const { findings: discrepancies } = await examine(record, { terms: null });
    const missing = TEXTS.filter((text) => !texts.includes(text));
    return [...discrepancies, ...missing];
  } finally {
    await store.close();
  }
}

/** A file whose commits fail while it is told to. */
function failingCommits() {
  let isFailing = false;
  const connect: Connect = (file, options) => {
    const inner = connectSqlite(file, options);
    return {
      ...inner,
      exec: (sql) => {
        if (isFailing && sql === "COMMIT") throw new Error("disk I/O error");
        inner.exec(sql);
      },
    };
  };
  return {
    connect,
    failFromNow: () => {
      isFailing = true;
    },
    mend: () => {
      isFailing = false;
    },
  };
}
