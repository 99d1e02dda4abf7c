import { dirname, join } from "node:path";
import { instant } from "@proviso/core";
import { parseTexts } from "@proviso/language";
import { openKeys } from "@proviso/record/installation";
import { openSqlite } from "@proviso/record/sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedStore, serveStore } from "../../testing/served-store.ts";
import { holdCase, type WritingParts } from "./held-case.ts";
import { writableStore } from "./writable-store.ts";

let served: ServedStore;
beforeAll(async () => {
  served = await serveStore();
});
afterAll(() => served.close());

describe("the right to append to a case", () => {
  test("is given back where its texts cannot be read, though others keep the store open", async () => {
    const store = writableStore(async () => openSqlite(served.file, { waitMs: 3000 }));
    const parts: WritingParts = {
      store,
      keys: openKeys(join(dirname(served.file), "keys")),
      now: () => instant(Date.now()),
      told: () => undefined,
      texts: () => {
        throw new Error("unreadable");
      },
    };
    const other = await store.enter();
    await expect(holdCase("small", parts, null)).rejects.toThrow("unreadable");
    const held = await holdCase("small", { ...parts, texts: parseTexts }, null);
    expect(held.taken.terms.case).toBe("small");
    await held.taken.release();
    await other.leave();
  });
});
