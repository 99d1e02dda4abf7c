import type { DecisionAct } from "../agreement/index.ts";
import type { AccessReport, EntryId, Id, StatementReport } from "../evidence/index.ts";
import type { Value } from "../logic/index.ts";
import type { Interval, Precision } from "../time/index.ts";
import type { CountStanding } from "../verdict/index.ts";
import type { TextInForce } from "./assessment.ts";

/** Because of what something changed: an entry and what became of it, or a time that came. */
export interface Cause {
  /** `null` where a time that a text states ran out, began or had lasted long enough. */
  readonly entry: EntryId | null;
  /** What became of it, as it follows the entry's id: `went stale`; else the whole of it. */
  readonly how: string;
}

/** How a clause stands at one of two moments. */
export interface StandingThen {
  readonly value: Value;
  readonly status: string;
  readonly finding: string;
}

/** What changed in one clause between two inquiries. */
export interface ClauseDifference {
  readonly id: Id;
  readonly kind: "undertaking" | "assurance" | "measure" | "option" | "question";
  readonly title: string;
  readonly before: StandingThen;
  readonly after: StandingThen;
  readonly because: readonly Cause[];
}

/** A counting that came out otherwise; `null` where nothing asked for it at that moment. */
export interface CountDifference {
  /** What is counted, for a reader: `missiles, counted aboard departing ships`. */
  readonly title: string;
  readonly item: Id;
  readonly before: CountStanding | null;
  readonly after: CountStanding | null;
  /** The clauses that ask it. */
  readonly clauses: readonly Id[];
  readonly because: readonly Cause[];
}

/** A text that came into force, or is in force no more. */
export interface TextDifference {
  readonly text: TextInForce;
  readonly change: "came into force" | "no longer in force";
  readonly because: readonly Cause[];
}

/** A decision that was taken, took effect, ended or was taken back. */
export interface DecisionDifference {
  readonly id: EntryId;
  readonly act: DecisionAct;
  readonly of: Id;
  readonly by: Id;
  /** What had become of it at each moment; `null` while it was not known. */
  readonly before: string | null;
  readonly after: string | null;
  readonly because: readonly Cause[];
}

/** What a party said, or whether someone was let in, that is new or was taken back. */
export interface ReportDifference<Kind extends StatementReport | AccessReport> {
  readonly id: EntryId;
  readonly report: Kind;
  readonly valid: Interval;
  readonly precision: Precision;
  readonly change: "new" | "taken back";
  readonly because: readonly Cause[];
}

/** What changed between two inquiries, each with the entries because of which it did. */
export interface Differences {
  readonly clauses: readonly ClauseDifference[];
  readonly counts: readonly CountDifference[];
  readonly texts: readonly TextDifference[];
  readonly decisions: readonly DecisionDifference[];
  readonly statements: readonly ReportDifference<StatementReport>[];
  readonly accesses: readonly ReportDifference<AccessReport>[];
}
