import { cp } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Installation, NAME } from "../../testing/kept-case.ts";
import { HOLDING_AREAS, proviso } from "../../testing/proviso.ts";

let sound: Installation;
let own: Installation;

beforeAll(async () => {
  sound = await Installation.make();
  await sound.import(9);
});

beforeEach(async () => {
  own = await sound.copy();
  return () => own.remove();
});

afterAll(() => sound.remove());

/** A byte of a column turned over. */
const flipped = (column: string) =>
  `CAST(substr(${column}, 1, 40) || X'2A' || substr(${column}, 42) AS BLOB)`;

describe("fsck", () => {
  test("finds nothing in a record that nobody changed", async () => {
    const { code, out } = await proviso("fsck", NAME, "--store", own.store);
    expect(out).toContain("11 entries, root ");
    expect(out).toContain("All of it agrees.");
    expect(code).toBe(0);
  });

  test.each([
    ["an envelope", `UPDATE envelopes SET envelope = ${flipped("envelope")} WHERE position = 3`, 3],
    ["a leaf", `UPDATE leaves SET leaf = ${flipped("leaf")} WHERE position = 4`, 4],
    ["a label", "UPDATE envelopes SET label = 'c-1' WHERE position = 5", 5],
    ["an entry taken out", "DELETE FROM envelopes WHERE position = 5", 5],
    ["a leaf taken out", "DELETE FROM leaves WHERE position = 6", 6],
    [
      "two entries in each other's place",
      `UPDATE envelopes SET position = 90 WHERE position = 7;
       UPDATE envelopes SET position = 7 WHERE position = 8;
       UPDATE envelopes SET position = 8 WHERE position = 90`,
      7,
    ],
    ["an idempotency key", "UPDATE idempotency_keys SET key = zeroblob(32) WHERE position = 2", 2],
    ["what was signed under it", "UPDATE idempotency_keys SET payload = zeroblob(32)", 0],
    [
      "a number of a series that nobody gave",
      "INSERT INTO series_numbers SELECT case_number, zeroblob(32), 1, 3 FROM leaves LIMIT 1",
      3,
    ],
  ])("names %s that was changed in the database, and the entry", async (_what, sql, position) => {
    own.tamper(sql);
    const { code, out } = await own.call("fsck", NAME, "--json");
    expect(code).toBe(1);
    const { findings } = JSON.parse(out);
    expect(findings.map((found: { position: number | null }) => found.position)).toContain(
      position,
    );
  });

  test.each([
    ["the newest entries cut off", "DELETE FROM leaves WHERE position > 7", "checkpoint-ahead"],
    ["a checkpoint", `UPDATE checkpoints SET note = ${flipped("note")}`, "checkpoint-malformed"],
    ["the log's name", "UPDATE cases SET origin = 'another'", "other-log"],
    [
      "an adopted text",
      `UPDATE documents SET bytes = ${flipped("bytes")} WHERE file = 'amendments/air.proviso'`,
      "text-altered",
    ],
  ])("names %s that was changed in the database", async (_what, sql, code) => {
    own.tamper(sql);
    const ended = await own.call("fsck", NAME, "--json");
    expect(ended.code).toBe(1);
    const codes = JSON.parse(ended.out).findings.map((found: { code: string }) => found.code);
    expect(codes).toContain(code);
  });

  test("names a file of a case that was exchanged, of which nothing is judged then", async () => {
    const judged = await own.call("assess", NAME, "--json");
    expect(judged.code).toBe(0);
    const more = "CAST(bytes || X'0A' AS BLOB)";
    own.tamper(`UPDATE documents SET bytes = ${more} WHERE file = 'agreement.proviso'`);
    const { code, out } = await own.call("fsck", NAME);
    expect(code).toBe(1);
    expect(out).toContain("documents/agreement.proviso: error[document-altered]");
    const refused = await own.call("assess", NAME);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("agreement.proviso: error[hash-mismatch]");
    expect(refused.err).toContain("Nothing was judged");
    const skipped = await own.call("assess", NAME, "--skip-invalid");
    expect(skipped.code).toBe(1);
  });

  test("computes what is kept for speed anew, and says so of no record", async () => {
    expect((await own.call("fsck", NAME, "--rebuild")).code).toBe(0);
  });

  test.each([
    [[HOLDING_AREAS], "is a folder, and has no log"],
    [["nowhere"], "There is no case"],
    [[], "CASE is missing"],
    [[NAME, "--seen", "none.checkpoint"], "There is no file none.checkpoint"],
  ])("of %j is a wrong call", async (args, what) => {
    const { code, err } = await own.call("fsck", ...args);
    expect(code).toBe(2);
    expect(err).toContain(what);
  });
});

describe("a store that was restored from an old backup", () => {
  test("is found by what this installation and others have seen, and signs nothing", async () => {
    const keeper = await Installation.make();
    await keeper.import(7);
    expect((await keeper.call("checkpoint", NAME)).code).toBe(0);
    await cp(keeper.store, keeper.path("backup"));
    await keeper.import(9);
    const newest = await keeper.call("checkpoint", NAME, "--json");
    expect(JSON.parse(newest.out)).toMatchObject({ size: 11 });
    await cp(keeper.path("backup"), keeper.store);
    const refused = await keeper.call("checkpoint", NAME);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("has 9 entries here; its log has signed 11");
    expect(refused.err).toContain("Restore a newer copy");
    expect((await keeper.call("export", NAME, "--out", keeper.path("out"))).code).toBe(1);
    const { code, out } = await keeper.call("fsck", NAME, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).findings).toMatchObject([{ code: "rolled-back", file: "leaves" }]);
    await keeper.remove();
  });
});
