import type { Refusal } from "./refusal.ts";

/** One thing that is wrong with a text or a file: where it is, and what to write instead. */
export interface Diagnostic<Code extends string = string> extends Refusal<Code> {
  /** An error keeps it from being used; a warning does not. */
  readonly severity: "error" | "warning";
  /** Relative to the folder of the case. */
  readonly file: string;
  /** Counted from 1; `null` where the whole file is meant. */
  readonly line: number | null;
  /** Counted from 1 in UTF-16 units; `null` where no one place on the line is meant. */
  readonly column: number | null;
}
