import { LogError } from "@proviso/record/log";

/** Something that does not agree with the rest of the record. */
export interface Disagreement {
  /** A remark is a fact that a reader must see; an error is something that was changed. */
  readonly severity: "error" | "warning";
  readonly code: string;
  /** The entry, by its index; `null` for what is about the log as a whole. */
  readonly index: number | null;
  /** That entry's id, where it can be read. */
  readonly entry: string | null;
  readonly message: string;
  readonly remedy: string;
}

const KEEP = "Keep this copy as it is, and compare it with another party's.";

/** Names what does not agree. */
export function wrong(
  code: string,
  index: number | null,
  message: string,
  entry: string | null = null,
): Disagreement {
  return { severity: "error", code, index, entry, message, remedy: KEEP };
}

/** Names what the log's functions refused; anything else is passed on. */
export function ofLog(cause: unknown, index: number | null, where = ""): Disagreement {
  if (!(cause instanceof LogError)) throw cause;
  const { code, message, remedy } = cause;
  return { severity: "error", code, index, entry: null, message: `${where}${message}`, remedy };
}
