import { constants } from "node:fs";
import { type FileHandle, open, readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "../../store/store-error.ts";
import {
  type BundleFiles,
  type BundleFinding,
  isBundlePath,
  MAX_BUNDLE_BYTES,
  MAX_BUNDLE_FILES,
} from "../bundle/index.ts";

/** The files of a folder, and what was not read of it. */
export interface FolderRead {
  readonly files: BundleFiles;
  readonly findings: readonly BundleFinding[];
}

/**
 * Reads a bundle from its folder. Links are not followed, nothing but plain files is opened, and
 * what goes beyond the limits is left unread and named.
 *
 * @throws {StoreError} `STORE_UNREADABLE`, `STORE_NOT_A_FOLDER`
 */
export async function readBundleFolder(folder: string): Promise<FolderRead> {
  const root = await rootOf(folder);
  const files = new Map<string, Uint8Array>();
  const findings: BundleFinding[] = [];
  let bytes = 0;
  for await (const { path, isPlain } of walk(root, "")) {
    if (!isPlain) {
      findings.push(unread(path, "file-unreadable", "It is a link, or no plain file."));
      continue;
    }
    const read = await readPlain(join(root, path), MAX_BUNDLE_BYTES - bytes);
    if (typeof read === "string") {
      findings.push(unread(path, "bundle-too-large", read));
      continue;
    }
    bytes += read.length;
    files.set(path, read);
    if (files.size <= MAX_BUNDLE_FILES) continue;
    findings.push(
      unread(path, "bundle-too-large", `There are more than ${MAX_BUNDLE_FILES} files.`),
    );
    break;
  }
  return { files, findings };
}

async function rootOf(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    if ((await stat(root)).isDirectory()) return root;
  } catch (cause) {
    const message = `There is no folder ${folder}.`;
    throw new StoreError("STORE_UNREADABLE", message, "Name the folder of a bundle.", { cause });
  }
  const message = `${folder} is not a folder.`;
  throw new StoreError("STORE_NOT_A_FOLDER", message, "Unpack the bundle, and name its folder.");
}

interface Found {
  readonly path: string;
  readonly isPlain: boolean;
}

/** Goes through a folder; into no folder that no bundle has, however deep a hostile one goes. */
async function* walk(root: string, under: string): AsyncGenerator<Found> {
  const entries = await readdir(join(root, under), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = under === "" ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory() && isBundlePath(`${path}/x`)) yield* walk(root, path);
    else yield { path, isPlain: entry.isFile() };
  }
}

/** Reads a plain file that was no link when it was opened; the reason where it is too large. */
async function readPlain(path: string, most: number): Promise<Uint8Array | string> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    const { size } = await file.stat();
    if (size > most) return `With it there are more than ${MAX_BUNDLE_BYTES} bytes.`;
    const bytes = new Uint8Array(await file.readFile());
    return bytes.length > most ? "It grew while it was read." : bytes;
  } catch {
    return "It cannot be read.";
  } finally {
    await file?.close();
  }
}

function unread(file: string, code: BundleFinding["code"], message: string): BundleFinding {
  const remedy = "Take the bundle again; nothing in it may lead elsewhere.";
  return { severity: "error", code, file, position: null, entry: null, message, remedy };
}
