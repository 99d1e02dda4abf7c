import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { BundleError, type BundleFiles, isBundlePath } from "../bundle/index.ts";

/**
 * Writes a bundle as a folder, whole or not at all.
 *
 * @throws {BundleError} where there is a folder with something in it already.
 */
export async function writeBundleFolder(folder: string, files: BundleFiles): Promise<void> {
  const target = resolve(folder);
  await requireEmpty(target);
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    for (const [path, bytes] of files) {
      if (!isBundlePath(path)) throw new BundleError(`${path} leads elsewhere.`, "Rename it.");
      await mkdir(dirname(join(draft, path)), { recursive: true });
      await writeFile(join(draft, path), bytes, { flag: "wx" });
    }
    await rmdir(target).catch(() => undefined);
    await rename(draft, target);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw cause;
  }
}

async function requireEmpty(folder: string): Promise<void> {
  const there = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    throw new BundleError(`${folder} is no folder.`, "Name a folder that is not there yet.");
  });
  if (there.length === 0) return;
  throw new BundleError(
    `There is something in ${folder} already.`,
    "Name a folder that is not there yet: no bundle is written over another.",
  );
}
