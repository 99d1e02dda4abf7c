import type { BundleFinding } from "../bundle/index.ts";
import type { WalkFault } from "../index.ts";

/** Something in a store that does not agree with the rest of it; `file` names the table. */
export type FsckFinding = Omit<BundleFinding, "code"> & {
  readonly code:
    | BundleFinding["code"]
    | "envelope-beyond"
    | "key-missing"
    | "key-altered"
    | "number-altered"
    | "top-missing"
    | "top-altered"
    | "checkpoint-malformed"
    | "checkpoint-mismatch"
    | "checkpoint-ahead"
    | "projection-altered"
    | "unfounded";
};

const KEEP = "Keep the store as it is; compare the entry with a bundle, a backup or another party.";

/** What to do about what is computed from the record, and kept for speed alone. */
export const REBUILD = "It is no part of the record: proviso fsck --rebuild computes it again.";

/** Names an error of a table, of one entry or as a whole. */
export function wrongIn(
  file: string,
  code: FsckFinding["code"],
  message: string,
  { position = null, remedy = KEEP }: Partial<Pick<FsckFinding, "position" | "remedy">> = {},
): FsckFinding {
  return { severity: "error", code, file, position, entry: null, message, remedy };
}

/** Says what a walk found with the table in which it lies. */
export function ofWalk({ part, ...fault }: WalkFault): FsckFinding {
  return { ...fault, file: part === "leaf" ? "leaves" : part === "envelope" ? "envelopes" : part };
}
