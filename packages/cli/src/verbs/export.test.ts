import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Installation, NAME } from "../../testing/kept-case.ts";
import { call, type Ended, proviso } from "../../testing/proviso.ts";

let keeper: Installation;
let sound: ReadonlyMap<string, Uint8Array>;
let folder: string;

beforeAll(async () => {
  keeper = await Installation.make();
  await keeper.import(9);
  const out = keeper.path("sound");
  const made = await proviso("export", NAME, "--out", out, "--store", keeper.store);
  expect(made.err).toBe("");
  expect(made.code).toBe(0);
  sound = await filesIn(out);
});

beforeEach(async () => {
  folder = keeper.path("bundle");
  await rm(folder, { recursive: true, force: true });
  for (const [path, bytes] of sound) await put(path, bytes);
});

afterAll(() => keeper.remove());

async function put(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
}

async function filesIn(root: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [path.slice(root.length + 1), new Uint8Array(await readFile(path))] as const;
      }),
    ),
  );
}

/** The checker that came with the bundle, as whoever has only Node would run it. */
function check(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const checker = join(keeper.path("sound"), "check.mjs");
    execFile(process.execPath, [checker, folder, ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

describe("a bundle", () => {
  test("verifies, by its own word and by the log's key", async () => {
    const own = await proviso("verify", folder);
    expect(own.out).toContain("All of it agrees.");
    expect(own.out).toContain("the bundle's own word");
    expect(own.code).toBe(0);
    const key = await keeper.logKey(folder);
    const given = await call("verify", folder, "--log-key", key, "--json");
    expect(JSON.parse(given.out)).toMatchObject({ size: 11, trust: "given-key", findings: [] });
    const again = await call("verify", folder, "--held", join(folder, "checkpoint"));
    expect(again.code).toBe(0);
  });

  test("is checked by a second program too, which shares nothing with the first", async () => {
    const { code, out } = await check(await keeper.logKey(folder));
    expect(out).toContain("11 entries, 0 of them under a label and not read.");
    expect(out).toContain("All of it agrees.");
    expect(code).toBe(0);
  });

  test("of which a byte was changed in any file is found by both, and the file is named", async () => {
    for (const path of [...sound.keys()].filter((name) => !name.startsWith("proofs/"))) {
      const bytes = Uint8Array.from(sound.get(path) ?? []);
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await put(path, bytes);
      const ours = await call("verify", folder);
      expect(ours.code, path).toBe(1);
      expect(ours.out).toContain(`${path}: error[`);
      await put(path, sound.get(path) ?? new Uint8Array());
    }
    for (const path of [
      "entries/000003.json",
      "checkpoint",
      "SHA256SUMS",
      "tile/entries/000.p/11",
    ]) {
      const bytes = Uint8Array.from(sound.get(path) ?? []);
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await put(path, bytes);
      const theirs = await check();
      expect(theirs.code, path).toBe(1);
      await put(path, sound.get(path) ?? new Uint8Array());
    }
  });

  test("of a store in which files were exchanged is found by both, though the log signs its list", async () => {
    const insider = await keeper.copy();
    insider.tamper(
      `UPDATE documents SET bytes = CAST(bytes || X'0A' AS BLOB) WHERE file = 'agreement.proviso';
       INSERT INTO documents (case_number, serial, file, label, bytes)
       SELECT case_number, 900, 'readings/slipped-in.proviso', NULL, bytes FROM documents LIMIT 1`,
    );
    await rm(folder, { recursive: true });
    expect((await insider.call("export", NAME, "--out", folder)).code).toBe(0);
    const ours = await call("verify", folder);
    expect(ours.code).toBe(1);
    expect(ours.out).toContain("documents/agreement.proviso: error[document-altered]");
    expect(ours.out).toContain("documents/readings/slipped-in.proviso: error[document-unbound]");
    const theirs = await check();
    expect(theirs.code).toBe(1);
    expect(theirs.out).toContain(
      "documents/agreement.proviso: is not the file that the record binds",
    );
    expect(theirs.out).toContain("documents/readings/slipped-in.proviso: is bound by no entry");
    await insider.remove();
  });

  test("with a link, a folder without end or a stray file in it is named, not followed", async () => {
    await symlink("/etc/hostname", join(folder, "documents", "link.proviso"));
    await put("a/b/c/d/e/f/g/h/i/j/k/l/m", "deep");
    const { code, out } = await call("verify", folder, "--json");
    expect(code).toBe(1);
    const named = JSON.parse(out).findings.map((found: { file: string }) => found.file);
    expect(named).toContain("documents/link.proviso");
    expect(named.some((file: string) => file.startsWith("a/b/c"))).toBe(true);
  });

  test("is written once, and over nothing", async () => {
    const { code, err } = await keeper.call("export", NAME, "--out", folder);
    expect(code).toBe(2);
    expect(err).toContain("There is something in");
  });

  test.each([
    [["export", NAME], "--out is missing"],
    [["export", "none", "--out", "x"], "There is no case"],
    [["checkpoint", NAME, "--cosigned", "none"], "There is no file none"],
  ])("asked for as %j is a wrong call", async (args, what) => {
    const { code, err } = await keeper.call(...args);
    expect(code).toBe(2);
    expect(err).toContain(what);
  });

  test.each([
    [["verify"], "DIR is missing"],
    [["verify", "no-such-folder"], "There is no folder"],
    [["verify", ".", "--log-key", "nonsense"], "not a key"],
    [["verify", ".", "--max-age", "48"], "--max-age"],
    [["verify", ".", "--policy", "no-such-file"], "There is no file"],
  ])("verified as %j is a wrong call", async (args, what) => {
    const { code, err } = await call(...args);
    expect(code).toBe(2);
    expect(err).toContain(what);
  });
});
