/** Why a request is refused. Codes are stable; the wording of titles is not. */
export type ProblemCode =
  | "case-unknown"
  | "case-unreadable"
  | "record-unsigned"
  | "record-read-only"
  | "tile-unknown"
  | "file-unknown"
  | "device-unknown"
  | "bundle-impossible"
  | "enrolment-elsewhere"
  | "cursor-unknown"
  | "route-unknown"
  | "method-not-allowed"
  | "host-not-allowed"
  | "origin-not-allowed"
  | "request-refused"
  | "request-too-large"
  | "content-unsupported"
  | "server-busy"
  | "server-failed"
  | "app-not-built";

/**
 * A refusal, as RFC 9457 shapes it. `type` is a relative reference that names our code, since no
 * host is ours to name.
 */
export interface Problem {
  readonly type: string;
  /** Ours, or the code of an entry or a store that is refused (docs/record-format.md, docs/stores.md). */
  readonly code: string;
  readonly title: string;
  readonly status: number;
  /** What to do about it. */
  readonly detail: string;
  /** The part of the request that is wrong: `entries[0]`, `entries[0].envelope`. */
  readonly at?: string;
  /** After how many seconds to try again. */
  readonly retryAfter?: number;
}
