import { isClosed } from "../rows.ts";
import { StoreError } from "../store-error.ts";

/** Runs what reads a file, and says in our words what failed. */
export function reading<Found>(file: string, read: () => Found): Found {
  try {
    return read();
  } catch (cause) {
    throw faultOf(file, cause);
  }
}

/** What SQLite said, as a fault of the store; one of ours stays as it is. */
export function faultOf(file: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  if (cause instanceof Error && "code" in cause && cause.code === "ERR_INVALID_STATE") {
    return isClosed({ cause });
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  if (message.startsWith("proviso: the record is append-only")) {
    return new StoreError(
      "STORE_APPEND_ONLY",
      "Nothing in a record is changed or taken away.",
      "Append a correction: an entry that supersedes or withdraws the other.",
      { cause },
    );
  }
  if (isAbout(cause, SQLITE_CORRUPT) || isAbout(cause, SQLITE_NOTADB)) {
    return new StoreError(
      "STORE_CORRUPT",
      `${file} is damaged, or no file of SQLite: ${message}.`,
      "Keep it as it is, restore the newest backup beside it, and compare the two with fsck.",
      { cause },
    );
  }
  return new StoreError(
    "STORE_UNREADABLE",
    `${file} cannot be read: ${message}.`,
    "Check that the file is there, that you may read and write it and its folder, and that the disk has room.",
    { cause },
  );
}

/** Whether SQLite says that somebody else writes. */
export function isBusy(cause: unknown): boolean {
  return isAbout(cause, SQLITE_BUSY);
}

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

function isAbout(cause: unknown, code: number): boolean {
  if (!(cause instanceof Error) || !("errcode" in cause)) return false;
  // An extended code holds the primary one in its lowest eight bits.
  return typeof cause.errcode === "number" && (cause.errcode & 0xff) === code;
}
