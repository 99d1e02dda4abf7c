import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { entryId, instant } from "@proviso/core";
import { openKeys, openStoreAt, placeOf } from "@proviso/record/installation";
import { openWriting } from "@proviso/record/writing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  enrolled,
  type ServedStore,
  serveStore,
  type TestDevice,
} from "../testing/served-store.ts";

/** What nobody without the label may find, anywhere. */
const CANARY = "CANARYnightjar";
const COMPARTMENT = "c-0a1b2c3d4e5f6071";
const HIDDEN = new TextEncoder().encode(`${CANARY} photograph`);
const HIDDEN_SHA256 = createHash("sha256").update(HIDDEN).digest("hex");
// The recipient of the age project's own documentation.
const RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

let served: ServedStore;
let device: TestDevice;
beforeAll(async () => {
  served = await serveStore();
  device = await enrolled(served);
  await openCompartment();
  const { envelope } = await device.sign(seen("posted"), { salt: "0123456789abcdef".repeat(4) });
  const entries = [{ envelope, label: COMPARTMENT }];
  const answer = await served.post("/record/entries", { v: 1, entries });
  if (answer.statusCode !== 201) throw new Error(answer.body);
});
afterAll(() => served.close());

function seen(id: string) {
  return {
    v: 1,
    id: `${CANARY}-${id}`,
    kind: "observation",
    valid: { at: "2024-03-02T08:00:00Z" },
    report: { kind: "statement", by: "North", stance: "promises", text: `${CANARY} leaves.` },
    method: "statement",
    source: { cite: CANARY },
    grade: { reliability: "A", credibility: 1, by: "keeper", why: CANARY },
  };
}

/** As the command line does it: opens a compartment, and keeps an entry and a file under it. */
async function openCompartment(): Promise<void> {
  const keys = openKeys(join(dirname(served.file), "keys"));
  const store = await openStoreAt(placeOf(served.file));
  const now = () => instant(Date.now());
  const writing = await openWriting(store, "small", { keys, now });
  const signer = await keys.signer("keeper");
  if (signer === null) throw new Error("The installation has no keeper.");
  const bare = { label: null, stated: null, series: null };
  await writing.append(
    [
      {
        entry: {
          ...{ kind: "compartment", id: entryId("P-1"), known: now(), act: "open", generation: 1 },
          ...{ compartment: COMPARTMENT, entryBytes: 16_384 },
          readers: [{ name: "inspectors", recipient: RECIPIENT }],
        },
        ...bare,
        key: "open",
      },
    ],
    { signer, role: "keeper" },
    {
      documents: [
        { file: `attachments/${HIDDEN_SHA256}`, label: COMPARTMENT, bytes: HIDDEN },
        { file: `notes/${CANARY}.txt`, label: COMPARTMENT, bytes: HIDDEN },
      ],
    },
  );
  await writing.close();
  await store.close();
}

async function routes(): Promise<readonly string[]> {
  const { size } = (await served.get("/record")).json();
  return [
    "",
    "/lines?cursor=0",
    `/lines?cursor=${size - 1}`,
    "/record",
    "/record/checkpoint",
    "/record/checkpoints",
    "/record/entries",
    `/record/entries?cursor=${size - 1}&limit=1`,
    "/record/keys",
    "/record/devices",
    "/record/devices/tablet",
    `/record/tile/0/000.p/${size}`,
    `/record/tile/entries/000.p/${size}`,
    "/record/bundle.zip",
    `/record/files/${HIDDEN_SHA256}`,
    "/record/files/nothing",
    "/nothing",
  ];
}

/** A text as it might stand in an answer: plain, or in Base 64 from any of three offsets. */
function spellings(text: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString("base64");
    return shifted.slice(offset === 0 ? 0 : 4, -4);
  });
  return [text, ...inBase64, Buffer.from(text).toString("hex")];
}

describe("what is under a label", () => {
  test("stands in no answer of any route, not even in another spelling", async () => {
    for (const path of await routes()) {
      const { rawPayload, headers } = await served.get(path);
      const answer = JSON.stringify(headers) + rawPayload.toString("latin1");
      for (const spelling of spellings(CANARY)) {
        expect(answer.includes(spelling), `${path}: ${spelling}`).toBe(false);
      }
      if (!path.includes(HIDDEN_SHA256)) expect(answer.includes(HIDDEN_SHA256), path).toBe(false);
    }
    const list = await served.app.inject({ url: "/api/cases", headers: { host: "localhost" } });
    expect(list.body).not.toContain(CANARY);
  });

  test("is found by the same search where it is not under a label", async () => {
    const { envelope } = await device.sign(seen("open"), { key: "open" });
    const own = await serveStore();
    const there = await enrolled(own);
    const open = await there.sign(seen("open"));
    const entries = [{ envelope: open.envelope }];
    expect((await own.post("/record/entries", { v: 1, entries })).statusCode).toBe(201);
    const answers = await Promise.all(
      ["", "/record/entries"].map(async (path) => (await own.get(path)).body),
    );
    for (const body of answers) {
      expect(spellings(CANARY).some((spelling) => body.includes(spelling))).toBe(true);
    }
    await own.close();
    expect(envelope).not.toBe("");
  });

  test("its file is answered for exactly as one that does not exist", async () => {
    const hidden = await served.get(`/record/files/${HIDDEN_SHA256}`);
    const nothing = await served.get(`/record/files/${"ab".repeat(32)}`);
    expect(hidden.statusCode).toBe(404);
    expect(hidden.body).toBe(nothing.body);
    const withoutDate = ({ date: _, ...rest }: typeof hidden.headers) => rest;
    expect(withoutDate(hidden.headers)).toEqual(withoutDate(nothing.headers));
  });

  test("cannot be referred to, and is refused as what is not there is", async () => {
    const answers: string[] = [];
    for (const named of [`${CANARY}-posted`, `${CANARY}-nowhere`]) {
      const withdrawal = { v: 1, id: `W-${named}`, kind: "withdrawal", of: named, reason: "x" };
      const { envelope } = await device.sign(withdrawal);
      const answer = await served.post("/record/entries", { v: 1, entries: [{ envelope }] });
      expect(answer.statusCode).toBe(422);
      answers.push(answer.body.replaceAll(named, "…"));
    }
    expect(answers[0]).toBe(answers[1]);
  });

  test("does not tell through the count of its device", async () => {
    const { device: listed } = (await served.get("/record/devices/tablet")).json();
    expect(listed).toMatchObject({ counter: 0, previous: null });
  });

  test("brings no file, which would stand in the open", async () => {
    const bytes = new TextEncoder().encode("a photograph");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const attachments = [{ sha256, name: "one.jpg" }];
    const entry = { ...seen("with-file"), attachments };
    const { envelope } = await device.sign(entry, { salt: "fedcba9876543210".repeat(4) });
    const form = new FormData();
    const entries = [{ envelope, label: COMPARTMENT }];
    form.set("entries", JSON.stringify({ v: 1, entries }));
    form.append("file", new Blob([bytes]));
    const answer = await served.postForm("/record/entries", form);
    expect(answer.json()).toMatchObject({ status: 422, code: "file-under-label" });
    expect((await served.get(`/record/files/${sha256}`)).statusCode).toBe(404);
  });
});
