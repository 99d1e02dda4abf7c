import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { instant } from "@proviso/core";
import { nodeEd25519, readRecordEntry } from "@proviso/record";
import { openKeys, openStoreAt, placeOf } from "@proviso/record/installation";
import {
  fromBase64,
  noteVerifier,
  openCheckpoint,
  parseLeaf,
  parseNoteKey,
} from "@proviso/record/log";
import { openSqlite } from "@proviso/record/sqlite";
import { openWriting } from "@proviso/record/writing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  enrolled,
  type ServedStore,
  serveStore,
  type TestDevice,
  testDevice,
} from "../testing/served-store.ts";

let served: ServedStore;
let device: TestDevice;
beforeAll(async () => {
  served = await serveStore();
  device = await enrolled(served);
});
afterAll(() => served.close());

let count = 0;
function seen(more: object = {}) {
  count += 1;
  return {
    v: 1,
    id: `O-${count}`,
    kind: "observation",
    valid: { at: "2024-03-02T08:00:00Z" },
    report: { kind: "statement", by: "North", stance: "promises", text: "The guns will leave." },
    method: "statement",
    source: { cite: "a letter" },
    grade: { reliability: "A", credibility: 1, by: "keeper", why: "read" },
    ...more,
  };
}

async function sizeNow(): Promise<number> {
  return (await served.get("/record")).json().size;
}

describe("entries that are sent", () => {
  test("are kept, and answered with where they stand and the checkpoint that holds them", async () => {
    const before = await sizeNow();
    const { envelope } = await device.sign(seen());
    const answer = await served.post("/record/entries", { v: 1, entries: [{ envelope }] });
    expect(answer.statusCode, answer.body).toBe(201);
    const { receipts, checkpoint } = answer.json();
    expect(receipts).toMatchObject([{ index: before, repeated: false }]);
    const leaf = parseLeaf(fromBase64(receipts[0].leaf));
    const digest = createHash("sha256").update(fromBase64(envelope)).digest("hex");
    expect(leaf).toMatchObject({ index: before, envelope: digest });
    const { logKey } = (await served.get("/record")).json();
    const logs = [noteVerifier(parseNoteKey(logKey), nodeEd25519)];
    const note = new TextEncoder().encode(checkpoint.note);
    expect((await openCheckpoint(note, { logs, witnesses: [] })).size).toBe(before + 1);
    const page = (await served.get(`/record/entries?cursor=${before}`)).json();
    expect(page.entries[0].envelope).toBe(envelope);
  });

  test("sent again get the receipts that they had, and are not kept twice", async () => {
    const signed = [await device.sign(seen()), await device.sign(seen())];
    const body = { v: 1, entries: signed.map(({ envelope }) => ({ envelope })) };
    const first = await served.post("/record/entries", body);
    const size = await sizeNow();
    const { envelope } = await device.sign(seen());
    await served.post("/record/entries", { v: 1, entries: [{ envelope }] });
    const again = await served.post("/record/entries", body);
    expect(again.statusCode).toBe(200);
    const repeated = first.json().receipts.map((one: object) => ({ ...one, repeated: true }));
    expect(again.json()).toEqual({ ...first.json(), receipts: repeated });
    expect(await sizeNow()).toBe(size + 1);
  });

  test("are kept all or none, and what is wrong is named by its place", async () => {
    const size = await sizeNow();
    const good = await device.sign(seen());
    const bad = await device.sign(seen({ method: "guesswork" }));
    const entries = [{ envelope: good.envelope }, { envelope: bad.envelope }];
    const answer = await served.post("/record/entries", { v: 1, entries });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ code: "undefined-method", at: "entries[1]" });
    expect(answer.json().detail).not.toBe("");
    expect(await sizeNow()).toBe(size);
    // Nothing of it is left behind: the id that was refused with it may come again.
    const alone = await served.post("/record/entries", {
      v: 1,
      entries: [{ envelope: good.envelope }],
    });
    expect(alone.statusCode, alone.body).toBe(201);
  });

  test("of many at once are all kept, one after the other", async () => {
    const size = await sizeNow();
    const signed: string[] = [];
    for (let at = 0; at < 20; at += 1) signed.push((await device.sign(seen())).envelope);
    const answers = await Promise.all(
      signed.map((envelope) => served.post("/record/entries", { v: 1, entries: [{ envelope }] })),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(signed.map(() => 201));
    const indexes = answers.map((answer) => answer.json().receipts[0].index);
    expect(indexes.sort((a, b) => a - b)).toEqual(signed.map((_, at) => size + at));
  });

  test("may refer to what came before them in the same request", async () => {
    const first = seen();
    const withdrawal = { v: 1, id: `W-${first.id}`, kind: "withdrawal", of: first.id, reason: "x" };
    const signed = [await device.sign(first), await device.sign(withdrawal)];
    const entries = signed.map(({ envelope }) => ({ envelope }));
    const answer = await served.post("/record/entries", { v: 1, entries });
    expect(answer.statusCode, answer.body).toBe(201);
  });
});

