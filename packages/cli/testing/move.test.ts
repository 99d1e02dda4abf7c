import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Home, makeHome } from "./at-home.ts";
import { HOLDING_AREAS } from "./proviso.ts";

const CASE = "holding-areas";

let home: Home;
let other: string;
beforeAll(async () => {
  home = await makeHome();
  other = join(home.folder, "other", "record.sqlite");
  await home.proviso("import", "case", HOLDING_AREAS);
});
afterAll(() => home.remove());

// That no byte changes between SQLite and PostgreSQL is tried where a server can be started.
describe("moving a case to another store", () => {
  test("leaves it readable in both, and to be appended to where it went", async () => {
    const before = await home.proviso("assess", CASE, "--json");
    const moved = await home.proviso("move", CASE, "--from", home.store, "--to", other, "--json");
    expect(moved).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(moved.out)).toMatchObject({ case: CASE });
    expect(await home.proviso("assess", CASE, "--json", "--store", other)).toEqual(before);
    expect(await home.proviso("assess", CASE, "--json")).toEqual(before);
    const stale = await home.proviso("keys", CASE, "rotate", "keeper");
    expect(stale.code).toBe(1);
    expect(stale.err).toContain("STORE_CASE_MOVED");
    // The key of the log stays where the case was: nobody signs heads for it with another one.
    const keyless = await home.proviso("keys", CASE, "rotate", "keeper", "--store", other);
    expect(keyless.code).toBe(1);
    expect(keyless.err).toContain("log-key-missing");
    const back = await home.proviso("move", CASE, "--from", other, "--to", home.store);
    expect(back).toMatchObject({ code: 0, err: "" });
    expect((await home.proviso("keys", CASE, "rotate", "keeper")).code).toBe(0);
  }, 60_000);

  test("from nowhere, or to where it is, is a wrong call", async () => {
    const nowhere = await home.proviso("move", CASE, "--from", "nowhere.sqlite", "--to", other);
    expect(nowhere.code).toBe(2);
    const same = await home.proviso("move", CASE, "--from", home.store, "--to", home.store);
    expect(same.code).toBe(2);
    expect((await home.proviso("move", CASE, "--from", home.store)).code).toBe(2);
  });
});
