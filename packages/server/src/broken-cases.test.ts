import { DatabaseSync } from "node:sqlite";
import { openSqlite } from "@proviso/record/sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedStore, serveStore } from "../testing/served-store.ts";

let served: ServedStore;
beforeAll(async () => {
  served = await serveStore();
});
afterAll(() => served.close());

async function listed(): Promise<readonly string[]> {
  const answer = await served.app.inject({ url: "/api/cases", headers: { host: "localhost" } });
  return answer.json().cases.map(({ id }: { readonly id: string }) => id);
}

describe("a store with a case that cannot be shown", () => {
  test("does not list one that was begun and has no entry yet, and says so of it", async () => {
    const store = openSqlite(served.file);
    await store.found("begun", "log.example/begun");
    await store.close();
    expect(await listed()).toEqual(["small"]);
    const headers = { host: "localhost" };
    for (const path of ["", "/record", "/record/devices", "/record/entries"]) {
      const answer = await served.app.inject({ url: `/api/cases/begun${path}`, headers });
      expect(answer.json(), path).toMatchObject({ status: 500, code: "case-unreadable" });
    }
  });

  test("lists the others beside one that was altered, which says so itself", async () => {
    const database = new DatabaseSync(served.file);
    database.exec("DROP TRIGGER IF EXISTS envelopes_update");
    const triggers = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'envelopes'")
      .all();
    for (const { name } of triggers) database.exec(`DROP TRIGGER "${String(name)}"`);
    database.exec("UPDATE envelopes SET envelope = x'00' WHERE position = 1");
    database.close();
    const fresh = await serveAgain();
    const list = await fresh.inject({ url: "/api/cases", headers: { host: "localhost" } });
    expect(list.json().cases).toMatchObject([{ id: "small", title: "small" }]);
    const one = await fresh.inject({ url: "/api/cases/small", headers: { host: "localhost" } });
    expect(one.json()).toMatchObject({ code: "case-unreadable" });
    await fresh.close();
  });
});

/** Another server on the same file, which has read nothing of it yet. */
async function serveAgain() {
  const { buildApp } = await import("./app.ts");
  const { sourcesOf } = await import("./kept-cases.ts");
  const store = openSqlite(served.file, { isReadOnly: true });
  const app = await buildApp({ cases: sourcesOf(store), webRoot: "/", host: "127.0.0.1" });
  app.addHook("onClose", () => store.close());
  return app;
}
