import { instant, type Zone, zone } from "@proviso/core";
import {
  EMPTY_RING,
  fromHex,
  type KeyRing,
  type LogPlace,
  nobleEd25519,
  verifyEnvelope,
} from "@proviso/record/envelope";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { describeInBrowser } from "../../../../testing/browser.ts";
import { buildClient, type ClientHandle, openClient } from "../../../../testing/client-module.ts";
import { type ServedCase, serveCase } from "../../../../testing/served-case.ts";

const PATIENCE_MS = 60_000;
const ORIGIN = "proviso-0123456789ab/cuba-1962";
const PLACE = {
  case: "cuba-1962",
  agreement: "cuba-1962",
  origin: ORIGIN,
  zone: "America/New_York",
  reconstructed: false,
};
const ENTRY = {
  v: 1,
  id: "W-1",
  kind: "withdrawal",
  of: "O-0001",
  reason: "Counted twice.",
};

/** What the page answers of one signature. */
interface Answer {
  readonly publicKey: string;
  readonly digests: readonly string[];
  readonly counters: readonly number[];
  readonly envelopes: readonly (readonly number[])[];
}

describeInBrowser("a device in a browser", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  let code: string;
  let page: Page;
  let client: ClientHandle;
  beforeAll(async () => {
    [browser, served, code] = await Promise.all([launch(), serveCase(), buildClient()]);
  }, 2 * PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });
  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
    client = await open(page, served, code);
  });
  afterEach(async () => {
    await page.context().close();
  });

  test("signs what every strict verifier takes, each entry chained to the one before", async () => {
    const answer = await sign(page, client, ["W-1", "W-2", "W-3"]);
    expect(answer.counters).toEqual([1, 2, 3]);
    let previous: string | null = null;
    for (const [at, bytes] of answer.envelopes.entries()) {
      const verified = await verifyEnvelope(
        Uint8Array.from(bytes),
        ringOf(answer.publicKey),
        placeOf(at + 1),
        nobleEd25519,
      );
      if (!verified.ok) throw new Error(verified.rejection.message);
      expect(verified.accepted.statement).toMatchObject({ counter: at + 1, previous });
      expect(verified.accepted.digest).toBe(answer.digests[at]);
      previous = verified.accepted.digest;
    }
  });

  test("goes on where it was after its tab is killed in the middle, and signs nothing twice", async () => {
    const context = page.context();
    const before = await sign(page, client, ["W-1", "W-2"]);
    const many = Array.from({ length: 40 }, (_, at) => `W-${at + 1}`);
    const cutOff = sign(page, client, many).catch(() => null);
    await new Promise((over) => setTimeout(over, 30));
    await page.close();
    expect(await cutOff).toBeNull();
    page = await context.newPage();
    client = await open(page, served, code);
    const after = await sign(page, client, many);
    expect(after.digests.slice(0, 2)).toEqual(before.digests);
    expect(after.counters).toEqual(many.map((_, at) => at + 1));
    expect(new Set(after.digests).size).toBe(many.length);
  });

  test("counts every entry once where two tabs sign at the same time", async () => {
    await sign(page, client, ["W-1"]);
    const other = await page.context().newPage();
    const there = await open(other, served, code);
    const ids = (from: number) => Array.from({ length: 8 }, (_, at) => `W-${from + at}`);
    const [one, two] = await Promise.all([
      sign(page, client, ids(10)),
      sign(other, there, ids(30)),
    ]);
    const counters = [...one.counters, ...two.counters].sort((a, b) => a - b);
    expect(counters).toEqual(Array.from({ length: 16 }, (_, at) => at + 2));
  });

  test("holds a key that nobody can read out", async () => {
    const refused = await page.evaluate(
      async ([client, place]) => {
        const database = await client.openDeviceDatabase();
        const device = await client.makeDevice(database, "tablet", place);
        const again = await client.makeDevice(database, "tablet", place).catch(codeOf);
        const formats = ["pkcs8", "jwk", "raw"] as const;
        const read = formats.map((one) =>
          crypto.subtle.exportKey(one, device.secretKey).catch(nameOf),
        );
        return { again, read: await Promise.all(read) };
        function nameOf(error: { readonly name: string }) {
          return error.name;
        }
        function codeOf(error: { readonly code: string }) {
          return error.code;
        }
      },
      [client, PLACE] as const,
    );
    const denied = "InvalidAccessError";
    expect(refused).toEqual({ again: "device-exists", read: [denied, denied, denied] });
  });

  test.each([
    ["a field that is not known", { ...ENTRY, colour: "red" }, "colour"],
    ["its own word for when it was known", { ...ENTRY, known: "1962-11-01T00:00:00Z" }, "known"],
    ["no reason", { ...ENTRY, reason: undefined }, "reason"],
  ])("signs no entry with %s, and names the field", async (_, entry, path) => {
    const refused = await page.evaluate(
      async ([client, place, draft]) => {
        const database = await client.openDeviceDatabase();
        const device = await client.makeDevice(database, "tablet", place);
        const error = await client
          .signEntry(database, device, { entry: draft, role: "observer", key: "k" })
          .then(() => null)
          .catch((thrown: InstanceType<typeof client.DeviceError>) => thrown);
        const { counter } = await client.deviceNamed(database, device);
        return { code: error?.code, paths: error?.problems.map(pathOf), counter };
        function pathOf(problem: { readonly path: string }) {
          return problem.path;
        }
      },
      [client, PLACE, entry] as const,
    );
    expect(refused).toMatchObject({ code: "entry-malformed", counter: 0 });
    expect(refused.paths).toContain(path);
  });

  test("signs nothing else under a key that it has used", async () => {
    const code = await page.evaluate(
      async ([client, place, entry]) => {
        const database = await client.openDeviceDatabase();
        const device = await client.makeDevice(database, "tablet", place);
        const first = { entry, role: "observer" as const, key: "k" };
        await client.signEntry(database, device, first);
        const other = { ...first, entry: { ...entry, reason: "Another reason." } };
        return client.signEntry(database, device, other).catch(codeOf);
        function codeOf(error: { readonly code: string }) {
          return error.code;
        }
      },
      [client, PLACE, ENTRY] as const,
    );
    expect(code).toBe("key-reused");
  });
});

