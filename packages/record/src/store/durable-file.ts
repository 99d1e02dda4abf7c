import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import process from "node:process";

/** Writes a file in the place of another: after a power cut it is the old one or the new, whole. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const draft = await writeDraft(path, bytes);
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/**
 * Writes a file that must not be there yet.
 *
 * @returns `false` where it is there, and stays as it is.
 */
export async function addFile(path: string, bytes: Uint8Array): Promise<boolean> {
  const draft = await writeDraft(path, bytes);
  try {
    await link(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw cause;
  } finally {
    await rm(draft);
  }
  await syncFolder(dirname(path));
  return true;
}

async function writeDraft(path: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

/** A new name is durable only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
