import type { Refusal } from "@proviso/core/fault";
import { LogError, type LogErrorCode } from "../../log/index.ts";
import type { WalkFault } from "../index.ts";

/** What can be wrong with a bundle beyond what its envelopes and its log can be refused for. */
export type BundleCode =
  | "file-missing"
  | "file-unexpected"
  | "file-altered"
  | "file-unreadable"
  | "bundle-too-large"
  | "list-malformed"
  | "list-unsigned"
  | "head-malformed"
  | "leaf-altered"
  | "root-mismatch"
  | "log-key-other"
  | "rolled-back"
  | "other-history"
  | "text-altered"
  | "text-missing"
  | "document-altered"
  | "document-missing"
  | "document-unbound"
  | "attachment-altered"
  | "attachment-missing";

/** Something in a record or a bundle that does not agree with the rest of it. */
export interface BundleFinding extends Refusal<BundleCode | WalkFault["code"] | LogErrorCode> {
  /** A warning is a fact that a reader must see; an error is something that was changed. */
  readonly severity: "error" | "warning";
  /** The file, or the table of a store, in which it lies. */
  readonly file: string;
  /** The position of the entry that it is about, counted from 0; `null` for none. */
  readonly position: number | null;
  /** That entry's id, where it can be read. */
  readonly entry: string | null;
}

/** Which entry a finding is about. */
export interface AboutEntry {
  readonly position?: number;
  readonly entry?: string;
}

/** Names an error. */
export function wrong(
  code: BundleFinding["code"],
  file: string,
  message: string,
  remedy: string,
  about: AboutEntry = {},
): BundleFinding {
  const { position = null, entry = null } = about;
  return { severity: "error", code, file, position, entry, message, remedy };
}

/** Names something that a reader must see. */
export function noted(...what: Parameters<typeof wrong>): BundleFinding {
  return { ...wrong(...what), severity: "warning" };
}

/** What to do about a bundle that is not as it was given out. */
export const RETAKE =
  "Take the bundle again from whoever gave it, and keep this one for comparison.";

/** Names what the log's functions refused; anything else is passed on. */
export function ofLog(cause: unknown, file: string): BundleFinding {
  if (!(cause instanceof LogError)) throw cause;
  return wrong(cause.code, file, cause.message, cause.remedy);
}

/** Names a file that should be there. */
export function missing(file: string): BundleFinding {
  return wrong("file-missing", file, "It is not here.", RETAKE);
}

/** Names a file that is not as it was. */
export function altered(file: string, message: string): BundleFinding {
  return wrong("file-altered", file, message, RETAKE);
}

/** Names a file that nothing accounts for. */
export function stray(file: string, message: string): BundleFinding {
  return wrong("file-unexpected", file, message, "Take it out; nothing vouches for it.");
}
