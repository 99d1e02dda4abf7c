import type { Audience, Id, Position } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";

/** The two clocks of every question (semantics, section 1). */
export interface Moment {
  /** The valid instant asked about. */
  readonly asOf: Instant;
  /** How many entries of the record are known: those at positions below it. */
  readonly knownAt: Position;
}

/** A question to the judge: a moment, and under whose requirements. */
export interface Inquiry extends Moment {
  /** The reading; `null` for the common text alone. */
  readonly reading: Id | null;
  /**
   * Judges by the text as it stood just after this amendment or reading was adopted, whatever has
   * been adopted since ("under 1189 alone"); `null` for the text in force.
   */
  readonly under: Id | null;
  /**
   * On the evidence that may be shown to whom: the verdict as it stands for them. Left out or
   * `null` for all the evidence. What is decided never rests on less.
   */
  readonly audience?: Audience;
}
