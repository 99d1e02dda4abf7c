import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Home, makeHome } from "./at-home.ts";
import { HOLDING_AREAS } from "./proviso.ts";

const CASE = "holding-areas";
const ROTATE = ["keys", CASE, "rotate", "keeper"] as const;

let old: Home;
let fresh: Home;

beforeAll(async () => {
  old = await makeHome();
  await old.proviso("import", "case", HOLDING_AREAS);
  await old.proviso("backup", "--out", "copy.sqlite");
  expect((await old.proviso(...ROTATE)).code).toBe(0);
  const { out } = await old.proviso("checkpoint", CASE);
  await old.write("newer.checkpoint", out);
}, 60_000);
afterAll(() => old.remove());

beforeEach(async () => {
  fresh = await makeHome();
  await cp(join(old.folder, "copy.sqlite"), join(fresh.folder, "copy.sqlite"));
  return () => fresh.remove();
});

async function restored(home: Home, ...more: readonly string[]) {
  const { code, out } = await home.proviso("restore", "copy.sqlite", "--json", ...more);
  expect(code).toBe(0);
  return (JSON.parse(out) as { cases: readonly unknown[] }).cases;
}

describe("a backup that is put back", () => {
  test("where nothing is known of its log says so, and is read", async () => {
    expect(await restored(fresh)).toEqual([{ case: CASE, size: 11, signed: null }]);
    const there = await fresh.proviso("assess", CASE, "--json");
    expect(there).toEqual(await old.proviso("assess", CASE, "--json"));
    const refused = await fresh.proviso(...ROTATE);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("log-key-missing");
  }, 60_000);

  test("with the keys alone goes on from what it holds, unless somebody has seen more", async () => {
    await cp(join(old.folder, ".proviso", "keys"), join(fresh.folder, ".proviso", "keys"), {
      recursive: true,
    });
    expect(await restored(fresh)).toMatchObject([{ signed: null }]);
    const newer = join(old.folder, "newer.checkpoint");
    const held = await fresh.proviso("checkpoint", CASE, "--seen", newer);
    expect(held.code).toBe(1);
    expect(held.err + held.out).toContain("has 11 entries here");
    const found = await fresh.proviso("fsck", CASE, "--seen", newer, "--json");
    expect(found.code).toBe(1);
    expect(JSON.parse(found.out).findings).toMatchObject([{ code: "rolled-back" }]);
    // Nobody here has seen more: two histories come of it, which is what witnesses are for.
    expect((await fresh.proviso(...ROTATE)).code).toBe(0);
  }, 60_000);

  test("where more is known to have been signed says so, and is not appended to", async () => {
    const at = join(old.folder, ".proviso", "again.sqlite");
    expect(await restored(old, "--store", at)).toEqual([{ case: CASE, size: 11, signed: 12 }]);
    const refused = await old.proviso(...ROTATE, "--store", at);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("STORE_ROLLED_BACK");
    const said = await fresh.proviso("restore", "copy.sqlite");
    expect(said.out).toContain("no head of its log is known here, so it goes on from these");
  }, 60_000);
});
