import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type HeadMemory, headMemoryIn, logKeyOf } from "@proviso/record/heads";
import { logSignerOf } from "@proviso/record/installation";
import { isSameKey, MAX_NOTE_BYTES, type NoteSigner } from "@proviso/record/log";
import type { KeptRecord } from "@proviso/record/store";
import { MisuseError } from "../io.ts";
import type { OpenedStore } from "./place.ts";

/** Where this installation remembers the heads that it signed: beside its keys, not in the store. */
export function headsOf({ keys }: OpenedStore): HeadMemory {
  return headMemoryIn(join(dirname(keys.folder), "heads"));
}

/** What signs for a record's log; `null` where its key is not among those of this installation. */
export async function logSignerFor(
  { keys }: OpenedStore,
  record: KeptRecord,
): Promise<NoteSigner | null> {
  const names = await keys.names();
  if (!names.includes("log")) return null;
  const { signer } = await logSignerOf(keys, record.origin);
  return isSameKey(signer.key, await logKeyOf(record)) ? signer : null;
}

/**
 * Reads the checkpoints that a call names.
 *
 * @throws {MisuseError} where there is no such file, or it is too long for a checkpoint.
 */
export async function readNotes(paths: readonly string[]): Promise<readonly Uint8Array[]> {
  return Promise.all(paths.map((path) => readShort(path, MAX_NOTE_BYTES)));
}

/** Reads a file that a call names, unless it is longer than such a file can be. */
export async function readShort(path: string, most: number): Promise<Uint8Array> {
  const status = await stat(path).catch(() => null);
  if (status === null || !status.isFile()) {
    throw new MisuseError(`There is no file ${path}.`, "Name a file.");
  }
  if (status.size > most) {
    throw new MisuseError(`${path} has more than ${most} bytes.`, "Name another file.");
  }
  return new Uint8Array(await readFile(path));
}

/**
 * Passes on the id of a case in the store.
 *
 * @throws {MisuseError} where a folder is named.
 */
export function requireKept(name: string): string {
  if (!/[/\\]/.test(name) && name !== "." && name !== "..") return name;
  throw new MisuseError(
    `${name} is a folder, and has no log.`,
    `Import it first: proviso import case ${name}; then name the case by its id.`,
  );
}
