import { StoreError, type StoreErrorCode } from "@proviso/record";
import { RefusedEntry } from "@proviso/record/writing";
import type { Problem, ProblemCode } from "@proviso/wire";

/** The media type of a problem. */
export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

const STATUS: Readonly<Record<ProblemCode, number>> = {
  "case-unknown": 404,
  "case-unreadable": 500,
  "record-unsigned": 404,
  "record-read-only": 403,
  "tile-unknown": 404,
  "file-unknown": 404,
  "device-unknown": 404,
  "bundle-impossible": 409,
  "enrolment-elsewhere": 403,
  "cursor-unknown": 400,
  "route-unknown": 404,
  "method-not-allowed": 405,
  "host-not-allowed": 421,
  "origin-not-allowed": 403,
  "request-refused": 400,
  "request-too-large": 413,
  "content-unsupported": 415,
  "server-busy": 503,
  "server-failed": 500,
  "app-not-built": 503,
};

/** Makes the problem of a code, with what is wrong and what to do about it. */
export function problemOf(code: ProblemCode, title: string, detail: string, at?: string): Problem {
  const problem = { type: `/problems/${code}`, code, title, status: STATUS[code], detail };
  return at === undefined ? problem : { ...problem, at };
}

/** Entries and stores that refuse an entry as it stands: sending it again changes nothing. */
const CONFLICTS: readonly string[] = [
  "STORE_VERSION_MOVED",
  "STORE_KEY_REUSED",
  "STORE_SERIES_NUMBER",
  "STORE_CASE_MOVED",
  "duplicate-id",
  "key-name-taken",
  "key-in-use",
];

/** What passes by itself, with how many seconds to wait. */
const PASSING: Readonly<Partial<Record<StoreErrorCode, number>>> = {
  STORE_HELD: 2,
  STORE_BUSY: 1,
  STORE_CLOSED: 1,
  STORE_NOT_COMMITTED: 1,
  STORE_STOPPED: 1,
};

/**
 * The problem of an entry that is not taken, with the code under which it is known; `null` where it
 * is none of the sender's, but a failure of the store or of the server.
 *
 * @param at - the part of the request that it is about.
 */
export function refusalOf(cause: unknown, at?: string): Problem | null {
  if (!(cause instanceof RefusedEntry) && !(cause instanceof StoreError)) return null;
  const status = statusOf(cause);
  if (status === null) return null;
  const { code, message, remedy } = cause;
  const wait = cause instanceof StoreError ? PASSING[cause.code] : undefined;
  return {
    ...{ type: `/problems/${code}`, code, title: message, status, detail: remedy },
    ...(at === undefined ? {} : { at }),
    ...(wait === undefined ? {} : { retryAfter: wait }),
  };
}

function statusOf(cause: RefusedEntry | StoreError): number | null {
  if (CONFLICTS.includes(cause.code)) return 409;
  if (cause instanceof RefusedEntry) return 422;
  if (cause.code === "STORE_TOO_LARGE") return 413;
  return PASSING[cause.code] === undefined ? null : 503;
}
