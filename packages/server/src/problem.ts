/** Why a request is refused. Codes are stable; the wording of titles is not. */
export type ProblemCode =
  | "case-unknown"
  | "case-unreadable"
  | "record-unsigned"
  | "tile-unknown"
  | "cursor-unknown"
  | "route-unknown"
  | "method-not-allowed"
  | "host-not-allowed"
  | "request-refused"
  | "server-failed"
  | "app-not-built";

/**
 * A refusal, as RFC 9457 shapes it. `type` is a relative reference that names our code, since no
 * host is ours to name.
 */
export interface Problem {
  readonly type: string;
  readonly code: ProblemCode;
  readonly title: string;
  readonly status: number;
  /** What to do about it. */
  readonly detail: string;
}

/** The media type of a problem. */
export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

const STATUS: Readonly<Record<ProblemCode, number>> = {
  "case-unknown": 404,
  "case-unreadable": 500,
  "record-unsigned": 404,
  "tile-unknown": 404,
  "cursor-unknown": 400,
  "route-unknown": 404,
  "method-not-allowed": 405,
  "host-not-allowed": 421,
  "request-refused": 400,
  "server-failed": 500,
  "app-not-built": 503,
};

/** Makes the problem of a code, with what is wrong and what to do about it. */
export function problemOf(code: ProblemCode, title: string, detail: string): Problem {
  return { type: `/problems/${code}`, code, title, status: STATUS[code], detail };
}
