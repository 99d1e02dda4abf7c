/** The files of a bundle by their paths within it, with forward slashes. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

/** The files that every bundle has once. */
export const BUNDLE = {
  /** How to check it, for a person. */
  readme: "README.md",
  /** A checker of its own, which shares no line with Proviso. */
  checker: "check.mjs",
  /** What it is a bundle of; see `BundleHead`. */
  head: "bundle.json",
  /** The keys that ever signed, as their entries enrolled them. */
  keys: "keys.json",
  /** The newest signed head, under the name that C2SP tlog-tiles gives it. */
  checkpoint: "checkpoint",
  /** The SHA-256 of every other file, as `sha256sum` writes and checks them. */
  sums: "SHA256SUMS",
  /** A signed note over the list, by the log's key. */
  sumsNote: "SHA256SUMS.note",
} as const;

/** Where the files of the case lie: its metadata, texts and attachments. */
export const DOCUMENTS = "documents/";

/** The most files of a bundle: two an entry, so that some 490,000 entries fit. */
export const MAX_BUNDLE_FILES = 1_000_000;

/** The most bytes of all files of a bundle together. */
export const MAX_BUNDLE_BYTES = 1_073_741_824;

/** How deep a path goes at most: a tile's has six parts. */
const MAX_PARTS = 10;

const MAX_PATH = 240;

// No dots alone, no backslash, no colon, nothing that a shell or a file system reads otherwise.
const PART = /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_. -]{0,119}$/u;

/** Where an entry's envelope lies: JSON, or an age file where it is for a compartment. */
export function envelopePath(position: number, isLabelled: boolean): string {
  return `entries/${numbered(position)}.${isLabelled ? "age" : "json"}`;
}

/** Where the proof lies that the log holds an entry (C2SP tlog-proof). */
export function proofPath(position: number): string {
  return `proofs/${numbered(position)}.tlog-proof`;
}

/**
 * Whether a path may be of a file in a bundle. It must stay within the folder wherever it is
 * unpacked, and mean the same file on every system.
 */
export function isBundlePath(path: string): boolean {
  const parts = path.split("/");
  return (
    path.length <= MAX_PATH &&
    parts.length <= MAX_PARTS &&
    parts.every((part) => PART.test(part) && !part.endsWith(".") && !part.endsWith(" "))
  );
}

function numbered(position: number): string {
  return String(position).padStart(6, "0");
}
