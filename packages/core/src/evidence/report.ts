import type { EntryId, Id } from "./ids.ts";

/** A kind of work or conduct, as a word or two joined by hyphens: `assembly`, `icrc-inspection`. */
export type Activity = string;

/**
 * The stage of removal that an item has reached (T8). `destroyed` is elsewhere, after it departed;
 * `destroyed-in-place` is where it stood.
 */
export type Stage =
  | "declared"
  | "in-place"
  | "dismantled"
  | "crated"
  | "loaded"
  | "departed"
  | "counted-aboard"
  | "returned"
  | "destroyed"
  | "destroyed-in-place";

/** All stages, in the order in which an item passes them. */
export const STAGES: readonly Stage[] = [
  "declared",
  "in-place",
  "dismantled",
  "crated",
  "loaded",
  "departed",
  "counted-aboard",
  "returned",
  "destroyed",
  "destroyed-in-place",
];

/** A stage, as it is said of an item. */
export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  declared: "declared",
  "in-place": "in place",
  dismantled: "dismantled",
  crated: "crated",
  loaded: "loaded",
  departed: "departed",
  "counted-aboard": "counted aboard departing ships",
  returned: "returned",
  destroyed: "destroyed elsewhere",
  "destroyed-in-place": "destroyed in place",
};

/** An item, activity or facility is, or is not, at a place. */
export interface PresenceReport {
  readonly kind: "presence";
  readonly subject: Id;
  readonly place: Id;
  readonly state: "present" | "absent";
  /** For an absence: how much of the place was looked at, 0 to 1. */
  readonly coverage: number;
  /** The kind of the place (`launch site`), where the report finds one that no text declares. */
  readonly placeKind: string | null;
  /** The name of such a place, for a reader. */
  readonly placeName: string | null;
}

/** The state of some work, or of an act of a party. */
export interface ActivityReport {
  readonly kind: "activity";
  readonly activity: Activity;
  /** What the work is done on, or whose act it is: an item, a facility, a party, a vessel. */
  readonly subject: Id;
  readonly place: Id | null;
  readonly state: "ongoing" | "ceased" | "complete" | "absent";
  /** Who does it, where that matters (`inspection` by `ICRC`). */
  readonly by: Id | null;
  /** Why, as whoever did it gives it: for a refusal of a ship, as a rule. */
  readonly reason?: string;
}

/** Whether someone may go somewhere, or fly over it, and whether their safety is guaranteed. */
export interface AccessReport {
  readonly kind: "access";
  readonly place: Id;
  /** What for: `ground-inspection`, `surveillance`. */
  readonly activity: Activity | null;
  readonly state: "granted" | "restricted" | "denied";
  /** Whether safety is guaranteed; `null` where the report does not speak of it. */
  readonly safety: boolean | null;
  /** Who granted, restricted or denied it, where the report says. */
  readonly by?: Id;
  /** Why it was restricted or denied, as whoever did it gives it: `mines`. */
  readonly reason?: string;
}

/** How much of a place or area a pass or an inspection really saw. */
export interface CoverageReport {
  readonly kind: "coverage";
  readonly place: Id;
  /** 0 to 1. */
  readonly fraction: number;
}

/** What tells one thing from another of its class: none of them says how many there are. */
export interface Marks {
  /** The maker's numbers. */
  readonly serials?: readonly string[];
  /** Seals, which show that what they close was not opened. */
  readonly seals?: readonly string[];
  /** Tags that observers put on. */
  readonly tags?: readonly string[];
}

/** A counted number, or a measured one with its uncertainty, as an interval that holds it. */
interface Amount {
  readonly low: number;
  readonly high: number;
  /** For what is measured: its standard uncertainty (one σ), in the unit of the item. */
  readonly sigma?: number;
  /** Where only that is reported: `low` and `high` are percents, 0 to 100, of what is declared. */
  readonly percentOf?: "declared";
}

/** So many of an item at a stage. Without a vessel it is a total of all departures so far. */
export interface CountReport extends Amount, Marks {
  readonly kind: "count";
  readonly subject: Id;
  readonly stage: Stage;
  /** A second stage, where a source gives one number for both: removed *or* destroyed in place. */
  readonly orStage?: Stage;
  readonly place: Id | null;
  readonly vessel: string | null;
  readonly voyage: string | null;
  /** Whether the count covers every departure, so that its upper bound bounds the whole. */
  readonly allDepartures: boolean;
  /** How many more were seen aboard the vessel than declared, where only that is reported. */
  readonly overDeclared?: number;
  /** How many of those counted were under covers and not uncovered (T30). */
  readonly covered?: number;
  /** Whether it was made without knowledge of any other count of the same thing. */
  readonly blind?: true;
  /** The lot that was counted, where an item is kept by lot. */
  readonly lot?: string;
}

/** Where something stands: how far it has come, at which place, in which lot. */
export interface Whereabouts {
  readonly stage: Stage;
  readonly place: Id | null;
  readonly lot: string | null;
}

/**
 * So many of an item went from one stage and place to another. A split of a lot is a transfer to
 * each of its parts, a merge one from each; destruction in place is a transfer to that stage.
 */
export interface TransferReport extends Amount, Marks {
  readonly kind: "transfer";
  readonly subject: Id;
  readonly from: Whereabouts;
  readonly to: Whereabouts;
  readonly vessel: string | null;
  readonly voyage: string | null;
}

/** What someone concludes, from which observations. */
export interface AssessmentReport {
  readonly kind: "assessment";
  /** What it speaks of: `intent`, `estimate`. */
  readonly matter: string;
  readonly subject: Id;
  readonly state: "so" | "not-so";
  /** For an estimate of a number: the interval it lies in. */
  readonly low: number | null;
  readonly high: number | null;
  readonly from: readonly EntryId[];
}

/** Where a party stands on what its statement speaks of. */
export type Stance =
  | "declares"
  | "promises"
  | "offers"
  | "requires"
  | "accepts"
  | "objects"
  | "refuses"
  | "performed"
  | "grants";

/** All stances. */
export const STANCES: readonly Stance[] = [
  "declares",
  "promises",
  "offers",
  "requires",
  "accepts",
  "objects",
  "refuses",
  "performed",
  "grants",
];

/** A party said so: a declaration, with the term it speaks of and the stance it takes. */
export interface StatementReport {
  readonly kind: "statement";
  readonly by: Id;
  readonly to: Id | null;
  readonly stance: Stance;
  /** The clause or matter that it speaks of. */
  readonly on: Id | null;
  /** The term or item that it uses for what it speaks of. */
  readonly term: Id | null;
  /** Its words, or our summary of them where the source's are not free to quote. */
  readonly text: string;
  readonly instrument: Id | null;
  /** What it says is so, where it says something that an observation could show. */
  readonly claim: Claim | null;
}

/** What a statement may claim to be so. */
export type Claim =
  | PresenceReport
  | ActivityReport
  | AccessReport
  | CoverageReport
  | CountReport
  | TransferReport
  | AssessmentReport;

/** What an observation says about its one subject (semantics, section 2). */
export type Report = Claim | StatementReport;
