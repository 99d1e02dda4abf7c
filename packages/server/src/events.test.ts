import { openSqlite } from "@proviso/record/sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  enrolled,
  type ServedStore,
  serveStore,
  type TestDevice,
} from "../testing/served-store.ts";

let served: ServedStore;
let device: TestDevice;
let address: string;
beforeAll(async () => {
  served = await serveStore();
  device = await enrolled(served);
  await served.app.listen({ host: "127.0.0.1", port: 0 });
  const at = served.app.server.address();
  address = `http://127.0.0.1:${typeof at === "object" ? at?.port : ""}/api/cases`;
});
afterAll(() => served.close());

interface Listening {
  /** The next event, its fields by name; fails where none comes. */
  readonly next: () => Promise<Readonly<Record<string, string>>>;
  readonly stop: () => void;
}

async function listen(
  headers: Readonly<Record<string, string>> = {},
  at = address,
): Promise<Listening> {
  const ending = new AbortController();
  const answer = await fetch(`${at}/small/record/events`, { headers, signal: ending.signal });
  expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'/);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async (): Promise<Readonly<Record<string, string>>> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end !== -1) {
        const lines = text.slice(0, end).split("\n");
        text = text.slice(end + 2);
        const fields = lines.map((line) => line.split(/: ?(.*)/s) as [string, string]);
        const event = Object.fromEntries(fields);
        if (event["event"] !== undefined) return event;
        continue;
      }
      const part = await reader?.read();
      if (part === undefined || part.done) throw new Error("The feed ended.");
      text += part.value;
    }
  };
  return { next, stop: () => ending.abort() };
}

let count = 0;
async function append(to = served, by = device): Promise<number> {
  count += 1;
  const { envelope } = await by.sign({
    ...{ v: 1, id: `E-${count}`, kind: "observation", method: "statement" },
    valid: { at: "2024-03-02T08:00:00Z" },
    report: { kind: "statement", by: "North", stance: "promises", text: "They will leave." },
    source: { cite: "a letter" },
    grade: { reliability: "A", credibility: 1, by: "keeper", why: "read" },
  });
  const answer = await to.post("/record/entries", { v: 1, entries: [{ envelope }] });
  return answer.json().receipts[0].index + 1;
}

describe("the live feed", () => {
  test("tells how many entries there are, and then each time that there are more", async () => {
    const { size } = (await served.get("/record")).json();
    const feed = await listen();
    expect(await feed.next()).toEqual({
      ...{ event: "size", id: String(size), data: `{"v":1,"size":${size},"cursor":"${size}"}` },
    });
    const after = await append();
    expect(await feed.next()).toMatchObject({ id: String(after) });
    feed.stop();
  });

  test("tells whoever comes back what they missed, and nothing where that is nothing", async () => {
    const { size } = (await served.get("/record")).json();
    const back = await listen({ "last-event-id": String(size) });
    const behind = await listen({ "last-event-id": String(size - 1) });
    const missed = await behind.next();
    expect(missed).toMatchObject({ id: String(size) });
    // What they missed begins where they left off, and not where the record does.
    expect(JSON.parse(missed["data"] ?? "")).toMatchObject({ cursor: String(size - 1) });
    const after = await append();
    expect(await back.next()).toMatchObject({ id: String(after) });
    for (const feed of [back, behind]) feed.stop();
  });

  test("tells of what another process appends", async () => {
    const feed = await listen();
    const { id: before } = await feed.next();
    const other = openSqlite(served.file, { waitMs: 3000 });
    const hold = await other.hold("small");
    const [leaf] = await hold.record.leaves({ begin: 0, end: 1 });
    if (leaf === undefined) throw new Error("The record has no first entry.");
    const size = Number(before);
    const key = { key: new Uint8Array(32).fill(7), payload: new Uint8Array(32) };
    const entry = { position: size, leaf: leaf.leaf, label: "c-1", envelope: new Uint8Array(8) };
    const nothing = { tops: [], checkpoints: [], documents: [] };
    await hold.commit({ size, entries: [{ ...entry, key, number: null }], ...nothing });
    await hold.release();
    await other.close();
    expect(await feed.next()).toMatchObject({ id: String(size + 1) });
    feed.stop();
  });

  test("tells of what this server appends without a look at the record", async () => {
    const never = await serveStore({}, { lookEveryMs: 3_600_000 });
    const tablet = await enrolled(never);
    await never.app.listen({ host: "127.0.0.1", port: 0 });
    const at = never.app.server.address();
    const port = typeof at === "object" ? at?.port : "";
    const feed = await listen({}, `http://127.0.0.1:${port}/api/cases`);
    const { size } = JSON.parse((await feed.next())["data"] ?? "");
    for (let more = 0; more < 2; more += 1) {
      await append(never, tablet);
      const { id, data } = await feed.next();
      expect(id).toBe(String(size + more + 1));
      const cursor = String(size + more);
      expect(JSON.parse(data ?? "")).toEqual({ v: 1, size: size + more + 1, cursor });
      const page = (await never.get(`/record/entries?cursor=${cursor}`)).json();
      expect(page.entries.map(({ index }: { index: number }) => index)).toEqual([size + more]);
    }
    feed.stop();
    await never.close();
  });

  test("of a case that is not there is the problem that it always is", async () => {
    const answer = await fetch(`${address}/none/record/events`);
    expect(await answer.json()).toMatchObject({ code: "case-unknown" });
  });
});
