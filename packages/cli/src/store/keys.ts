import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { nodeSigner } from "@proviso/record";
import type { Signer } from "@proviso/record/envelope";
import { type HeldKey, type NoteKeyType, noteKey } from "@proviso/record/log";
import { MisuseError } from "../io.ts";
import type { StorePlace } from "./place.ts";

/** What this installation signs with: entries as their keeper, and the heads of its logs. */
export type KeyUse = "keeper" | "log";

/**
 * This installation's key for a use, made at its first use. The file is a PEM of PKCS #8, as OpenSSL
 * reads it, and only its owner may read it; what is in it is never printed.
 *
 * @throws {MisuseError} where the file is no such key.
 */
export async function signerOf(place: StorePlace, use: KeyUse, name: string): Promise<Signer> {
  return nodeSigner(name, await seedOf(join(place.keys, `${use}.pem`)));
}

/**
 * The key that signs the heads of a log. One secret serves all logs that are kept here: a note's
 * key is told by its name too, which is the log's origin, and so are the bytes that it signs.
 */
export async function logKeyOf(place: StorePlace, origin: string): Promise<HeldKey> {
  return heldKey(await seedOf(join(place.keys, "log.pem")), origin, "ed25519");
}

/**
 * The key in a file, made where there is none.
 *
 * @throws {MisuseError} where the file is no key.
 */
export async function heldKeyIn(path: string, name: string, type: NoteKeyType): Promise<HeldKey> {
  return heldKey(await seedOf(path), name, type);
}

function heldKey(seed: Uint8Array, name: string, type: NoteKeyType): HeldKey {
  const holder = nodeSigner(name, seed);
  return { key: noteKey(name, type, holder.publicKey), holder };
}

async function seedOf(path: string): Promise<Uint8Array> {
  const pem = (await readIfThere(path)) ?? (await make(path));
  try {
    const { d = "", crv } = createPrivateKey(pem).export({ format: "jwk" });
    if (crv === "Ed25519") return new Uint8Array(Buffer.from(d, "base64url"));
  } catch {
    // Said below; the cause could hold parts of the key.
  }
  throw new MisuseError(
    `${path} holds no Ed25519 key.`,
    "Put the key back as it was; another one does not sign for the logs that are kept here.",
  );
}

/** Makes a key, unless another process made it meanwhile: then that one is taken. */
async function make(path: string): Promise<string> {
  const folder = join(path, "..");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ed25519");
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(privateKey.export({ format: "pem", type: "pkcs8" }));
    await file.sync();
  } finally {
    await file.close();
  }
  // A link is refused where the name is taken, so that no key is ever written over.
  await link(draft, path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EEXIST") throw cause;
  });
  await rm(draft);
  return readFile(path, "utf8");
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw cause;
  }
}
