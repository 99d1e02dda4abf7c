import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fromHex, type Signer } from "../envelope/index.ts";
import { formatNoteKey, type NoteSigner, noteKey, noteSigner, toHex } from "../log/index.ts";
import { nodeSigner } from "../node-ed25519.ts";
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

interface KeyFile {
  readonly name: string;
  readonly made: string;
  readonly seed: string;
}

const FILE = /^([\p{L}\p{N}_][\p{L}\p{N}._-]*)\.([0-9a-f]{16})\.key$/u;

function nameOf(file: string): string {
  return FILE.exec(file)?.[1] ?? "";
}

async function files(folder: string): Promise<readonly string[]> {
  const listed = await readdir(folder).catch(() => []);
  return listed.filter((file) => FILE.test(file));
}

async function newest(folder: string, name: string, publicKey?: string): Promise<Signer | null> {
  const own = (await files(folder)).filter((file) => {
    const [, named, half] = FILE.exec(file) ?? [];
    return named === name && (publicKey === undefined || half === publicKey.slice(0, 16));
  });
  const kept = await Promise.all(own.map((file) => readKey(join(folder, file))));
  const last = [...kept].sort((a, b) => (a.made < b.made ? -1 : 1)).at(-1);
  return last === undefined ? null : nodeSigner(last.name, fromHex(last.seed));
}

async function readKey(path: string): Promise<KeyFile> {
  try {
    const read = JSON.parse(await readFile(path, "utf8")) as Partial<KeyFile>;
    const { name = "", made = "", seed = "" } = read;
    if (/^[0-9a-f]{64}$/.test(seed)) return { name, made, seed };
  } catch {
    // What it holds is never quoted.
  }
  throw new StoreError(
    "STORE_UNREADABLE",
    `${path} is no key of an installation.`,
    "Take it from a backup, or remove it and have the keeper enrol another key.",
  );
}

async function makeKey(folder: string, name: string): Promise<Signer> {
  const seed = new Uint8Array(randomBytes(32));
  const signer = nodeSigner(name, seed);
  const file = `${name}.${toHex(signer.publicKey).slice(0, 16)}.key`;
  if (!FILE.test(file)) {
    throw new StoreError(
      "STORE_NAME",
      `"${name}" is no name for a key.`,
      "Write letters, digits, hyphens, dots and underscores.",
    );
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const made: KeyFile = { name, made: new Date().toISOString(), seed: toHex(seed) };
  const handle = await open(join(folder, file), "wx", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(made)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return signer;
}
