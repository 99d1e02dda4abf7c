import type { CountBound, PassageRef, TextPlace } from "../agreement/index.ts";
import type {
  AdmissibilityCode,
  EntryId,
  Grade,
  Id,
  Level,
  ReportFate,
  Stage,
  Words,
} from "../evidence/index.ts";
import type { Value } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";

/** One report on one side of a matter, as weighed. */
export interface WeighedReport {
  readonly id: EntryId;
  readonly side: "for" | "against";
  readonly fate: ReportFate;
  readonly grade: Grade;
  /** Reliability × credibility × coverage, 0 to 0.95. */
  readonly strength: number;
  readonly method: string;
  readonly seenUntil: Instant;
  /** When it goes stale; `null` for never. */
  readonly staleAt: Instant | null;
  /** The independent source that it belongs to: a name shared by all that share a root. */
  readonly group: string;
  readonly cite: string;
}

/** A report that bears on the matter and does not count, with every rule that it fails. */
export interface ExcludedReport {
  readonly id: EntryId;
  readonly side: "for" | "against";
  readonly codes: readonly AdmissibilityCode[];
  /** What fails, in words: `observers of US, which the requirement excludes`. */
  readonly why: string;
  readonly grade: Grade;
  readonly method: string;
  readonly cite: string;
}

/** One side of an atom, fused. */
export interface SideReasons {
  readonly level: Level;
  /** O/(1+O), 0 to below 1. */
  readonly support: number;
  /** How many independent sources speak. */
  readonly sources: number;
  /**
   * For a counting that is shown, or shown not: by what figures (`fewer than 42 by counts of all
   * that is asked`), since all its reports lie on one pile; `null` where weight alone shows it.
   */
  readonly shownBy: string | null;
}

/** How the counting of an item stands (semantics, section 7, last paragraph). */
export interface CountStanding {
  readonly item: Id;
  /** The greatest standing declaration; `null` where nothing is declared. */
  readonly declared: number | null;
  /** The independent estimate; `null` where there is none. */
  readonly estimate: { readonly low: number; readonly high: number } | null;
  /**
   * What is counted at the opening standard, by observers and methods that the text accepts; `null`
   * where nothing is: that is unknown, and not 0.
   */
  readonly counted: { readonly low: number; readonly high: number | null } | null;
  /**
   * The most that standing reports say of what has passed the stage, accepted or not, where that is
   * more than is counted; left out where it is not.
   */
  readonly reported?: number;
  /** How the count is held against what is asked: at least, at most, exactly. */
  readonly bound: CountBound;
  /** The number that is asked; `null` while it is a share of what nobody has declared. */
  readonly asked: number | null;
  /** What `at least` lacks, never below 0; `null` where no number is asked, or only a most. */
  readonly toGo: number | null;
  /** Present where only percents were stated: what is counted and to go are then percents. */
  readonly inPercentOfDeclared?: true;
  /** Where it is a percentage: what it measures, as the stages any of which is enough. */
  readonly stages?: readonly Stage[];
  /** Where it is a percentage: until when that was seen which gives what is counted. */
  readonly countedUntil?: Instant;
  readonly ships: readonly ShipStanding[];
}

/** One vessel and voyage: what was declared aboard, what was counted. */
export interface ShipStanding {
  readonly vessel: string;
  readonly voyage: string | null;
  readonly declared: number | null;
  readonly counted: { readonly low: number; readonly high: number } | null;
  /** `agrees`, `short`, `over`, or `open` where either figure is missing. */
  readonly standing: "agrees" | "short" | "over" | "open";
}

/** What an atom's value rests on. */
export interface AtomReasons {
  readonly for: SideReasons;
  readonly against: SideReasons;
  readonly reports: readonly WeighedReport[];
  readonly excluded: readonly ExcludedReport[];
  /** Observations that only bear on it: a promise, a declaration, an estimate. */
  readonly bearing: readonly EntryId[];
  readonly open: Level;
  readonly doubt: Level;
  readonly count: CountStanding | null;
}

/** The tree from a verdict to its observations and passages (semantics, section 9, *why*). */
export interface Explanation {
  /** The clause's id, then the way down: `removal`, `removal/1`, `removal/1/3`. */
  readonly node: string;
  readonly kind:
    | "clause"
    | "all"
    | "any"
    | "at-least"
    | "not"
    | "unless"
    | "every"
    | "some"
    | "atom"
    | "exception"
    | "no-requirement";
  /** What it says, in words. */
  readonly label: string;
  readonly value: Value;
  readonly words: Words;
  readonly declaredOnly: boolean;
  readonly restsOn: readonly PassageRef[];
  readonly at: TextPlace | null;
  /** The text that it comes from, by id. */
  readonly text: Id | null;
  readonly children: readonly Explanation[];
  readonly atom: AtomReasons | null;
}
