import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Home, makeHome } from "./at-home.ts";

const CASE = {
  id: "valley",
  title: "A valley",
  zone: "Europe/Paris",
  language: "en",
  reconstructed: false,
  signatures: "none",
};

const AGREEMENT = `agreement valley "A small agreement"
time zone Europe/Paris

in brief "The guns leave the valley."

party North "North"
party South "South"
`;

let home: Home;
beforeAll(async () => {
  home = await makeHome();
  await mkdir(join(home.folder, "folder"));
  await home.write("folder/case.json", JSON.stringify(CASE));
  await home.write("folder/agreement.proviso", AGREEMENT);
  await home.write("folder/record.jsonl", "");
  expect(await home.proviso("import", "case", "./folder")).toMatchObject({ code: 0, err: "" });
});
afterAll(() => home.remove());

function letter(id: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    v: 1,
    id,
    kind: "observation",
    valid: { at: "2024-05-01T08:00:00Z" },
    report: { kind: "statement", by: "North", stance: "promises", text: "The guns will leave." },
    method: "statement",
    source: { cite: "a letter" },
    grade: { reliability: "A", credibility: 1, by: "keeper", why: "read" },
    ...more,
  });
}

describe("a case that goes on", () => {
  test("has the log say when an entry was known: whoever says it is refused", async () => {
    const known = letter("O-1", { known: "2024-05-01T09:00:00Z" });
    const refused = await home.given(known, "record", "valley");
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("When an entry was known is for the log to say.");
    const stated = ["--stated", "2024-05-01T09:00:00Z"];
    const kept = await home.given(letter("O-1"), "record", "valley", ...stated);
    expect(kept).toMatchObject({ code: 0, err: "" });
    const { known: last } = JSON.parse((await home.proviso("assess", "valley", "--json")).out);
    expect(last.entry).toBe("O-1");
    expect(Date.parse(last.at)).toBeGreaterThan(Date.parse("2025-01-01T00:00:00Z"));
  });

  test("numbers entries on a route without a gap", async () => {
    const second = await home.given(letter("O-2"), "record", "valley", "--series", "cables:2");
    expect(second.code).toBe(1);
    expect(second.err).toContain("STORE_SERIES_NUMBER");
    const first = await home.given(letter("O-2"), "record", "valley", "--series", "cables:1");
    expect(first).toMatchObject({ code: 0, err: "" });
  });

  test("keeps one entry under an idempotency key, and refuses another under it", async () => {
    const once = ["--once", "k-1"];
    expect((await home.given(letter("O-3"), "record", "valley", ...once)).code).toBe(0);
    const other = await home.given(letter("O-4"), "record", "valley", ...once);
    expect(other.code).toBe(1);
    expect(other.err).toContain("STORE_KEY_REUSED");
  });

  test("keeps a file that an entry names with it", async () => {
    const sha256 = "c6f1de1c9dda1f51ec4d5a6b0a1a4cd8e2e8a3f9d3e9a1d6a6a0c6c0c5f0b1a2";
    const attached = letter("O-5", { attachments: [{ sha256, name: "letter.txt" }] });
    await home.write("letter.txt", "The guns will leave.");
    const kept = await home.given(attached, "record", "valley", "--with", "letter.txt", "--json");
    expect(kept).toMatchObject({ code: 0, err: "" });
    // It names another file than the one that was kept with it: judged as not intact, and said.
    const { findings } = JSON.parse((await home.proviso("check", "valley", "--json")).out);
    expect(findings).toMatchObject([{ code: "attachment-mismatch", severity: "warning" }]);
  });

  test.each([
    ["--stated", "yesterday"],
    ["--series", "cables"],
    ["--expect", "many"],
    ["--role", "king"],
    ["--with", "nowhere.txt"],
    ["--identity", "nowhere.age"],
  ])("%s %s is a wrong call", async (option, value) => {
    const { code } = await home.given(letter("O-9"), "record", "valley", option, value);
    expect(code).toBe(2);
  });
});
