import { execFile } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Installation, NAME } from "./kept-case.ts";
import { type Ended, proviso } from "./proviso.ts";

let keeper: Installation;
let sound: string;
let folder: string;
let blocks: readonly string[];

beforeAll(async () => {
  keeper = await Installation.make();
  await keeper.import(9);
  sound = keeper.path("sound");
  await proviso("export", NAME, "--out", sound, "--store", keeper.store);
  blocks = commandsIn(await readFile(join(sound, "README.md"), "utf8"));
});

beforeEach(async () => {
  folder = keeper.path("bundle");
  await rm(folder, { recursive: true, force: true });
  await cp(sound, folder, { recursive: true });
});

afterAll(() => keeper.remove());

/** The commands that a guide gives for tools that everyone has, block by block. */
function commandsIn(guide: string): readonly string[] {
  const [, tools = ""] = guide.split("## With standard tools");
  return [...tools.matchAll(/(?:^ {4}.*\n)+/gm)].map(([block]) => block);
}

/** Runs a block in the folder, as a person would who copies it into a plain shell. */
function shell(block: string): Promise<Ended> {
  return new Promise((resolve) => {
    execFile("sh", ["-e", "-c", block], { cwd: folder }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

describe("the README of a bundle", () => {
  test("gives commands that find it sound, each as it stands", async () => {
    expect(blocks).toHaveLength(5);
    const ended: Ended[] = [];
    for (const block of blocks) ended.push(await shell(block));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    const [list, entry, leaf, checkpoint, files] = ended.map(({ out }) => out);
    expect(list).not.toContain("FAILED");
    expect(entry).toContain("Signature Verified Successfully");
    const [digest = "none"] = /^[0-9a-f]{64}/.exec(leaf ?? "") ?? [];
    expect((leaf ?? "").split(digest)).toHaveLength(3);
    expect(checkpoint).toContain("Signature Verified Successfully");
    expect(files).toContain("documents/agreement.proviso: OK");
  });

  test.each([
    ["an entry", "entries/000000.json", [0, 1]],
    ["the checkpoint", "checkpoint", [0, 3]],
    ["the agreement", "documents/agreement.proviso", [0, 4]],
  ])("gives commands that find %s altered", async (_what, path, finding) => {
    const bytes = await readFile(join(folder, path));
    // In a name or a number, where nothing but what it says changes.
    const at = bytes.length < 500 ? 12 : Math.floor(bytes.length / 3);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(join(folder, path), bytes);
    for (const block of finding) {
      expect((await shell(blocks[block] ?? "")).code, blocks[block]).not.toBe(0);
    }
  });

  test("gives a checker that runs on Node alone, and finds it sound by the log's key", async () => {
    const key = await keeper.logKey(folder);
    const ended = await new Promise<Ended>((resolve) => {
      const args = [join(folder, "check.mjs"), folder, key];
      execFile(process.execPath, args, { env: {} }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      });
    });
    expect(ended.out).toContain("All of it agrees.");
    expect(ended.code).toBe(0);
  });
});
