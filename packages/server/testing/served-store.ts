import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instant, instant, type Zone, zone } from "@proviso/core";
import { readRecordEntry, type SigningRole } from "@proviso/record";
import {
  formatEnvelope,
  payloadDigest,
  type Signer,
  signerFromSeed,
  signStatement,
} from "@proviso/record/envelope";
import { keysFolderOf, openKeys, openStoreAt, placeOf } from "@proviso/record/installation";
import { toBase64, toHex } from "@proviso/record/log";
import type { RecordStore } from "@proviso/record/store";
import type { FastifyInstance, InjectOptions } from "fastify";
import { buildApp } from "../src/app.ts";
import { logSigners, openKeptCases, sourcesOf } from "../src/kept-cases.ts";
import { liveFeed } from "../src/live-feed.ts";
import { parsingOnce } from "../src/parsing-once.ts";
import { caseWriters } from "../src/writing/case-writers.ts";
import { writableStore } from "../src/writing/writable-store.ts";
import { writeCaseFolder } from "./case-folder.ts";

const HOST = "localhost:1962";

/** A server on a store of its own, with the small case in it. */
export interface ServedStore {
  readonly app: FastifyInstance;
  readonly file: string;
  readonly get: (path: string, headers?: InjectOptions["headers"]) => ReturnType<typeof ask>;
  readonly post: (
    path: string,
    body: unknown,
    headers?: InjectOptions["headers"],
  ) => ReturnType<typeof ask>;
  readonly postForm: (path: string, form: FormData) => ReturnType<typeof ask>;
  readonly close: () => Promise<void>;
}

/** Imports a case into a store of its own, and serves it as `npm start` does. */
export async function serveStore(
  files: Readonly<Record<string, string>> = {},
  more: {
    readonly enrols?: boolean;
    /** How often the feed looks for what others append, in milliseconds. */
    readonly lookEveryMs?: number;
    /** Puts something between the writer and its store. */
    readonly between?: (store: RecordStore) => RecordStore;
  } = {},
): Promise<ServedStore> {
  const { enrols = true, lookEveryMs, between = (one) => one } = more;
  const home = mkdtempSync(join(tmpdir(), "proviso-served-"));
  const place = placeOf(join(home, "record.sqlite"));
  const { folder, remove } = writeCaseFolder(files);
  const { store } = await openKeptCases(place, [folder]);
  const texts = parsingOnce();
  const keys = openKeys(keysFolderOf(place, {}));
  const feed = liveFeed(store, lookEveryMs);
  const writers = caseWriters({
    store: writableStore(async () => between(await openStoreAt(place))),
    keys,
    now: () => instant(Date.now()),
    texts,
    told: feed.tell,
  });
  const writing = { writer: writers.of, enrols, logSigner: logSigners(keys), feed };
  const cases = sourcesOf(store, writing);
  const app = await buildApp({ cases, webRoot: home, host: "127.0.0.1", texts });
  return {
    app,
    file: join(home, "record.sqlite"),
    get: (path, headers = {}) => ask(app, "GET", path, undefined, headers),
    post: (path, body, headers = {}) => ask(app, "POST", path, body, headers),
    postForm: async (path, form) => {
      const written = new Response(form);
      const type = { "content-type": written.headers.get("content-type") ?? "" };
      return ask(app, "POST", path, new Uint8Array(await written.arrayBuffer()), type);
    },
    close: async () => {
      await writers.close();
      await app.close();
      await store.close();
      remove();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function ask(
  app: FastifyInstance,
  method: "GET" | "POST",
  path: string,
  body: unknown,
  headers: InjectOptions["headers"],
) {
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const type = body === undefined ? {} : { "content-type": "application/json" };
  const payload = isRaw ? Buffer.from(body as string) : JSON.stringify(body);
  return app.inject({
    method,
    url: `/api/cases/small${path}`,
    headers: { host: HOST, ...type, ...headers },
    ...(body === undefined ? {} : { payload: payload as string }),
  });
}

/** A device outside the server, which signs as a browser or another program would. */
export interface TestDevice {
  readonly name: string;
  readonly publicKey: string;
  readonly sign: (entry: object, more?: Signing) => Promise<SignedHere>;
}

/** How an entry is signed, where not as usual. */
export interface Signing {
  readonly role?: SigningRole;
  readonly key?: string;
  readonly counter?: number;
  readonly salt?: string | null;
  readonly origin?: string;
  readonly stated?: string;
}

/** An entry as it is posted. */
export interface SignedHere {
  /** Base 64. */
  readonly envelope: string;
  readonly digest: string;
}

/** Makes a device and has the server enrol it. */
export async function enrolled(
  served: ServedStore,
  name = "tablet",
  body = "North",
): Promise<TestDevice> {
  const device = await testDevice(served, name);
  const { publicKey } = device;
  const answer = await served.post("/record/devices", {
    ...{ v: 1, name, publicKey, body, roles: ["observer", "party"] },
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return device;
}

/** Makes a device that nobody has enrolled. */
export async function testDevice(served: ServedStore, name = "tablet"): Promise<TestDevice> {
  const { place } = (await served.get("/record/devices")).json();
  const seed = new Uint8Array(32).fill(
    [...name].reduce((sum, c) => sum + c.charCodeAt(0), 0) % 256,
  );
  const signer: Signer = signerFromSeed(name, seed);
  let last: { counter: number; digest: string } | null = null;
  const where = zone(place.zone) as Zone;
  const known: Instant = instant(Date.parse("2030-01-01T00:00:00Z"));
  return {
    name,
    publicKey: toHex(signer.publicKey),
    sign: async (entry, more = {}) => {
      const line = JSON.stringify({ ...entry, known: "2030-01-01T00:00:00Z" });
      const read = readRecordEntry(line, where);
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      const counter: number = more.counter ?? (last?.counter ?? 0) + 1;
      const envelope = await signStatement(
        {
          ...{ case: place.case, agreement: place.agreement, origin: more.origin ?? place.origin },
          ...{ role: more.role ?? "observer", device: name, counter },
          previous: last?.digest ?? null,
          after: null,
          stated: null,
          key: more.key ?? `key-${read.entry.id}`,
          series: null,
          salt: more.salt ?? null,
          entry: read.entry,
        },
        [signer],
        { known, zone: where },
      );
      const digest = payloadDigest(envelope.payload);
      last = { counter, digest };
      return { envelope: toBase64(formatEnvelope(envelope)), digest };
    },
  };
}