describe("entries that are refused", () => {
  test("by a key that nobody enrolled", async () => {
    const stranger = await testDevice(served, "stranger");
    const { envelope } = await stranger.sign(seen());
    expect(await refusal({ envelope })).toMatchObject({
      status: 422,
      code: "unknown-key",
      at: "entries[0]",
    });
  });

  test("in a role that the key does not have", async () => {
    const { envelope } = await device.sign(seen(), { role: "keeper" });
    expect(await refusal({ envelope })).toMatchObject({ code: "wrong-role" });
  });

  test("that were signed for another log", async () => {
    const { envelope } = await device.sign(seen(), { origin: "proviso-000000000000/small" });
    expect(await refusal({ envelope })).toMatchObject({ code: "other-log" });
  });

  test("whose bytes were changed on the way", async () => {
    const { envelope } = await device.sign(seen());
    const bytes = Buffer.from(envelope, "base64").toString("utf8");
    const other = bytes.replace(/"sig":"(.)/, (_, c: string) => `"sig":"${c === "A" ? "B" : "A"}`);
    const changed = Buffer.from(other, "utf8").toString("base64");
    expect((await refusal({ envelope: changed })).code).toMatch(/signature-(bad|malformed)/);
  });

  test("under an id that stands already", async () => {
    const entry = seen();
    const first = await device.sign(entry);
    await served.post("/record/entries", { v: 1, entries: [{ envelope: first.envelope }] });
    const { envelope } = await device.sign(entry, { key: "another" });
    expect(await refusal({ envelope })).toMatchObject({ status: 409, code: "duplicate-id" });
  });

  test("under an idempotency key that said something else", async () => {
    const first = await device.sign(seen(), { key: "once" });
    await served.post("/record/entries", { v: 1, entries: [{ envelope: first.envelope }] });
    const { envelope } = await device.sign(seen(), { key: "once" });
    expect(await refusal({ envelope })).toMatchObject({ status: 409, code: "STORE_KEY_REUSED" });
  });

  test("that were decided on another record than there is by now", async () => {
    const { envelope } = await device.sign(seen());
    expect(await refusal({ envelope, expected: 1 })).toMatchObject({
      ...{ status: 409, code: "STORE_VERSION_MOVED" },
    });
  });

  test("that refer to what is not there", async () => {
    const withdrawal = { v: 1, id: "W-9", kind: "withdrawal", of: "O-none", reason: "x" };
    const { envelope } = await device.sign(withdrawal);
    expect(await refusal({ envelope })).toMatchObject({ code: "unknown-entry" });
  });

  test("for a compartment that there is not", async () => {
    const { envelope } = await device.sign(seen(), { salt: "ab".repeat(32) });
    expect(await refusal({ envelope, label: "c-none" })).toMatchObject({
      code: "compartment-unknown",
    });
  });
});

describe("requests that are refused", () => {
  test.each([
    ["no JSON", "{", 400, "request-refused"],
    ["a field twice", '{"v":1,"v":1,"entries":[]}', 400, "request-refused"],
    [
      "a prototype",
      '{"v":1,"entries":[{"envelope":"AAAA","__proto__":{}}]}',
      400,
      "request-refused",
    ],
    ["no entries", '{"v":1,"entries":[]}', 400, "request-refused"],
    [
      "too many entries",
      JSON.stringify({ v: 1, entries: Array(101).fill({ envelope: "AAAA" }) }),
      400,
      "request-refused",
    ],
    [
      "a field that is not known",
      '{"v":1,"entries":[{"envelope":"AAAA","x":1}]}',
      400,
      "request-refused",
    ],
    ["a number as a string", '{"v":"1","entries":[{"envelope":"AAAA"}]}', 400, "request-refused"],
    ["what is no Base 64", '{"v":1,"entries":[{"envelope":"A"}]}', 400, "request-refused"],
    ["what is no envelope", '{"v":1,"entries":[{"envelope":"AAAA"}]}', 422, "envelope-malformed"],
    [
      "nesting without end",
      `{"v":1,"entries":${"[".repeat(50)}${"]".repeat(50)}}`,
      400,
      "request-refused",
    ],
    [
      "too many bytes",
      `{"v":1,"entries":"${"x".repeat(4 * 1024 * 1024)}"}`,
      413,
      "request-too-large",
    ],
  ])("for %s", async (_, body, status, code) => {
    const answer = await served.post("/record/entries", body);
    expect(answer.json()).toMatchObject({ status, code });
    expect(answer.statusCode).toBe(status);
  });

  test("for bytes that are not UTF-8", async () => {
    const answer = await served.post("/record/entries", new Uint8Array([0x22, 0xff, 0x22]));
    expect(answer.json()).toMatchObject({ status: 400, code: "request-refused" });
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/json; charset=latin1",
  ])("of the type %s", async (type) => {
    const answer = await served.post("/record/entries", "{}", { "content-type": type });
    expect(answer.json()).toMatchObject({ status: 415, code: "content-unsupported" });
  });

  test.each([
    [{ origin: "http://evil.example" }],
    [{ origin: "null" }],
    [{ "sec-fetch-site": "cross-site" }],
    [{ origin: "http://localhost:1963" }],
  ])("from another site's page: %j", async (headers) => {
    const { envelope } = await device.sign(seen());
    const body = { v: 1, entries: [{ envelope }] };
    const answer = await served.post("/record/entries", body, headers);
    expect(answer.json()).toMatchObject({ status: 403, code: "origin-not-allowed" });
  });

  test("under another name of this machine's", async () => {
    const answer = await served.post("/record/entries", {}, { host: "evil.example" });
    expect(answer.json()).toMatchObject({ status: 421, code: "host-not-allowed" });
  });

  test("from a page of this server's they are taken", async () => {
    const { envelope } = await device.sign(seen());
    const own = { origin: "http://localhost:1962", "sec-fetch-site": "same-origin" };
    const answer = await served.post("/record/entries", { v: 1, entries: [{ envelope }] }, own);
    expect(answer.statusCode, answer.body).toBe(201);
  });
});

describe("the right to append", () => {
  test("is given back when there is nothing to append, and taken up where it was left", async () => {
    const { envelope } = await device.sign(seen());
    await served.post("/record/entries", { v: 1, entries: [{ envelope }] });
    const other = openSqlite(served.file, { waitMs: 3000 });
    const hold = await other.hold("small");
    const waiting = await device.sign(seen());
    const answer = await served.post("/record/entries", {
      v: 1,
      entries: [{ envelope: waiting.envelope }],
    });
    expect(answer.json()).toMatchObject({ status: 503, code: "STORE_HELD" });
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(answer.json().detail).not.toBe("");
    await hold.release();
    await other.close();
    const later = await served.post("/record/entries", {
      v: 1,
      entries: [{ envelope: waiting.envelope }],
    });
    expect(later.statusCode, later.body).toBe(201);
  });
});

describe("what another process appends meanwhile", () => {
  test("is known to what comes next, by id and by key", async () => {
    const mine = seen();
    const { envelope } = await device.sign(mine);
    await served.post("/record/entries", { v: 1, entries: [{ envelope }] });
    const theirs = `W-${mine.id}`;
    await appendElsewhere({ v: 1, id: theirs, kind: "withdrawal", of: mine.id, reason: "x" });
    const again = await device.sign({ ...seen(), id: theirs });
    expect(await refusal({ envelope: again.envelope })).toMatchObject({ code: "duplicate-id" });
    const restored = { v: 1, id: `S-${mine.id}`, kind: "withdrawal", of: theirs, reason: "y" };
    const next = await device.sign(restored);
    const entries = [{ envelope: next.envelope }];
    const answer = await served.post("/record/entries", { v: 1, entries });
    expect(answer.statusCode, answer.body).toBe(201);
  });
});

/** Appends an entry by the keeper, as the command line does in a process of its own. */
async function appendElsewhere(entry: object): Promise<void> {
  const keys = openKeys(join(dirname(served.file), "keys"));
  const signer = await keys.signer("keeper");
  const store = await openStoreAt(placeOf(served.file));
  const writing = await openWriting(store, "small", { keys, now: () => instant(Date.now()) });
  const known = "2030-01-01T00:00:00Z";
  const read = readRecordEntry(JSON.stringify({ ...entry, known }), writing.terms.zone);
  if (!read.ok || signer === null) throw new Error("It cannot be signed.");
  const draft = { entry: read.entry, label: null, stated: null, key: read.entry.id, series: null };
  await writing.append([draft], { signer, role: "keeper" });
  await writing.close();
  await store.close();
}

async function refusal(entry: object) {
  const size = await sizeNow();
  const answer = await served.post("/record/entries", { v: 1, entries: [entry] });
  expect(await sizeNow()).toBe(size);
  const problem = answer.json();
  expect(answer.statusCode).toBe(problem.status);
  expect(problem.detail).toMatch(/\w/);
  return problem;
}
