import type { Duration } from "../time/index.ts";
import type { Reliability } from "./grade.ts";
import type { Id } from "./ids.ts";
import { LEVEL, type Level } from "./level.ts";

/** Who may observe (T31). Fields left `null` or empty ask nothing. */
export interface Eligibility {
  readonly atLeast: Reliability | null;
  /** `false`: none of them may be a technical expert; `true`: all must be. */
  readonly technical: boolean | null;
  /** Whether the text asks both that they be technical and that none be: nobody then is eligible. */
  readonly excludesAll?: true;
  /** Bodies, parties or nationalities of which none of them may be. */
  readonly notOf: readonly Id[];
  /** Bodies, parties or nationalities to one of which each must belong. */
  readonly of: readonly Id[];
}

/** What it takes to be sure of a predicate: the standards and the admissibility that it asks. */
export interface Criterion {
  /** The methods accepted; empty for any. */
  readonly methods: readonly string[];
  /** Those of them that are sufficient alone. */
  readonly soleMethods: readonly string[];
  readonly eligibility: Eligibility | null;
  /** What the observers may learn and no more, as the agreement words it; `null` where unstated. */
  readonly learning: string | null;
  /** Whoever may approve an equivalent method or observer; `null` where none is accepted. */
  readonly equivalentApprovedBy: Id | null;
  /** How long what was seen stays fresh; `null` for an event, or where the text states none. */
  readonly freshness: Duration | null;
  readonly open: Level;
  readonly doubt: Level;
  readonly breach: Level;
  /** Whether the text names it a check: it then speaks of verification, not of performance. */
  readonly check: boolean;
  /** Who alone may estimate; empty for anyone but the bearer. */
  readonly estimatedBy: readonly Id[];
  /** Whether it asks for an assurance, so that an offer that falls short is said to. */
  readonly satisfactory: boolean;
}

/** What a requirement asks that states nothing: the three standards' defaults (section 4). */
export const DEFAULT_CRITERION: Criterion = {
  methods: [],
  soleMethods: [],
  eligibility: null,
  learning: null,
  equivalentApprovedBy: null,
  freshness: null,
  open: LEVEL.confirmed,
  doubt: LEVEL.suspected,
  breach: LEVEL.probable,
  check: false,
  estimatedBy: [],
  satisfactory: false,
};
