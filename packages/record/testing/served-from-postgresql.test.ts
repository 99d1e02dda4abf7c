import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { type Instant, instant, type Zone, zone } from "@proviso/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRecordEntry } from "../src/entries/index.ts";
import { formatEnvelope, signerFromSeed, signStatement } from "../src/envelope/index.ts";
import { toBase64, toHex } from "../src/log/index.ts";
import { type PostgresHarness, postgresHarness } from "./postgres/postgres-harness.ts";
import { type PostgresServer, postgresServer } from "./postgres/postgres-server.ts";

const PROVISO = fileURLToPath(new URL("../../cli/src/main.ts", import.meta.url));
const SERVER = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));
const CASE = "small";
const KNOWN: Instant = instant(Date.parse("2030-01-01T00:00:00Z"));

const FILES: Readonly<Record<string, string>> = {
  "case.json": JSON.stringify({
    ...{ id: CASE, title: "A small case", zone: "Europe/Paris", language: "en" },
    ...{ reconstructed: false, signatures: "none" },
  }),
  "agreement.proviso": `agreement small "A small agreement"
time zone Europe/Paris

in brief "The guns leave the valley."

party North "North"
party South "South"
`,
  "record.jsonl": "",
};

const signer = signerFromSeed("tablet", new Uint8Array(32).fill(7));

let server: PostgresServer;
let database: PostgresHarness;
let home: string;
let serving: ChildProcess | undefined;
let address: string;

beforeAll(async () => {
  server = await postgresServer();
  database = await postgresHarness(server);
  home = await mkdtemp(join(tmpdir(), "proviso-served-"));
  const folder = join(home, "dossier");
  await mkdir(folder);
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
  expect(await proviso("import", "case", folder)).toMatchObject({ code: 0, err: "" });
  const enrol = ["keys", CASE, "enrol", "tablet", "--body", "UN", "--person", "tablet"];
  const of = ["--as", "observer", "--public", toHex(signer.publicKey)];
  const enrolled = await proviso(...enrol, ...of);
  expect(enrolled).toMatchObject({ code: 0, err: "" });
  serving = spawn(process.execPath, [SERVER, "--port", "0"], { cwd: home, env: environment() });
  address = `${await addressOf(serving)}/api/cases/${CASE}/record`;
}, 120_000);
afterAll(async () => {
  const ended = new Promise((resolve) => serving?.once("exit", resolve) ?? resolve(null));
  serving?.kill("SIGTERM");
  await ended;
  await rm(home, { recursive: true });
  await database.end();
  await server.end();
});

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NO_COLOR: "1",
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    PROVISO_STORE: "",
    PROVISO_KEYS: join(home, "keys"),
  };
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function proviso(...args: readonly string[]): Promise<Ended> {
  const options = { cwd: home, env: environment() };
  return new Promise((resolve) => {
    execFile(process.execPath, [PROVISO, ...args], options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (part: Buffer): void => {
      said += part.toString();
      const found = /Proviso is at (http:\/\/\S+)/.exec(said);
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
  });
}

interface Sent {
  readonly status: number;
  readonly body: {
    readonly code?: string;
    readonly receipts?: readonly { readonly index: number; readonly repeated: boolean }[];
  };
}

async function post(envelope: string): Promise<Sent> {
  const answer = await fetch(`${address}/entries`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ v: 1, entries: [{ envelope }] }),
  });
  return { status: answer.status, body: (await answer.json()) as Sent["body"] };
}

async function signed(id: string, counter: number, previous: string | null): Promise<string> {
  const { place } = (await (await fetch(`${address}/devices`)).json()) as {
    readonly place: Readonly<Record<"case" | "agreement" | "origin" | "zone", string>>;
  };
  const where = zone(place.zone) as Zone;
  const line = JSON.stringify({
    ...{ v: 1, id, kind: "observation", known: "2030-01-01T00:00:00Z", method: "statement" },
    valid: { at: "2024-03-02T08:00:00Z" },
    report: { kind: "statement", by: "North", stance: "promises", text: "The guns will leave." },
    source: { cite: "a letter" },
    grade: { reliability: "A", credibility: 1, by: "keeper", why: "read" },
  });
  const read = readRecordEntry(line, where);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { case: name, agreement, origin } = place;
  const statement = {
    ...{ case: name, agreement, origin, role: "observer" as const, device: "tablet" },
    ...{ counter, previous, after: null, stated: null, key: `key-${id}`, series: null, salt: null },
    entry: read.entry,
  };
  const envelope = await signStatement(statement, [signer], { known: KNOWN, zone: where });
  return toBase64(formatEnvelope(envelope));
}

/** The first event of the feed that says there are more entries than a reader has. */
async function nextSize(after: number): Promise<number> {
  const headers = { "last-event-id": String(after) };
  const answer = await fetch(`${address}/events`, { headers });
  let text = "";
  for await (const part of answer.body ?? []) {
    text += Buffer.from(part).toString();
    const sizes = [...text.matchAll(/^id: ?(\d+)$/gm)].map(([, size]) => Number(size));
    const grown = sizes.find((size) => size > after);
    // Leaving the loop ends the listening.
    if (grown !== undefined) return grown;
  }
  throw new Error("The feed ended.");
}

describe("a case in PostgreSQL that is served", () => {
  test("takes signed entries, tells who listens, and is sound afterwards", async () => {
    const { size } = (await (await fetch(address)).json()) as { readonly size: number };
    const told = nextSize(size);
    const envelope = await signed("O-T1", 1, null);
    const first = await post(envelope);
    expect(first).toMatchObject({ status: 201, body: { receipts: [{ index: size }] } });
    expect(await told).toBe(size + 1);
    const again = await post(envelope);
    expect(again).toMatchObject({ status: 200, body: { receipts: [{ repeated: true }] } });
    expect(await proviso("fsck", CASE)).toMatchObject({ code: 0, err: "" });
  }, 60_000);

  test("refuses what nobody enrolled has signed, and stays as it was", async () => {
    const before = await (await fetch(address)).json();
    const envelope = await signed("O-T2", 1, null);
    const text = Buffer.from(envelope, "base64").toString();
    const { signatures, ...rest } = JSON.parse(text) as { signatures: { sig: string }[] };
    const flipped = signatures.map(({ sig, ...one }) => {
      const bytes = Buffer.from(sig, "base64");
      bytes.writeUInt8(bytes.readUInt8(3) ^ 1, 3);
      return { ...one, sig: bytes.toString("base64") };
    });
    const forged = JSON.stringify({ ...rest, signatures: flipped });
    expect((await post(Buffer.from(forged).toString("base64"))).status).toBe(422);
    expect(await (await fetch(address)).json()).toEqual(before);
  }, 60_000);
});
