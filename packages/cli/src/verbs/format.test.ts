import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { call, copyCase, type SpoiledCase } from "../../testing/proviso.ts";

const UNKEMPT = `agreement small   "Small" // of our own
time zone UTC
in brief "b"
party   A "a"
undertaking u  by A
       to "act" , by 2030-02-01
`;
const LAID_OUT = `agreement small "Small"   // of our own
time zone UTC
in brief "b"
party A "a"
undertaking u by A
  to "act", by 2030-02-01
`;

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proviso-format-"));
  file = join(folder, "small.proviso");
  await writeFile(file, UNKEMPT);
});

afterEach(() => rm(folder, { recursive: true }));

describe("format", () => {
  test("prints a text laid out, with its comments, and leaves the file as it is", async () => {
    expect(await call("format", file)).toEqual({ code: 0, out: LAID_OUT, err: "" });
    expect(await readFile(file, "utf8")).toBe(UNKEMPT);
  });

  test("writes the file where that is asked, and then finds nothing to change", async () => {
    expect((await call("format", file, "--check")).code).toBe(1);
    expect(await call("format", file, "--write")).toEqual({ code: 0, out: "", err: "" });
    expect(await readFile(file, "utf8")).toBe(LAID_OUT);
    expect((await call("format", file, "--check")).code).toBe(0);
  });

  test("does not move what cannot be read, and says what is wrong and where", async () => {
    await writeFile(file, `${UNKEMPT}party\n`);
    const { code, err } = await call("format", file, "--write");
    expect(code).toBe(1);
    expect(err).toMatch(/small\.proviso:7:1: error\[syntax\]/);
    expect(await readFile(file, "utf8")).toBe(`${UNKEMPT}party\n`);
  });

  test("writes anew what a text says, each part on a line of its own", async () => {
    const { code, out } = await call("format", file, "--anew");
    expect(code).toBe(0);
    expect(out).toContain('undertaking u by A\n  to "act"\n  by 2030-02-01\n');
    expect(out).not.toContain("of our own");
  });

  test("takes .proviso files alone", async () => {
    expect((await call("format", join(folder, "none.proviso"))).code).toBe(2);
    expect((await call("format", "case.json")).code).toBe(2);
    expect((await call("format", file, "--write", "--check")).code).toBe(2);
  });
});

const PLACES = ["at", "requirementAt", "line", "column", "endLine", "endColumn"];

describe("format of a file of a case", () => {
  let spoiled: SpoiledCase;

  beforeEach(async () => {
    spoiled = await copyCase();
  });

  afterEach(() => spoiled.remove());

  test("writes anew a text that means the same", async () => {
    const agreement = join(spoiled.folder, "agreement.proviso");
    const before = await call("assess", spoiled.folder, "--json");
    expect((await call("format", agreement, "--anew", "--write")).code).toBe(0);
    expect((await call("check", spoiled.folder)).out).not.toContain("error[");
    const after = await call("assess", spoiled.folder, "--json");
    // Only where it stands in its file may differ.
    const said = ({ out }: { out: string }) =>
      JSON.parse(out, (key, value) => (PLACES.includes(key) ? undefined : value));
    expect(said(after)).toEqual(said(before));
  });
});
