import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enrolled, type ServedStore, serveStore, testDevice } from "../testing/served-store.ts";

let served: ServedStore;
let elsewhere: ServedStore;
beforeAll(async () => {
  [served, elsewhere] = await Promise.all([serveStore(), serveStore({}, { enrols: false })]);
});
afterAll(async () => {
  await Promise.all([served.close(), elsewhere.close()]);
});

describe("a device", () => {
  test("is told what it needs to sign an entry", async () => {
    const answer = (await served.get("/record/devices")).json();
    const summary = (await served.get("/record")).json();
    expect(answer).toMatchObject({
      v: 1,
      place: { case: "small", origin: summary.origin, zone: "Europe/Paris", reconstructed: false },
      checkpoint: { size: summary.checkpoint.size, root: summary.root },
      enrols: true,
    });
    expect(answer.devices).toContainEqual(expect.objectContaining({ name: "keeper" }));
  });

  test("is enrolled by the keeper's key, once however often it asks", async () => {
    const device = await testDevice(served, "first");
    const asked = {
      ...{ v: 1, name: "first", publicKey: device.publicKey, body: "North", person: "One" },
      roles: ["observer"],
    };
    const answer = await served.post("/record/devices", asked);
    expect(answer.statusCode, answer.body).toBe(201);
    const { size } = (await served.get("/record")).json();
    expect(answer.json().device).toMatchObject({
      ...{ name: "first", body: "North", person: "One", roles: ["observer"] },
      ...{ from: size, until: null, counter: 0, previous: null },
    });
    const again = await served.post("/record/devices", asked);
    expect(again.statusCode).toBe(200);
    expect(again.json().device).toEqual(answer.json().device);
    expect((await served.get("/record")).json().size).toBe(size);
  });

  test("finds out how far its chain has come", async () => {
    const device = await enrolled(served, "chained");
    const withdrawal = { v: 1, id: "R-1", kind: "observation" };
    expect((await served.get("/record/devices/chained")).json().device).toMatchObject({
      counter: 0,
    });
    const { envelope, digest } = await device.sign({
      ...withdrawal,
      valid: { at: "2024-03-02T08:00:00Z" },
      report: { kind: "statement", by: "North", stance: "promises", text: "They will leave." },
      method: "statement",
      source: { cite: "a letter" },
      grade: { reliability: "A", credibility: 1, by: "keeper", why: "read" },
    });
    const sent = await served.post("/record/entries", { v: 1, entries: [{ envelope }] });
    expect(sent.statusCode, sent.body).toBe(201);
    expect((await served.get("/record/devices/chained")).json().device).toMatchObject({
      ...{ counter: 1, previous: digest },
    });
  });

  test.each(["nobody", "..", "__proto__"])("of the name %s is not there", async (name) => {
    const answer = await served.get(`/record/devices/${encodeURIComponent(name)}`);
    expect(answer.statusCode).toBe(404);
  });
});

describe("an enrolment is refused", () => {
  const key = "ab".repeat(32);
  test.each([
    ["under a name that is taken", { name: "keeper" }, 409, "key-name-taken"],
    ["of a key that is no sound point", { publicKey: `01${"00".repeat(31)}` }, 422, "key-unsound"],
    ["as keeper", { roles: ["keeper"] }, 400, "request-refused"],
    ["without a role", { roles: [] }, 400, "request-refused"],
    ["under a name with a path in it", { name: "../x" }, 400, "request-refused"],
    ["of a person whom no record could name", { person: "inspector 7" }, 400, "request-refused"],
    ["of a body that no record could name", { body: "North and South" }, 400, "request-refused"],
    ["of a key that is none", { publicKey: "xyz" }, 400, "request-refused"],
    ["with a field that is not known", { admin: true }, 400, "request-refused"],
  ])("%s", async (_, other, status, code) => {
    const sound = (await testDevice(served, "sound")).publicKey;
    const asked = { v: 1, name: "new", publicKey: sound, body: "North", roles: ["observer"] };
    const size = (await served.get("/record")).json().size;
    const answer = await served.post("/record/devices", { ...asked, ...other });
    expect(answer.json()).toMatchObject({ status, code });
    expect((await served.get("/record")).json().size).toBe(size);
  });

  test("where the keeper is somewhere else, with the command that enrols it there", async () => {
    const asked = { v: 1, name: "new", publicKey: key, body: "North", roles: ["observer", "host"] };
    const answer = await elsewhere.post("/record/devices", asked);
    expect(answer.json()).toMatchObject({ status: 403, code: "enrolment-elsewhere" });
    const command = `proviso keys small enrol new --body North --person new --as observer --as host --public ${key}`;
    expect(answer.json().detail).toContain(command);
    expect((await elsewhere.get("/record/devices")).json().enrols).toBe(false);
  });
});
