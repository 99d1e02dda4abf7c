import {
  decodeText,
  encodeText,
  formatNote,
  type NoteSigner,
  type Sha256,
  signNote,
  toHex,
} from "../../log/index.ts";
import { BUNDLE, type BundleFiles, isBundlePath } from "./layout.ts";

/** Writes the list of a bundle's files with their SHA-256, as `sha256sum` does. */
export function formatSums(files: BundleFiles, hash: Sha256): string {
  return [...files.keys()]
    .filter(isListed)
    .sort()
    .map((path) => `${toHex(hash(files.get(path) ?? new Uint8Array()))}  ${path}\n`)
    .join("");
}

/** Reads such a list; `null` where it is none, or names a file twice or outside the folder. */
export function parseSums(bytes: Uint8Array): ReadonlyMap<string, string> | null {
  let text: string;
  try {
    text = decodeText(bytes);
  } catch {
    return null;
  }
  const sums = new Map<string, string>();
  if (!text.endsWith("\n")) return null;
  for (const line of text.slice(0, -1).split("\n")) {
    const [, sum = "", path = ""] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (sum === "" || !isBundlePath(path) || !isListed(path) || sums.has(path)) return null;
    sums.set(path, sum);
  }
  return sums;
}

/**
 * What is signed over a list. Its second line is no number, so that no reader of checkpoints can
 * take it for one.
 */
export function sumsText(origin: string, sums: Uint8Array, hash: Sha256): string {
  return `proviso/bundle@v1\n${origin}\n${toHex(hash(sums))}\n`;
}

/** Signs a list with its log's key. */
export async function signSums(
  origin: string,
  sums: Uint8Array,
  signer: NoteSigner,
  hash: Sha256,
): Promise<Uint8Array> {
  const note = await signNote({ text: sumsText(origin, sums, hash) }, [signer]);
  return encodeText(formatNote(note));
}

/** Neither the list nor the signature over it can be in the list. */
function isListed(path: string): boolean {
  return path !== BUNDLE.sums && path !== BUNDLE.sumsNote;
}
