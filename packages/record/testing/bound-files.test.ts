import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { instant } from "@proviso/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toHex } from "../src/log/index.ts";
import { nodeHash } from "../src/node-crypto.ts";
import { openCaseFolder } from "../src/store/folder/case-folder.ts";
import { readFolderFiles } from "../src/store/folder/index.ts";
import { openKeys, openStoreAt, placeOf } from "../src/store/installation/index.ts";
import { NOTHING, type RecordStore } from "../src/store/store.ts";
import { fsck } from "../src/walk/fsck/index.ts";
import { openKeptCase } from "../src/walk/kept/index.ts";
import { importCase, openWriting } from "../src/writing/index.ts";

const CUBA = fileURLToPath(new URL("../../../cases/cuba-1962", import.meta.url));
const NAME = "cuba-1962";
const now = () => instant(Date.parse("2026-01-05T10:00:00Z"));
const stored = await openCaseFolder(CUBA).open();
const files = await readFolderFiles(CUBA);
const { case: metadata } = stored;
if (metadata === null) throw new Error("The case cannot be read.");
const folder = { metadata, agreement: NAME, stored, files };

let home: string;
let store: RecordStore;
const options = () => ({ keys: openKeys(join(home, "keys")), now });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "proviso-bound-"));
  store = await openStoreAt(placeOf(join(home, "record.sqlite")));
});
afterEach(async () => {
  await store.close();
  await rm(home, { recursive: true });
});

/** Puts files beside a record and says nothing of them in it, as whoever owns the store can. */
async function slipIn(slipped: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const hold = await store.hold(NAME);
  const documents = [...slipped].map(([file, bytes]) => ({ file, label: null, bytes }));
  await hold.commit({ ...NOTHING, size: await hold.record.size(), documents });
  await hold.release();
}

/** A record as it was founded before there were entries that bind files. */
async function foundUnbound(): Promise<void> {
  await importCase(store, { ...folder, files: new Map() }, options());
  await slipIn(files);
}

async function diagnostics(): Promise<readonly string[]> {
  const opened = await openKeptCase(store, NAME).open();
  return opened.diagnostics.map(({ severity, code, file }) => `${severity} ${code} ${file}`);
}

async function findings(): Promise<readonly string[]> {
  const found = (await fsck(store, NAME)).findings;
  return found.map(({ severity, code, file }) => `${severity} ${code} ${file}`);
}

describe("a record that was founded before files were bound", () => {
  test("opens as it did, with a remark and no fault", async () => {
    await foundUnbound();
    expect(await diagnostics()).toEqual(["warning unbound-file agreement.proviso"]);
    expect(await findings()).toEqual(["warning document-unbound documents/"]);
    await (await openWriting(store, NAME, options())).close();
  });

  test("binds its files once the folder is imported again, and only then", async () => {
    await foundUnbound();
    const { plan } = await importCase(store, folder, options());
    expect([...plan.bindFiles].sort()).toEqual([...files.keys()].filter(isNamed).sort());
    expect(plan).toMatchObject({ addEntries: [], addFiles: [], clashes: [] });
    expect(await diagnostics()).toEqual([]);
    expect(await findings()).toEqual([]);
    const again = await importCase(store, folder, options());
    expect(again).toMatchObject({ plan: { bindFiles: [] }, checkpoint: null });
  });
});

/** Whether a file is bound by an entry, and not by its name. */
function isNamed(file: string): boolean {
  return !file.startsWith("attachments/");
}

describe("a case whose record binds its files", () => {
  test.each(["agreement.proviso", "case.json", "readings/us.proviso", "amendments/1189.proviso"])(
    "is not judged by another %s, nor appended to by what that says",
    async (file) => {
      await importCase(store, folder, options());
      const other = new Uint8Array([...(files.get(file) ?? []), 10]);
      await slipIn(new Map([[file, other]]));
      expect(await diagnostics()).toContain(`error hash-mismatch ${file}`);
      expect(await findings()).toContain(`error document-altered documents/${file}`);
      const refused = openWriting(store, NAME, options());
      await expect(refused).rejects.toMatchObject({
        code: "STORE_CORRUPT",
        message: expect.stringContaining(toHex(nodeHash(other))),
      });
    },
  );

  test("is not judged by a text that nobody brought", async () => {
    await importCase(store, folder, options());
    const reading = files.get("readings/us.proviso") ?? new Uint8Array();
    await slipIn(new Map([["readings/another.proviso", reading]]));
    expect(await diagnostics()).toContain("error unbound-file readings/another.proviso");
    expect(await findings()).toEqual(["error document-unbound documents/readings/another.proviso"]);
  });

  test("is judged where another of its files was exchanged, which fsck names", async () => {
    await importCase(store, folder, options());
    await slipIn(new Map([["grades.md", new Uint8Array([1])]]));
    expect(await diagnostics()).toEqual([]);
    expect(await findings()).toEqual(["error document-altered documents/grades.md"]);
  });
});
