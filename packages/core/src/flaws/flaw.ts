import type { TextPlace } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";

/** What can be wrong with an agreement before anyone signs (semantics, section 12). */
export type FlawCode =
  | "gentlemens-agreement"
  | "self-verified"
  | "no-eligible-observer"
  | "circular-wait"
  | "never-verified"
  | "always-verified"
  | "perishable"
  | "declared-only"
  | "unreached-stage"
  | "endless-measure"
  | "unbounded-promptly"
  | "described-not-defined"
  | "open-term"
  | "undefined-term"
  | "collision"
  | "never-running"
  | "nobody-may"
  | "own-accuser"
  | "unheard-activity";

/** A flaw, where it is, and what to write instead. */
export interface Flaw {
  readonly code: FlawCode;
  readonly on: Id;
  readonly at: TextPlace;
  readonly message: string;
  readonly remedy: string;
}
