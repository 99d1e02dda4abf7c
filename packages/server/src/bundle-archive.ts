import { Readable } from "node:stream";
import type { BundleFiles } from "@proviso/record/bundle";
import { Zip, ZipPassThrough } from "fflate";

/** An archive that is made while it is sent. */
export interface Archive {
  /** Its bytes, all told. */
  readonly bytes: number;
  readonly stream: Readable;
}

/** The head of a file, its descriptor, its entry in the list, and the list's end, in bytes. */
const SIZES = { head: 30, descriptor: 16, listed: 46, end: 22 } as const;

/** ZIP without its 64-bit extension holds no more: a bundle has at most a quarter of that. */
const MOST_FILES = 65_535;

/**
 * Packs a bundle as a ZIP archive, in a folder of its own. Nothing in it is compressed, so that its
 * length is known before it is made, and a browser can say how far it has come.
 *
 * @param folder - the name of the folder: letters, digits, hyphens.
 * @param date - of every file in it, by the clocks of this machine.
 * @returns `null` where there are more files than such an archive holds.
 */
export function bundleArchive(folder: string, files: BundleFiles, date: Date): Archive | null {
  if (files.size > MOST_FILES) return null;
  const packed = [...files].map(([path, bytes]) => ({ name: `${folder}/${path}`, bytes }));
  const sizes = packed.map(({ name, bytes }) => {
    const { length } = new TextEncoder().encode(name);
    return SIZES.head + SIZES.descriptor + SIZES.listed + 2 * length + bytes.length;
  });
  const bytes = sizes.reduce((sum, size) => sum + size, SIZES.end);
  return { bytes, stream: Readable.from(parts(packed, date), { objectMode: false }) };
}

/** The archive in parts: no file is packed before the one before it has been taken. */
async function* parts(
  packed: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  date: Date,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error !== null) failure = error;
    else ready.push(chunk);
  });
  const take = (): readonly Uint8Array[] => {
    if (failure !== null) throw failure;
    const taken = ready;
    ready = [];
    return taken;
  };
  for (const { name, bytes } of packed) {
    const file = new ZipPassThrough(name);
    file.mtime = date;
    zip.add(file);
    file.push(bytes, true);
    yield* take();
  }
  zip.end();
  yield* take();
}
