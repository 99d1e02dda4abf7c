import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "../store-error.ts";

/** The most bytes of all the files of a folder that is imported, its record left out: 512 MiB. */
const MAX_BYTES = 536_870_912;

/** The most files. */
const MAX_FILES = 10_000;

/** How deep its folders may nest. */
const MAX_NESTING = 4;

/**
 * Reads the files that belong to a case folder, all but its record: texts, metadata, sources, tests,
 * attachments. Links are not followed and hidden files are left out.
 *
 * @throws {StoreError} `STORE_UNREADABLE`, `STORE_TOO_LARGE`
 */
export async function readFolderFiles(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  const visit = async (under: string, depth: number): Promise<void> => {
    for (const name of (await readdir(join(folder, under))).sort()) {
      if (name.startsWith(".")) continue;
      const file = under === "" ? name : `${under}/${name}`;
      const status = await lstat(join(folder, file));
      if (status.isDirectory() && depth < MAX_NESTING) await visit(file, depth + 1);
      if (!status.isFile() || file === "record.jsonl") continue;
      bytes += status.size;
      if (bytes > MAX_BYTES || files.size >= MAX_FILES) throw tooLarge();
      files.set(file, new Uint8Array(await readFile(join(folder, file))));
    }
  };
  try {
    await visit("", 0);
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    const message = `The files of ${folder} cannot be read.`;
    throw new StoreError("STORE_UNREADABLE", message, "Check that they may be read.", { cause });
  }
  return files;
}

function tooLarge(): StoreError {
  return new StoreError(
    "STORE_TOO_LARGE",
    `The folder holds more than ${MAX_FILES} files, or more than ${MAX_BYTES} bytes.`,
    "Leave out what no entry names.",
  );
}
