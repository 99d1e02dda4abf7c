import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fingerprint } from "./fingerprint.mjs";

describe("fingerprint", () => {
  let root = "";

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "ensure-"));
    mkdirSync(join(root, "src"));
    writeFileSync(join(root, "src", "a.txt"), "one");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test("stays the same while nothing changes", () => {
    expect(fingerprint(root, ["src"])).toBe(fingerprint(root, ["src"]));
  });

  test("changes with what a file says", () => {
    const before = fingerprint(root, ["src"]);
    writeFileSync(join(root, "src", "a.txt"), "two");
    expect(fingerprint(root, ["src"])).not.toBe(before);
  });

  test("changes with a file's name", () => {
    const before = fingerprint(root, ["src"]);
    renameSync(join(root, "src", "a.txt"), join(root, "src", "b.txt"));
    expect(fingerprint(root, ["src"])).not.toBe(before);
  });

  test("changes when a file that was absent appears", () => {
    const before = fingerprint(root, ["src", "index.html"]);
    writeFileSync(join(root, "index.html"), "");
    expect(fingerprint(root, ["src", "index.html"])).not.toBe(before);
  });

  test("does not look at installed or built files", () => {
    const before = fingerprint(root, ["."]);
    mkdirSync(join(root, "node_modules"));
    writeFileSync(join(root, "node_modules", "a.js"), "");
    expect(fingerprint(root, ["."])).toBe(before);
  });

  test("leaves out the files that do not count", () => {
    const before = fingerprint(root, ["src"], (path) => path.endsWith(".txt"));
    writeFileSync(join(root, "src", "a.test.ts"), "");
    expect(fingerprint(root, ["src"], (path) => path.endsWith(".txt"))).toBe(before);
  });
});
