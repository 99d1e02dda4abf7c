import { createHash } from "node:crypto";
import { type RecordStore, StoreError } from "@proviso/record/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  enrolled,
  type ServedStore,
  serveStore,
  type TestDevice,
} from "../testing/served-store.ts";

let served: ServedStore;
let device: TestDevice;
beforeAll(async () => {
  served = await serveStore();
  device = await enrolled(served);
});
afterAll(() => served.close());

let count = 0;
function photograph() {
  count += 1;
  const bytes = new TextEncoder().encode(`photograph ${count}`);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

function seenWith(...sha256s: readonly string[]) {
  count += 1;
  return {
    v: 1,
    id: `P-${count}`,
    kind: "observation",
    valid: { at: "2024-03-02T08:00:00Z" },
    report: { kind: "statement", by: "North", stance: "promises", text: "They will leave." },
    method: "statement",
    source: { cite: "a letter" },
    attachments: sha256s.map((sha256, at) => ({ sha256, name: `${at}.jpg` })),
    grade: { reliability: "A", credibility: 1, by: "keeper", why: "read" },
  };
}

async function send(entry: object, files: readonly Uint8Array[]) {
  const { envelope } = await device.sign(entry);
  const form = new FormData();
  form.set("entries", JSON.stringify({ v: 1, entries: [{ envelope }] }));
  for (const bytes of files) form.append("file", new Blob([new Uint8Array(bytes)]));
  return served.postForm("/record/entries", form);
}

const sizeNow = async () => (await served.get("/record")).json().size as number;

describe("photographs", () => {
  test("come with the entry that names them, and are there for everyone", async () => {
    const [one, two] = [photograph(), photograph()];
    const answer = await send(seenWith(one.sha256, two.sha256), [one.bytes, two.bytes]);
    expect(answer.statusCode, answer.body).toBe(201);
    const file = await served.get(`/record/files/${two.sha256}`);
    expect(new Uint8Array(file.rawPayload)).toEqual(two.bytes);
    expect(file.headers["content-type"]).toBe("application/octet-stream");
    expect((await served.get("")).json()).toMatchObject({ notIntact: [], diagnostics: [] });
  });

  test("that are there already may be named again without being sent", async () => {
    const one = photograph();
    await send(seenWith(one.sha256), [one.bytes]);
    expect((await send(seenWith(one.sha256), [])).statusCode).toBe(201);
    expect((await send(seenWith(one.sha256), [one.bytes])).statusCode).toBe(201);
  });

  test("whose bytes are neither there nor coming keep their entry out", async () => {
    const [size, { sha256 }] = [await sizeNow(), photograph()];
    const answer = await send(seenWith(sha256), []);
    expect(answer.json()).toMatchObject({
      ...{ status: 422, code: "attachment-missing", at: "entries[0]" },
    });
    expect(await sizeNow()).toBe(size);
  });

  test("that no entry names are not kept, and neither is the entry", async () => {
    const [size, named, stray] = [await sizeNow(), photograph(), photograph()];
    const answer = await send(seenWith(named.sha256), [named.bytes, stray.bytes]);
    expect(answer.json()).toMatchObject({ status: 422, code: "file-unnamed" });
    expect(await sizeNow()).toBe(size);
    for (const { sha256 } of [named, stray]) {
      expect((await served.get(`/record/files/${sha256}`)).statusCode).toBe(404);
    }
  });

  test("go with the entry that is refused: nothing is half-stored", async () => {
    const one = photograph();
    const answer = await send({ ...seenWith(one.sha256), method: "guesswork" }, [one.bytes]);
    expect(answer.statusCode).toBe(422);
    expect((await served.get(`/record/files/${one.sha256}`)).statusCode).toBe(404);
  });

  test.each([
    ["too large", [new Uint8Array(16 * 1024 * 1024 + 1)], 413],
    ["empty", [new Uint8Array()], 400],
    ["too many", Array.from({ length: 21 }, () => new Uint8Array([1])), 413],
  ])("that are %s are refused", async (_, files, status) => {
    const answer = await send(seenWith("ab".repeat(32)), files);
    expect(answer.json().status).toBe(status);
    expect(answer.statusCode).toBe(status);
  });

  test.each([
    ["no entries", [["file", "x"]]],
    [
      "entries twice",
      [
        ["entries", "{}"],
        ["entries", "{}"],
      ],
    ],
    [
      "a field that is not known",
      [
        ["entries", "{}"],
        ["name", "x"],
      ],
    ],
  ])("in a form with %s are refused", async (_, fields) => {
    const form = new FormData();
    for (const [name, value] of fields) {
      form.append(name ?? "", name === "file" ? new Blob(["x"]) : (value ?? ""));
    }
    const answer = await served.postForm("/record/entries", form);
    expect(answer.json()).toMatchObject({ status: 400, code: "request-refused" });
  });

  test("in a form that is cut off are refused", async () => {
    const type = { "content-type": "multipart/form-data; boundary=x" };
    const answer = await served.post("/record/entries", "--x\r\nContent-Disp", type);
    expect(answer.json()).toMatchObject({ status: 400, code: "request-refused" });
  });
});

describe("a case that has not changed", () => {
  test("is not sent again to whoever has it, and is as soon as it has", async () => {
    const first = await served.get("");
    const tag = { "if-none-match": String(first.headers.etag) };
    const again = await served.get("", tag);
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe("");
    expect(again.headers["cache-control"]).toBe("private, no-cache");
    await send(seenWith(), []);
    const changed = await served.get("", tag);
    expect(changed.statusCode).toBe(200);
    expect(changed.json().logSize).toBe(first.json().logSize + 1);
  });
});

describe("a transaction that fails", () => {
  test("leaves nothing behind: the same request is taken afterwards, with its photographs", async () => {
    let isFailing = false;
    const between = (store: RecordStore): RecordStore => ({
      ...store,
      hold: async (name) => {
        const hold = await store.hold(name);
        return {
          ...hold,
          commit: async (batch) => {
            if (isFailing) throw new StoreError("STORE_NOT_COMMITTED", "It failed.", "Again.");
            await hold.commit(batch);
          },
        };
      },
    });
    const shaky = await serveStore({}, { between });
    const tablet = await enrolled(shaky);
    const one = photograph();
    const { envelope } = await tablet.sign(seenWith(one.sha256));
    const post = () => {
      const form = new FormData();
      form.set("entries", JSON.stringify({ v: 1, entries: [{ envelope }] }));
      form.append("file", new Blob([new Uint8Array(one.bytes)]));
      return shaky.postForm("/record/entries", form);
    };
    isFailing = true;
    expect((await post()).json()).toMatchObject({ code: "STORE_NOT_COMMITTED" });
    isFailing = false;
    const again = await post();
    expect(again.statusCode, again.body).toBe(201);
    expect((await shaky.get(`/record/files/${one.sha256}`)).statusCode).toBe(200);
    // Nor is what was refused with it referred to, or taken for a repeat.
    expect((await post()).statusCode).toBe(200);
    await shaky.close();
  });
});
