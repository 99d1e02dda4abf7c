import { createHash } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SOUND_LINES } from "../../../testing/entries/lines.ts";
import { StoreError } from "../store.ts";
import { openCaseFolder } from "./case-folder.ts";
import { MAX_RECORD_BYTES, MAX_TEXT_BYTES, readText } from "./files.ts";

const METADATA = {
  id: "holding",
  title: "Holding areas",
  zone: "Europe/Vienna",
  language: "en",
  reconstructed: false,
  signatures: "none",
  reading: "arden",
};

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proviso-case-"));
  await mkdir(join(folder, "readings"));
  await mkdir(join(folder, "amendments"));
  await mkdir(join(folder, "attachments"));
  await put("case.json", JSON.stringify(METADATA));
  await put("agreement.proviso", "agreement holding\n");
  await put("record.jsonl", "");
});

afterEach(() => rm(folder, { recursive: true }));

const put = (file: string, content: string | Uint8Array) => writeFile(join(folder, file), content);
const open = () => openCaseFolder(folder).open();
const codes = async () =>
  (await open()).diagnostics.map((found) => `${found.file} ${found.severity} ${found.code}`);
const sha256 = (content: string) => createHash("sha256").update(content).digest("hex");

/** An entry that adopts `amendments/protocol-2.proviso` under a hash. */
function adoption(hash: string): string {
  return (SOUND_LINES[10] as string).replace("0f".repeat(32), hash);
}

/** An observation with one attachment of a hash. */
function withAttachment(hash: string): string {
  return (SOUND_LINES[1] as string).replace("ab".repeat(32), hash);
}

describe("a case folder", () => {
  test("gives its case, its texts by kind and name, and its entries", async () => {
    await put("readings/b.proviso", "reading b");
    await put("readings/a.proviso", "reading a");
    await put("amendments/x.proviso", "amendment x");
    await put("readings/notes.txt", "not a text");
    await put("record.jsonl", `${SOUND_LINES[0]}\n`);
    const stored = await open();
    expect(stored.diagnostics).toEqual([]);
    expect(stored.case).toMatchObject({ id: "holding", reading: "arden", reconstructed: false });
    expect(stored.case?.zone.name).toBe("Europe/Vienna");
    expect(stored.files.map((text) => text.file)).toEqual([
      "agreement.proviso",
      "readings/a.proviso",
      "readings/b.proviso",
      "amendments/x.proviso",
    ]);
    expect(stored.entries.map((entry) => entry.id)).toEqual(["O-1"]);
  });

  test("that is not there is a fault with a code and a remedy", async () => {
    await expect(openCaseFolder(join(folder, "none")).open()).rejects.toThrow(StoreError);
    await expect(openCaseFolder(join(folder, "case.json")).open()).rejects.toMatchObject({
      code: "STORE_NOT_A_FOLDER",
    });
  });

  test("without its files names each of them", async () => {
    for (const file of ["case.json", "agreement.proviso", "record.jsonl"]) {
      await rm(join(folder, file));
    }
    expect(await codes()).toEqual([
      "case.json error missing-file",
      "agreement.proviso error missing-file",
      "record.jsonl error missing-file",
    ]);
  });

  test.each([
    ["{", "not-json"],
    ["[]", "not-an-object"],
    [JSON.stringify({ ...METADATA, zone: "Mars/Olympus" }), "unknown-word"],
    [JSON.stringify({ ...METADATA, signatures: "ed25519" }), "unknown-word"],
    [JSON.stringify({ ...METADATA, owner: "me" }), "unknown-field"],
    [JSON.stringify({ ...METADATA, title: undefined }), "missing-field"],
  ])("with the case.json %s says what is wrong, and still reads its record", async (text, code) => {
    await put("case.json", text);
    await put("record.jsonl", `${SOUND_LINES[0]}\nnonsense\n`);
    expect(await codes()).toEqual([`case.json error ${code}`, "record.jsonl error not-json"]);
    expect((await open()).case).toBeNull();
  });

  test("with a file that is not UTF-8 says so", async () => {
    await put("agreement.proviso", new Uint8Array([0x61, 0xff, 0x62]));
    expect(await codes()).toEqual(["agreement.proviso error not-utf8"]);
  });

  test("with a text beyond the bound does not read it", async () => {
    await truncate(join(folder, "agreement.proviso"), MAX_TEXT_BYTES + 1);
    expect(await codes()).toEqual(["agreement.proviso error file-too-large"]);
  });

  test("with a record beyond the bound does not read it", async () => {
    await truncate(join(folder, "record.jsonl"), MAX_RECORD_BYTES + 1);
    expect(await codes()).toEqual(["record.jsonl error file-too-large"]);
  });

  test("with a file of just as many bytes as are read reads it, and not one byte more", async () => {
    await put("note.txt", "x".repeat(100));
    const read = await readText(await realpath(folder), "note.txt", 100);
    expect(read.source).toHaveLength(100);
    const refused = await readText(await realpath(folder), "note.txt", 99);
    expect(refused.diagnostics.map(({ code }) => code)).toEqual(["file-too-large"]);
  });

  test("with a folder in the place of a file says so", async () => {
    await rm(join(folder, "record.jsonl"));
    await mkdir(join(folder, "record.jsonl"));
    expect(await codes()).toEqual(["record.jsonl error unreadable-file"]);
  });
});

