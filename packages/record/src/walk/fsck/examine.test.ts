import { copyFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { instant } from "@proviso/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlainWriter, plainSubmission } from "../../../testing/contract/index.ts";
import { openSqlite } from "../../store/sqlite/index.ts";
import { examine, type FsckFinding } from "./index.ts";

const ORIGIN = "example.org/kept";
const SIZE = 300;

/** What somebody does who has the file, and rewrites it past every rule of it. */
type Tamper = (database: DatabaseSync) => void;

describe("an examination", () => {
  let folder = "";
  let file = "";
  let copies = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "proviso-examination-"));
    file = join(folder, "record.db");
    const store = openSqlite(file);
    await store.found("kept", ORIGIN);
    let clock = 0;
    const { append, close } = await openPlainWriter(store, "kept", { now: () => instant(clock) });
    for (let begin = 0; begin < SIZE; begin += 50) {
      clock += 1000;
      const part = Array.from({ length: 50 }, (_, at) => begin + at);
      await Promise.all(part.map((at) => append(entry(at))));
    }
    await close();
    await store.close();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA journal_mode = DELETE");
    for (const { name } of database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      .all()) {
      database.exec(`DROP TRIGGER ${name}`);
    }
    database.close();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const found = async (tamper: Tamper): Promise<readonly FsckFinding[]> => {
    copies += 1;
    const copy = join(folder, `${copies}.db`);
    copyFileSync(file, copy);
    const database = new DatabaseSync(copy, { enableForeignKeyConstraints: false });
    tamper(database);
    database.close();
    const store = openSqlite(copy, { isReadOnly: true });
    try {
      const record = await store.record("kept", { labels: "every" });
      return (await examine(record, { terms: null })).findings;
    } finally {
      await store.close();
    }
  };
  const sql = (statement: string) => found((database) => database.exec(statement));
  const flip = (table: string, column: string, where: string, bit: number): Tamper => {
    return (database) => {
      const row = database.prepare(`SELECT ${column} AS bytes FROM ${table} WHERE ${where}`).get();
      const bytes = Uint8Array.from(row?.["bytes"] as Uint8Array);
      const at = Math.floor(bit / 8) % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8));
      database.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${where}`).run(bytes);
    };
  };

  test("finds nothing in a record that nobody touched", async () => {
    expect(await found(() => undefined)).toEqual([]);
  });

  test("names the entry of which one bit was changed, whichever bit it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("leaves", "envelopes"),
        fc.nat(SIZE - 1),
        fc.nat(8 * 60),
        async (table, position, bit) => {
          const column = table === "leaves" ? "leaf" : "envelope";
          // The content under a label is for its readers to check: only they can decipher it.
          fc.pre(table === "leaves" || position % 30 !== 1);
          const discrepancies = await found(flip(table, column, `position = ${position}`, bit));
          const about = discrepancies.some(
            (one) => one.position === position || one.code === "checkpoint-mismatch",
          );
          expect(about).toBe(true);
        },
      ),
      { numRuns: 60, seed: 1962 },
    );
  });

  test.each<[string, string, Partial<FsckFinding>]>([
    [
      "an entry dropped",
      "DELETE FROM leaves WHERE position = 7",
      { code: "leaf-missing", position: 7 },
    ],
    [
      "an envelope dropped",
      "DELETE FROM envelopes WHERE position = 7",
      { code: "envelope-missing", position: 7 },
    ],
    [
      "an envelope given another label",
      "UPDATE envelopes SET label = 'c-2' WHERE position = 7",
      { code: "label-altered", position: 7 },
    ],
    [
      "a label taken off",
      "UPDATE envelopes SET label = NULL WHERE position = 31",
      { code: "label-altered", position: 31 },
    ],
    [
      "an idempotency key dropped",
      "DELETE FROM idempotency_keys WHERE position = 7",
      { code: "key-missing", position: 7 },
    ],
    [
      "two entries swapped",
      `UPDATE leaves SET position = 1000 WHERE position = 7;
       UPDATE leaves SET position = 7 WHERE position = 8;
       UPDATE leaves SET position = 8 WHERE position = 1000`,
      { code: "leaf-misplaced", position: 7 },
    ],
    [
      "the envelopes of two entries swapped",
      `UPDATE envelopes SET position = -1 WHERE position = 7;
       UPDATE envelopes SET position = 7 WHERE position = 8;
       UPDATE envelopes SET position = 8 WHERE position = -1`,
      { code: "envelope-altered", position: 7 },
    ],
    [
      "an entry said to be received before the one before it",
      `UPDATE leaves SET leaf = cast(replace(cast(leaf AS text), '1970-01-01T00:00:06', '1969-01-01T00:00:06') AS blob)
       WHERE position = 290`,
      { code: "received-before", position: 290 },
    ],
    [
      "the newest entries cut off",
      "DELETE FROM envelopes WHERE position >= 250; DELETE FROM leaves WHERE position >= 250",
      { code: "checkpoint-ahead", message: expect.stringContaining("of 300 entries") },
    ],
    [
      "an entry rewritten with its envelope",
      `UPDATE leaves SET leaf = cast(replace(cast(leaf AS text), '00:00:01', '00:00:02') AS blob)
       WHERE position = 49`,
      { code: "checkpoint-mismatch", message: expect.stringContaining("of 50 entries") },
    ],
    [
      "a checkpoint of another log",
      "UPDATE checkpoints SET note = cast(replace(cast(note AS text), 'kept', 'lost') AS blob)",
      { code: "checkpoint-malformed", message: expect.stringContaining("Checkpoint 0") },
    ],
    [
      "a checkpoint said to be of another size",
      "UPDATE checkpoints SET size = 49 WHERE serial = 0",
      { code: "checkpoint-malformed", message: expect.stringContaining("Checkpoint 0, of 49") },
    ],
    [
      "a top dropped",
      "DELETE FROM tops",
      { code: "top-missing", message: expect.stringContaining("hash 0 at level 8") },
    ],
    [
      "a top changed",
      "UPDATE tops SET hash = randomblob(32)",
      { code: "top-altered", message: expect.stringContaining("hash 0 at level 8") },
    ],
    [
      "an envelope added beyond the end",
      "INSERT INTO envelopes VALUES (1, 300, NULL, x'00')",
      { code: "envelope-beyond", position: 300 },
    ],
  ])("finds %s, and names it", async (_, statement, discrepancy) => {
    expect(await sql(statement)).toContainEqual(expect.objectContaining(discrepancy));
  });
});

function entry(at: number) {
  const label = at % 30 === 1 ? "c-1" : null;
  return plainSubmission({ key: `key ${at}`, text: `text ${at}` }, { label });
}
