import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withLock } from "./lock.mjs";

describe("withLock", () => {
  let root = "";

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "ensure-"));
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(root, { recursive: true });
  });

  test("one at a time works in a checkout, and the other waits", async () => {
    const order: string[] = [];
    const first = withLock(root, async () => {
      order.push("first begins");
      await sleep(50);
      order.push("first ends");
    });
    const second = withLock(root, async () => void order.push("second begins"));
    await Promise.all([first, second]);
    expect(order).toEqual(["first begins", "first ends", "second begins"]);
  });

  test("work that fails gives the lock back", async () => {
    await expect(withLock(root, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(existsSync(join(root, ".ensure.lock"))).toBe(false);
  });

  test("the lock of a process that no longer lives is taken over", async () => {
    mkdirSync(join(root, ".ensure.lock"));
    writeFileSync(join(root, ".ensure.lock", "pid"), "999999999");
    await expect(withLock(root, async () => undefined)).resolves.toBeUndefined();
  });
});