describe("a link out of the folder", () => {
  test("is never followed, in the place of a text, a folder or an attachment", async () => {
    const outside = await mkdtemp(join(tmpdir(), "proviso-outside-"));
    await writeFile(join(outside, "secret.proviso"), "reading secret");
    await symlink(join(outside, "secret.proviso"), join(folder, "readings/secret.proviso"));
    await rm(join(folder, "amendments"), { recursive: true });
    await symlink(outside, join(folder, "amendments"));
    const hash = sha256("reading secret");
    await symlink(join(outside, "secret.proviso"), join(folder, "attachments", hash));
    await put("record.jsonl", withAttachment(hash));
    const stored = await open();
    expect(JSON.stringify(stored)).not.toContain("reading secret");
    expect(await codes()).toEqual([
      "readings/secret.proviso error outside-folder",
      "amendments error outside-folder",
      "record.jsonl warning attachment-mismatch",
    ]);
    await rm(outside, { recursive: true });
  });
});

describe("an adopted text", () => {
  test("is the one in the folder", async () => {
    await put("amendments/protocol-2.proviso", "amendment protocol-2");
    await put("record.jsonl", adoption(sha256("amendment protocol-2")));
    expect(await codes()).toEqual([]);
  });

  test("that has been changed since is named, with the hash it has now", async () => {
    await put("amendments/protocol-2.proviso", "amendment protocol-2, improved");
    await put("record.jsonl", adoption(sha256("amendment protocol-2")));
    const { diagnostics } = await open();
    expect(diagnostics).toMatchObject([{ code: "hash-mismatch", entry: "A-1", line: 1 }]);
    expect(diagnostics[0]?.message).toContain(sha256("amendment protocol-2, improved"));
  });

  test("that is missing is named", async () => {
    await put("record.jsonl", adoption("0f".repeat(32)));
    expect(await codes()).toEqual(["record.jsonl error missing-file"]);
  });
});

describe("an attachment", () => {
  const hash = sha256("frame 14");

  test("that is what it says leaves its entry intact", async () => {
    await put(`attachments/${hash}`, "frame 14");
    await put("record.jsonl", withAttachment(hash));
    const { entries, diagnostics } = await open();
    expect(diagnostics).toEqual([]);
    expect(entries).toMatchObject([{ id: "O-2", intact: true }]);
  });

  test.each([
    ["another file", "frame 15"],
    ["missing", null],
  ])("that is %s makes its entry not intact, and is named", async (_what, content) => {
    if (content !== null) await put(`attachments/${hash}`, content);
    await put("record.jsonl", withAttachment(hash));
    const { entries, diagnostics } = await open();
    expect(entries).toMatchObject([{ id: "O-2", intact: false }]);
    expect(diagnostics).toMatchObject([{ code: "attachment-mismatch", severity: "warning" }]);
  });
});
