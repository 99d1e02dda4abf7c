import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeHash } from "@proviso/record";
import { placeOf } from "@proviso/record/installation";
import {
  EMPTY_TREE,
  growTree,
  leafHash,
  parseCheckpoint,
  parseNote,
  rootOf,
  toHex,
} from "@proviso/record/log";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeCaseFolder } from "../testing/case-folder.ts";
import { buildApp } from "./app.ts";
import { importOnThread } from "./import-on-thread.ts";
import { type KeptCases, openKeptCases, sourcesOf } from "./kept-cases.ts";

const SEEN = {
  v: 1,
  id: "O-1",
  kind: "observation",
  known: "2024-03-02T09:00:00Z",
  valid: { at: "2024-03-02T08:00:00Z" },
  report: { kind: "statement", by: "North", stance: "promises", text: "The guns will leave." },
  method: "statement",
  source: { cite: "a letter" },
  grade: { reliability: "A", credibility: 1, by: "keeper", why: "read" },
};

const SECOND = { title: "Second", zone: "UTC", language: "en", signatures: "none" };

const home = mkdtempSync(join(tmpdir(), "proviso-kept-"));
const place = placeOf(join(home, "record.sqlite"));
const { folder, remove } = writeCaseFolder({
  "record.jsonl": `${JSON.stringify(SEEN)}\n`,
});
let kept: KeptCases;
let app: FastifyInstance;

