import type { PassageRef, TextPlace } from "../agreement/index.ts";
import type { EntryId, Id, Position, Words } from "../evidence/index.ts";
import type { Value } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import type { CountStanding, Limit } from "../verdict/index.ts";
import type { RefusedCheck } from "./refusals.ts";

/** The life cycle of an undertaking (semantics, section 8). */
export type UndertakingStatus =
  | "dormant"
  | "due"
  | "performed"
  | "performed late"
  | "kept"
  | "ended"
  | "overdue"
  | "breached"
  | "suspended"
  | "discharged";

/** The life cycle of an assurance. */
export type AssuranceStatus = "withheld" | "may be tendered" | "in effect" | "lapsed";

/** The life cycle of a measure. */
export type MeasureStatus =
  | "not yet in force"
  | "in force"
  | "relaxed"
  | "extended"
  | "to be lifted"
  | "lifting overdue"
  | "lifted"
  | "reimposed"
  /** Its date has passed, and nothing made it go on. */
  | "ended";

/** Whether an option is open to its party. */
export type OptionStatus = "closed" | "open";

/** How fresh the evidence is: a light of its own, beside the value. */
export interface Freshness {
  readonly state: "never seen" | "fresh" | "stale" | "does not age";
  /** When that was seen which goes stale first, or did; where nothing ages, the newest of all. */
  readonly seen: Instant | null;
  /** When the first of what its value rests on goes, or went, stale. */
  readonly staleAt: Instant | null;
}

/** The next instant at which something changes if nothing more is reported. */
export interface NextChange {
  readonly at: Instant;
  /** What it changes to: a value or a status. */
  readonly to: string;
  /** Why, for a reader: `surveillance of Sagua la Grande goes stale`. */
  readonly because: string;
}

/** What every judged clause has. */
export interface Assessed<Status extends string> {
  readonly id: Id;
  readonly title: string;
  readonly by: Id | null;
  readonly value: Value;
  readonly words: Words;
  /** The words with their matter: `good evidence of the dismantling of the missile bases`. */
  readonly finding: string;
  readonly status: Status;
  /** What the status means here: `not yet: present at 4 of 6 sites`; one sentence. */
  readonly reason: string;
  /** Since when it has had this status, as known at the position asked. */
  readonly since: Instant | null;
  readonly fresh: Freshness;
  readonly next: NextChange | null;
  /** What is still needed, a line each, nearest first. */
  readonly outstanding: readonly string[];
  /** How far a condition on every place, ship or member has come: `verified at 82 of 105`. */
  readonly progress: readonly string[];
  /** Of what alone its verdict speaks; empty where it speaks of all. */
  readonly limits: readonly Limit[];
  readonly counts: readonly CountStanding[];
  readonly restsOn: readonly PassageRef[];
  /** Where the clause stands, and where what it takes to verify it does. */
  readonly at: TextPlace;
  readonly requirementAt: TextPlace | null;
}

/** What an undertaking has beside every clause (semantics, section 8). */
export interface AssessedUndertaking extends Assessed<UndertakingStatus> {
  /** What has been done: how performance stands, beside a breach that hides nothing of it. */
  readonly performance: UndertakingStatus;
  /** How far it has been checked. */
  readonly lights: Lights;
  /** By how much it was performed late; `null` where it was not. */
  readonly late: { readonly count: number; readonly unit: "day" | "hour" } | null;
  /** The highest level of its ladder that is verified with all below it; `null` for none. */
  readonly level: Id | null;
  /** For one that recurs: how often it was performed, late, missed, and what is due next. */
  readonly occurrences: OccurrenceTally | null;
  /** Checks that others were to make and that stand refused, with by whom and since when. */
  readonly refusedChecks: readonly RefusedCheck[];
}

/** The two lights of an undertaking: what has been done, and how far it has been checked. */
export interface Lights {
  readonly performance: Value;
  /** `null` where no check is asked. */
  readonly verification: Value | null;
}

/** How often a recurring undertaking was performed. */
export interface OccurrenceTally {
  readonly performed: number;
  readonly late: number;
  readonly overdue: number;
  readonly missed: number;
  readonly nextEnds: Instant | null;
}

/** A decision or an amendment on the record that has no effect. */
export interface RefusedDecision {
  readonly id: EntryId;
  readonly of: Id;
  readonly act: string;
  readonly why: string;
  readonly wouldAllow: readonly string[];
}

/** A text in force at the moment asked about. */
export interface TextInForce {
  readonly id: Id;
  readonly kind: "agreement" | "reading" | "amendment";
  readonly title: string;
  readonly file: string;
  readonly from: Instant | null;
  readonly adoptedBy: EntryId | null;
}

/** Everything, as of a moment, as known at a position: what the review shows (T3). */
export interface Assessment {
  readonly agreement: Id;
  readonly title: string;
  readonly brief: string;
  readonly zone: string;
  readonly asOf: Instant;
  readonly knownAt: Position;
  readonly reading: Id | null;
  readonly under: Id | null;
  /** Whether it rests on what may be shown to an audience, and so perhaps on less than all. */
  readonly partial: boolean;
  readonly texts: readonly TextInForce[];
  /** Where things stand in one or two sentences, computed. */
  readonly headline: string;
  readonly undertakings: readonly AssessedUndertaking[];
  readonly assurances: readonly Assessed<AssuranceStatus>[];
  readonly measures: readonly Assessed<MeasureStatus>[];
  readonly options: readonly Assessed<OptionStatus>[];
  /** A question's status is its value again: it has no life cycle. */
  readonly questions: readonly Assessed<Value>[];
  readonly refusedDecisions: readonly RefusedDecision[];
}
