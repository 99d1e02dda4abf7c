import type { Activity, Criterion, Id, Stage, Stance } from "../evidence/index.ts";
import type { TimeSpan } from "../time/index.ts";

/** Stands in a predicate for the member over which the quantifier around it ranges. */
export const EACH = "each" as Id;

/** An item or term is present, or absent, at a place. */
export interface PresencePredicate {
  readonly kind: "presence";
  readonly subject: Id;
  readonly place: Id;
  readonly state: "present" | "absent";
}

/** Some work is ongoing, has ceased or is complete; or an act of a party is done. */
export interface ActivityPredicate {
  readonly kind: "activity";
  readonly activity: Activity;
  /** `null`: whoever's or whatever's it is. */
  readonly subject: Id | null;
  readonly place: Id | null;
  readonly state: "ongoing" | "ceased" | "complete";
  /** By any of these; empty for whoever does it. */
  readonly by: readonly Id[];
}

/** Access to a place is granted for an activity, with safety guaranteed where that is asked. */
export interface AccessPredicate {
  readonly kind: "access";
  readonly place: Id;
  readonly activity: Activity | null;
  readonly safety: boolean;
  /** Reasons for which access may be refused (`mines`); empty where for none. */
  readonly refusableFor: readonly string[];
}

/** At least a fraction (0 to 1) of an area was seen. */
export interface CoveragePredicate {
  readonly kind: "coverage";
  readonly place: Id;
  readonly fraction: number;
}

/** A number of an item, counted at a stage, is held against a number or what was declared. */
export interface CountPredicate {
  readonly kind: "count";
  readonly item: Id;
  /** Further items that are added to it: `tanks and guns together`; empty for none. */
  readonly together: readonly Id[];
  readonly stage: Stage;
  /** A second stage that counts as well: departed *or* destroyed in place. */
  readonly orStage?: Stage;
  /**
   * `declared`: the greatest standing declaration, not below the estimate (section 7). A percent,
   * 0 to 100, is of what is declared and says nothing of what is not.
   */
  readonly amount: number | "declared" | { readonly percentOfDeclared: number };
  readonly bound: CountBound;
  /** Where it is counted; `null` for wherever it is. */
  readonly place: Id | null;
  /** Whether the classes of a term are added up; otherwise it holds of each, one by one. */
  readonly inAll: boolean;
}

/** How a count is held against the number that is asked. */
export type CountBound = "at-least" | "at-most" | "exactly";

/** Things of a class are the same, by their serials, as those that were declared. */
export interface IdentityPredicate {
  readonly kind: "identity";
  readonly item: Id;
  /** Where they are; `null` for wherever they are. */
  readonly place: Id | null;
}

/** Whether a predicate is held against counts, which bound it from below and from above. */
export function isCounted(predicate: Predicate): predicate is CountPredicate | IdentityPredicate {
  return predicate.kind === "count" || predicate.kind === "identity";
}

/** A party has made a statement of a stance on a matter: the thing owed is itself a statement. */
export interface StatementPredicate {
  readonly kind: "statement";
  readonly by: Id;
  readonly stance: Stance;
  readonly on: Id | null;
}

/** Someone concludes a matter to be so: `intent` of a `base`. */
export interface AssessmentPredicate {
  readonly kind: "assessment";
  readonly matter: string;
  readonly subject: Id;
}

/** A matter that rests on an open term: it can only be unclear (T15). */
export interface OpenTermPredicate {
  readonly kind: "open-term";
  readonly term: Id;
}

/** What an observation can show or show not. */
export type Predicate =
  | PresencePredicate
  | ActivityPredicate
  | AccessPredicate
  | CoveragePredicate
  | CountPredicate
  | IdentityPredicate
  | StatementPredicate
  | AssessmentPredicate
  | OpenTermPredicate;

/** A predicate with what it takes to be sure of it. */
export interface AtomCondition {
  readonly kind: "atom";
  readonly predicate: Predicate;
  readonly criterion: Criterion;
}

/** At least `k` of several; `all` and `any` are spelled as what they are. */
export interface JoinCondition {
  readonly kind: "all" | "any" | "at-least";
  /** For `at-least`; otherwise follows from the kind. */
  readonly k: number;
  readonly of: readonly Condition[];
}

/** Belnap's negation. */
export interface NotCondition {
  readonly kind: "not";
  readonly of: Condition;
}

/** How a duty stands, as another clause may ask (semantics, sections 6 and 8). */
export type UndertakingState =
  | "due"
  | "overdue"
  | "late"
  | "performed"
  | "kept"
  | "breached"
  | "suspended"
  | "discharged";

/** How a measure or an assurance stands, as another clause may ask. */
export type OtherState = "in force" | "relaxed" | "lifted" | "in effect" | "withheld";

/** The value of a clause: `verified` passes its two bits through, the others are two-valued. */
export type ValueState = "verified" | "contradicted" | "unverified" | "conflicting";

/** All that a clause may be asked to be. */
export type ClauseState = ValueState | UndertakingState | OtherState;

/** How another clause stands: "removal is verified", "delivery is overdue for 15 days". */
export interface ClauseCondition {
  readonly kind: "clause";
  readonly clause: Id;
  readonly state: ClauseState;
  /** For how long without a break; `null` where that does not matter. */
  readonly for: TimeSpan | null;
}

/** A duty has reached a level of its ladder, and with it all below. */
export interface LevelCondition {
  readonly kind: "level";
  readonly clause: Id;
  readonly level: Id;
}

/** A condition that an exception blocks, once the exception is shown. */
export interface UnlessCondition {
  readonly kind: "unless";
  readonly condition: Condition;
  readonly exception: Condition;
}

/** What a quantifier ranges over. */
export type Domain =
  | {
      readonly kind: "places";
      /** `launch site`, or the id of a class of kinds; `null` for every place that is no area. */
      readonly placeKind: string | null;
      /** Only those that a text in force declares: closed, and reported as declared places only. */
      readonly declaredOnly: boolean;
    }
  | { readonly kind: "members"; readonly group: Id }
  /** Every subject of which this activity is reported: every ship `inbound`. */
  | { readonly kind: "reported"; readonly activity: Activity };

/** A condition on every, or on some, member of a domain. */
export interface QuantifiedCondition {
  readonly kind: "every" | "some";
  readonly domain: Domain;
  /** Speaks of the member as `EACH`. */
  readonly body: Condition;
  /** How much of which area must have been seen, so that the domain is closed (T19). */
  readonly coverage: AtomCondition | null;
}

/** What an agreement may make something depend on. */
export type Condition =
  | AtomCondition
  | JoinCondition
  | NotCondition
  | ClauseCondition
  | LevelCondition
  | UnlessCondition
  | QuantifiedCondition;
