import type { EntryId, Id, Observation, Source } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";

/** An earlier entry no longer stands. */
export interface Withdrawal {
  readonly kind: "withdrawal";
  readonly id: EntryId;
  readonly known: Instant;
  readonly of: EntryId;
  /** Whose withdrawal it is; left out for whoever keeps the record, citing it. */
  readonly author?: Id;
  readonly reason: string;
}

/** An earlier entry is replaced by another, which says better what was seen. */
export interface Supersession {
  readonly kind: "supersession";
  readonly id: EntryId;
  readonly known: Instant;
  readonly of: EntryId;
  readonly by: EntryId;
  /** Whose correction it is; left out for whoever keeps the record, citing it. */
  readonly author?: Id;
  readonly reason: string;
}

/** A text comes into force: a reading, or an amendment to a text. */
export interface Amendment {
  readonly kind: "amendment";
  readonly id: EntryId;
  readonly known: Instant;
  /** The file it adopts, relative to the case folder. */
  readonly adopts: string;
  /** SHA-256 of that file, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly by: Id;
  /** Who approved it, where the text asks that somebody does; left out for nobody. */
  readonly approvedBy?: Id;
  /** From when it is in force; by default from when it was known. */
  readonly from: Instant;
  readonly source: Source;
}

/** What a decision may do. */
export type DecisionAct =
  | "lift"
  | "relax"
  | "extend"
  | "continue"
  | "reimpose"
  | "tender"
  | "suspend"
  | "resume"
  | "release"
  | "cure"
  | "terminate"
  | "hold-shown"
  | "approve-equivalent";

/** All acts of decision. */
export const DECISION_ACTS: readonly DecisionAct[] = [
  "lift",
  "relax",
  "extend",
  "continue",
  "reimpose",
  "tender",
  "suspend",
  "resume",
  "release",
  "cure",
  "terminate",
  "hold-shown",
  "approve-equivalent",
];

/** Someone with the authority decides. One that the verdict does not allow has no effect. */
export interface Decision {
  readonly kind: "decision";
  readonly id: EntryId;
  readonly known: Instant;
  readonly act: DecisionAct;
  /** The clause that it is about; for `hold-shown` the term, for `terminate` the agreement. */
  readonly of: Id;
  readonly by: Id;
  readonly approvedBy: Id | null;
  /** From when it takes effect. */
  readonly from: Instant;
  /** Until when, for a relaxation, an extension or a suspension. */
  readonly until: Instant | null;
  readonly inReturnFor: string | null;
  /** The part of a measure that is relaxed; `null` for the whole. */
  readonly part: Id | null;
  /** Whether a suspension moves the date of what it suspends; `null` for as the text says. */
  readonly movesDate: boolean | null;
  /** The method approved, for `approve-equivalent`. */
  readonly method: string | null;
  readonly reason: string;
  readonly source: Source;
}

/** Everything that the judge reads from a record: a closed union. */
export type Entry = Observation | Withdrawal | Supersession | Amendment | Decision;
