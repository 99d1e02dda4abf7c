import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import type { Signer } from "../../envelope/index.ts";
import { formatNoteKey, type NoteSigner, noteKey, noteSigner, toHex } from "../../log/index.ts";
import { nodeSigner } from "../../node-crypto.ts";
import { StoreError } from "../store-error.ts";
import { type Environment, type StorePlace, storePlace } from "./place.ts";

/**
 * The secret keys of an installation: a folder that only its user reads, one file a key. A key is
 * found by its name and its public half, so that one that was rotated away stays at hand for the
 * cases in which it was not.
 */
export interface KeyFolder {
  readonly folder: string;
  /** The names of the keys that are here. */
  readonly names: () => Promise<readonly string[]>;
  /** The newest key of a name, or the one of a public half; `null` where it is not here. */
  readonly signer: (name: string, publicKey?: string) => Promise<Signer | null>;
  /** Makes a key and writes it down before anyone hears of it. */
  readonly make: (name: string) => Promise<Signer>;
}

/** The name of the key with which an installation keeps its records. */
export const KEEPER = "keeper";

/** The name under which the log's key is kept; it signs under the origin of each log. */
const LOG = "log";

/** Where the keys of an installation are: `PROVISO_KEYS`, or `keys` beside the embedded store. */
export function keysFolderOf(place: StorePlace, env: Environment): string {
  const given = env["PROVISO_KEYS"];
  if (given !== undefined && given !== "") return resolve(given);
  if (place.kind === "sqlite") return join(dirname(place.file), "keys");
  // A database has no folder: its keys are beside where the embedded store would be.
  const embedded = storePlace(undefined, {});
  return embedded.kind === "sqlite" ? join(dirname(embedded.file), "keys") : resolve("keys");
}

/** Opens a folder of keys; it is made when the first key is. */
export function openKeys(folder: string): KeyFolder {
  return {
    folder,
    names: async () => [...new Set((await files(folder)).map(nameOf))].sort(),
    signer: async (name, publicKey) => newest(folder, name, publicKey),
    make: async (name) => makeKey(folder, name),
  };
}

/** The key of a name; it is made at first use. */
export async function keyOf(keys: KeyFolder, name: string): Promise<Signer> {
  return (await keys.signer(name)) ?? (await keys.make(name));
}

/** The log's key under the name of a log, and its public half as signed notes write it. */
export async function logSignerOf(
  keys: KeyFolder,
  origin: string,
): Promise<{ readonly signer: NoteSigner; readonly verifierKey: string }> {
  const holder = await keyOf(keys, LOG);
  const key = noteKey(origin, "ed25519", holder.publicKey);
  return { signer: noteSigner({ key, holder }), verifierKey: formatNoteKey(key) };
}

/** The name of a new log: the installation's own, by its log key, and the case. */
export async function originFor(keys: KeyFolder, caseName: string): Promise<string> {
  const { publicKey } = await keyOf(keys, LOG);
  return `proviso-${toHex(publicKey).slice(0, 12)}/${caseName}`;
}

interface KeptKey {
  readonly made: number;
  readonly signer: Signer;
}

// A key is NAME.pem; one that came after it under the same name has part of its public half too.
const FILE = /^([\p{L}\p{N}_][\p{L}\p{N}._-]*?)(?:\.([0-9a-f]{16}))?\.pem$/u;

function nameOf(file: string): string {
  return FILE.exec(file)?.[1] ?? "";
}

async function files(folder: string): Promise<readonly string[]> {
  const listed = await readdir(folder).catch(() => []);
  return listed.filter((file) => FILE.test(file));
}

async function newest(folder: string, name: string, publicKey?: string): Promise<Signer | null> {
  const own = (await files(folder)).filter((file) => nameOf(file) === name);
  const kept = await Promise.all(own.map((file) => readKey(join(folder, file), name)));
  const fit = kept.filter(
    ({ signer }) => publicKey === undefined || toHex(signer.publicKey) === publicKey,
  );
  return fit.sort((a, b) => a.made - b.made).at(-1)?.signer ?? null;
}

async function readKey(path: string, name: string): Promise<KeptKey> {
  try {
    const { d = "", crv } = createPrivateKey(await readFile(path)).export({ format: "jwk" });
    const { mtimeMs } = await stat(path);
    if (crv === "Ed25519") {
      const seed = new Uint8Array(Buffer.from(d, "base64url"));
      return { made: mtimeMs, signer: nodeSigner(name, seed) };
    }
  } catch {
    // Said below; the cause could hold parts of the key.
  }
  throw new StoreError(
    "STORE_UNREADABLE",
    `${path} holds no Ed25519 key.`,
    "Put the key back as it was, or take it from a backup; another one does not sign in its place.",
  );
}

/** Makes a key, as a PEM of PKCS #8 that OpenSSL reads. No key is ever written over. */
async function makeKey(folder: string, name: string): Promise<Signer> {
  if (nameOf(`${name}.pem`) !== name) {
    throw new StoreError(
      "STORE_NAME",
      `"${name}" is no name for a key.`,
      "Write letters, digits, hyphens, dots and underscores.",
    );
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const half = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const isFirst = !(await files(folder)).some((file) => nameOf(file) === name);
  const path = join(folder, isFirst ? `${name}.pem` : `${name}.${toHex(half).slice(0, 16)}.pem`);
  const draft = `${path}.${process.pid}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(privateKey.export({ format: "pem", type: "pkcs8" }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  // A link is refused where the name is taken: another process made it meanwhile, and that counts.
  await link(draft, path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EEXIST") throw cause;
  });
  await rm(draft);
  return (await readKey(path, name)).signer;
}