beforeAll(async () => {
  kept = await openKeptCases(place, [folder]);
  app = await buildApp({ cases: sourcesOf(kept.store), webRoot: home, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  await kept.store.close();
  remove();
  rmSync(home, { recursive: true, force: true });
});

const get = (url: string) =>
  app.inject({ method: "GET", url, headers: { host: "localhost:1962" } });

describe("the first start", () => {
  test("imports the cases that come with it, and a second one leaves them as they are", async () => {
    expect(kept.remarks).toContainEqual(expect.stringContaining("was imported: 3 signed entries"));
    const again = await openKeptCases(place, [folder]);
    expect(again.remarks).toEqual([expect.stringContaining("kept in")]);
    await again.store.close();
  });

  test("imports one case before it answers, and leaves the others for afterwards", async () => {
    const second = writeCaseFolder({ "case.json": JSON.stringify({ ...SECOND, id: "second" }) });
    const elsewhere = mkdtempSync(join(tmpdir(), "proviso-kept-"));
    const two = placeOf(join(elsewhere, "record.sqlite"));
    const first = await openKeptCases(two, [folder, second.folder]);
    expect(await first.store.cases()).toEqual(["small"]);
    expect(first.later).toEqual([second.folder]);
    const remarks = await importOnThread({ place: two, folders: first.later });
    expect(remarks).toEqual([expect.stringContaining("Second was imported")]);
    // The open store shows what has come since.
    expect(await first.store.cases()).toEqual(["small", "second"]);
    expect(await importOnThread({ place: two, folders: first.later })).toEqual([]);
    await first.store.close();
    second.remove();
    rmSync(elsewhere, { recursive: true, force: true });
  });

  test("says why a case that was to come afterwards did not", async () => {
    const place = placeOf(join(home, "no", "such", "folder", "\0"));
    const [remark = ""] = await importOnThread({ place, folders: ["cases/second"] });
    expect(remark).toContain("Not imported: cases/second");
  });

  test("passes over a folder with faults, and says which", async () => {
    const broken = writeCaseFolder({
      "case.json": JSON.stringify({
        id: "broken",
        title: "x",
        zone: "UTC",
        language: "en",
        signatures: "none",
      }),
      "record.jsonl": "nonsense\n",
    });
    const other = await openKeptCases(placeOf(join(home, "other.sqlite")), [broken.folder]);
    expect(other.remarks).toContainEqual(expect.stringContaining("was not imported"));
    expect(await other.store.cases()).toEqual([]);
    await other.store.close();
    broken.remove();
  });
});

describe("a kept case over the wire", () => {
  test("has the texts and the lines that its folder has", async () => {
    const { cases } = (await get("/api/cases")).json();
    expect(cases).toMatchObject([{ id: "small", kept: "store" }]);
    const sent = (await get("/api/cases/small")).json();
    expect(sent.diagnostics).toEqual([]);
    expect(sent.files[0].file).toBe("agreement.proviso");
    expect(JSON.parse(sent.record)).toMatchObject({ id: "O-1", report: SEEN.report });
  });
});

describe("the record over the wire", () => {
  test("is verified by whoever reads it: leaves, root and checkpoint agree", async () => {
    const summary = (await get("/api/cases/small/record")).json();
    const page = (await get("/api/cases/small/record/entries")).json();
    const leaves = page.entries.map(({ leaf }: { leaf: string }) => Buffer.from(leaf, "base64"));
    const hashes = leaves.map((leaf: Buffer) => leafHash(new Uint8Array(leaf), nodeHash));
    const root = rootOf(growTree(EMPTY_TREE, hashes, nodeHash).tree, nodeHash);
    expect(summary).toMatchObject({ case: "small", size: 3, root: toHex(root) });
    const note = (await get("/api/cases/small/record/checkpoint")).rawPayload;
    const checkpoint = parseCheckpoint(parseNote(new Uint8Array(note)).text);
    expect(toHex(checkpoint.root)).toBe(summary.root);
    for (const { envelope, digest } of page.entries) {
      expect(toHex(nodeHash(new Uint8Array(Buffer.from(envelope, "base64"))))).toBe(digest);
    }
    const tile = await get("/api/cases/small/record/tile/0/000.p/3");
    expect(tile.rawPayload).toEqual(Buffer.concat(hashes));
    expect(tile.headers["cache-control"]).toBe("no-store");
    const bundle = await get("/api/cases/small/record/tile/entries/000.p/3");
    expect(bundle.rawPayload.length).toBe(
      leaves.reduce((sum: number, leaf: Buffer) => sum + leaf.length + 2, 0),
    );
  });

  test("is paged by cursor", async () => {
    const first = (await get("/api/cases/small/record/entries?limit=1")).json();
    expect(first).toMatchObject({ size: 3, entries: [{ index: 0 }], next: "1" });
    const second = (
      await get(`/api/cases/small/record/entries?limit=1&cursor=${first.next}`)
    ).json();
    expect(second).toMatchObject({ entries: [{ index: 1, summary: { kind: "documents" } }] });
    const last = (
      await get(`/api/cases/small/record/entries?limit=1&cursor=${second.next}`)
    ).json();
    expect(last).toMatchObject({ entries: [{ index: 2, summary: { id: "O-1" } }], next: null });
    const checkpoints = (await get("/api/cases/small/record/checkpoints")).json();
    expect(checkpoints).toMatchObject({ checkpoints: [{ serial: 0, size: 3 }], next: null });
  });

  test("names its keys", async () => {
    const { log, keys } = (await get("/api/cases/small/record/keys")).json();
    expect(log.origin).toMatch(/\/small$/);
    expect(keys).toMatchObject([{ name: "keeper", roles: ["keeper"], from: 0, until: null }]);
  });

  test.each([
    ["entries?cursor=4", "cursor-unknown", 400],
    ["entries?limit=0", "cursor-unknown", 400],
    ["entries?cursor=x", "cursor-unknown", 400],
    ["tile/0/000", "tile-unknown", 404],
    ["tile/0/000.p/4", "tile-unknown", 404],
    ["tile/0/0", "tile-unknown", 404],
    ["tile/../../case.json", "route-unknown", 404],
  ])("%s is refused with %s", async (path, code, status) => {
    const answer = await get(`/api/cases/small/record/${path}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code });
  });

  test("of a folder is a problem: it has none", async () => {
    const { openSources } = await import("./case-sources.ts");
    const opened = await openSources([folder]);
    if (!opened.ok) throw new Error(opened.message);
    const { sources } = opened;
    const other = await buildApp({ cases: async () => sources, webRoot: home, host: "127.0.0.1" });
    const headers = { host: "localhost:1962" };
    const answer = await other.inject({ url: "/api/cases/small/record", headers });
    expect(answer.json()).toMatchObject({ code: "record-unsigned", status: 404 });
    await other.close();
  });
});