function open(page: Page, served: ServedCase, code: string): Promise<ClientHandle> {
  return openClient(page, `${served.address}/review`, code);
}

/** Signs a withdrawal under each of these ids with the page's device, which it makes where it must. */
function sign(page: Page, client: ClientHandle, ids: readonly string[]): Promise<Answer> {
  return page.evaluate(
    async ([client, place, entry, names]) => {
      const database = await client.openDeviceDatabase();
      const [held] = await client.devicesOf(database, place.origin);
      const device = held ?? (await client.makeDevice(database, "tablet", place));
      const signed = [];
      for (const id of names) {
        const draft = { entry: { ...entry, id }, role: "observer" as const, key: `key-${id}` };
        signed.push(await client.signEntry(database, device, draft));
      }
      return {
        publicKey: device.publicKey,
        digests: signed.map((one) => one.digest),
        counters: signed.map((one) => one.counter),
        envelopes: signed.map((one) => [...one.envelope]),
      };
    },
    [client, PLACE, ENTRY, ids] as const,
  );
}

function ringOf(publicKey: string): KeyRing {
  expect(fromHex(publicKey)).toHaveLength(32);
  const holder = { name: "tablet", publicKey, body: "US", person: "one" };
  const standing = { from: 0, until: null, ended: null, expires: null, suspect: [] };
  return { ...EMPTY_RING, keys: [{ ...holder, ...standing, roles: ["observer"] }] };
}

function placeOf(position: number): LogPlace {
  const { case: name, agreement, origin } = PLACE;
  const moment = instant(Date.parse("1962-11-03T12:00:00Z"));
  const where = zone(PLACE.zone) as Zone;
  return { case: name, agreement, origin, zone: where, known: moment, position, received: moment };
}
