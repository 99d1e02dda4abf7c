import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Home, makeHome, sighting } from "./at-home.ts";

const CUBA = fileURLToPath(new URL("../../../cases/cuba-1962", import.meta.url));
const CASE = "cuba-1962";
const WORD = "HUSH-HUSH";

let home: Home;
let file: string;

beforeAll(async () => {
  home = await makeHome();
  await home.proviso("import", "case", CUBA);
  const recipient = (await home.proviso("keys", "identity", "reader.age")).out.trim();
  await home.proviso("keys", "identity", "stranger.age");
  const opened = await home.proviso("keys", CASE, "compartment", "--reader", `r=${recipient}`);
  const [label = ""] = /c-[0-9a-f]{16}/.exec(opened.out) ?? [];
  const entry = sighting("R-20", { source: { cite: WORD } });
  await home.given(entry, "record", CASE, "--label", label);
  const exported = await home.proviso("export", CASE, "--out", "sound");
  expect(exported).toMatchObject({ code: 0, err: "" });
  const names = await readdir(join(home.folder, "sound", "entries"));
  file = `entries/${names.find((name) => name.endsWith(".age"))}`;
}, 60_000);

beforeEach(async () => {
  const bundle = join(home.folder, "bundle");
  await rm(bundle, { recursive: true, force: true });
  await cp(join(home.folder, "sound"), bundle, { recursive: true });
});

afterAll(() => home.remove());

async function verify(...more: readonly string[]) {
  const { code, out } = await home.proviso("verify", "bundle", "--json", ...more);
  const { unread, findings } = JSON.parse(out) as {
    unread: number;
    findings: readonly { code: string; file: string }[];
  };
  return { code, unread, findings: findings.map((found) => `${found.code} ${found.file}`), out };
}

describe("a bundle with an entry under a label", () => {
  test("verifies for those who may not read it, and says how much they have not read", async () => {
    expect(await verify()).toMatchObject({ code: 0, unread: 1, findings: [] });
    const stranger = await verify("--identity", "stranger.age");
    expect(stranger).toMatchObject({ code: 0, unread: 1, findings: [] });
  });

  test("is read to the end by its reader", async () => {
    const reader = await verify("--identity", "reader.age");
    expect(reader).toMatchObject({ code: 0, unread: 0, findings: [] });
    const said = await home.proviso("verify", "bundle", "--identity", "reader.age");
    expect(said.out).not.toContain("under a label");
    expect(said.out + reader.out).not.toContain(WORD);
  });

  test("whose ciphertext was altered is named as altered to its reader", async () => {
    const path = join(home.folder, "bundle", file);
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(path, bytes);
    const stranger = await verify();
    expect(stranger.code).toBe(1);
    expect(stranger.findings).toEqual([`file-altered ${file}`]);
    const reader = await verify("--identity", "reader.age");
    expect(reader.code).toBe(1);
    expect(reader.findings).toContain(`envelope-altered ${file}`);
  });

  test("verified with a file that holds no identity is a wrong call, which quotes nothing", async () => {
    await home.write("empty.age", "AGE-SECRET-NONE\n");
    const ended = await home.proviso("verify", "bundle", "--identity", "empty.age");
    expect(ended.code).toBe(2);
    expect(ended.err).toContain("empty.age holds no age identity");
    expect(ended.err).not.toContain("AGE-SECRET");
  });
});
