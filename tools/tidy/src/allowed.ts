/** A file that may depart from one rule, with the reason that a reviewer accepted. */
export type Allowance = {
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
};

/**
 * The departures that we accept. An allowance that no longer allows anything is itself a problem,
 * so that the list only ever holds what is needed.
 */
export const ALLOWED: readonly Allowance[] = [];
