import type { Id } from "../evidence/index.ts";
import type { Instant, TimeSpan } from "../time/index.ts";
import type { Condition } from "./condition.ts";

/** Where in which text something stands; lines and columns count from 1. */
export interface TextPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A passage of an instrument, as a clause cites it (T7). */
export interface PassageRef {
  readonly instrument: Id;
  /** `null` for the whole instrument. */
  readonly passage: Id | null;
}

interface Clause {
  readonly id: Id;
  /** What it says, as the text words it or, failing that, as we render it. */
  readonly title: string;
  readonly restsOn: readonly PassageRef[];
  readonly at: TextPlace;
}

/** What an undertaking is to bring about or keep. */
export type Content =
  | {
      readonly kind: "remove";
      readonly subject: Id;
      readonly from: Id;
      readonly through: readonly string[];
    }
  | { readonly kind: "absent"; readonly subject: Id; readonly place: Id }
  | { readonly kind: "present"; readonly subject: Id; readonly place: Id }
  | { readonly kind: "no-entry"; readonly subject: Id; readonly place: Id }
  | { readonly kind: "move"; readonly subject: Id; readonly from: Id; readonly to: Id }
  | { readonly kind: "act"; readonly text: string };

/** The end of a time that a text states by its date. */
export interface Deadline {
  /** The first instant that is too late: after its last day, or the minute it names. */
  readonly ends: Instant;
  /** Whether the text names a day alone; an act dated that day is then in time. */
  readonly wholeDay: boolean;
}

/** A clock that an event sets: `42 days before` an exercise, `within 30 days after` a notice. */
export interface EventClock {
  readonly when: "before" | "after";
  readonly span: TimeSpan;
  /** Shown from the instant of the event. */
  readonly event: Condition;
}

/** An undertaking that falls due again and again: `every 6 months, the first by 15 April 2030`. */
export interface Recurrence {
  readonly every: TimeSpan;
  readonly first: Deadline;
}

/** What one side undertook (T8, T13). */
export interface Undertaking extends Clause {
  readonly kind: "undertaking";
  readonly by: Id;
  readonly to: Id | null;
  /** States or bodies whose cooperation is owed through its bearer (T28). */
  readonly cooperationOf: readonly Id[];
  readonly content: Content;
  /** `achieve` is performed once; `keep` and `refrain` go on, and refraining is breached at once. */
  readonly form: "achieve" | "keep" | "refrain";
  readonly bestEfforts: boolean;
  /** When it falls due; `null` for from the start. */
  readonly dueWhen: Condition | null;
  /** Its clock, from the instant it is due; `null` for none. */
  readonly within: TimeSpan | null;
  /** Its date, whatever its clock; `null` for none. */
  readonly deadline: Deadline | null;
  /** A clock that an event sets, before or after it; `null` for none. */
  readonly eventClock: EventClock | null;
  /** Each occurrence is performed by itself; `null` where it is owed once. */
  readonly recurrence: Recurrence | null;
  /** Days of grace: they move the end of its time and not the duty; `null` for none. */
  readonly grace: TimeSpan | null;
  /** Whether the time for which it is suspended moves its date, as it does by default. */
  readonly suspensionMovesDate: boolean;
  /** What excuses it once it is shown: `unless fired upon`; `null` for nothing. */
  readonly exception: Condition | null;
  /** Its ladder, lowest first: each level has a requirement of its own; empty for none (D4). */
  readonly levels: readonly Id[];
  /** Whether the text says "promptly" and states no clock. */
  readonly promptly: boolean;
  readonly from: Instant | null;
}

/** A measure that one side keeps until its condition is verified (T20). */
export interface Measure extends Clause {
  readonly kind: "measure";
  readonly by: Id;
  readonly from: Instant | null;
  /** The condition that lifts it; `null` for none. */
  readonly until: Condition | null;
  /** The date on which it ends by itself; `null` for none. */
  readonly expires: Deadline | null;
  /** How it then goes on by itself; `null` where it does not. */
  readonly renewal: Renewal | null;
  /** How soon it is then to be lifted; `null` where the text states no clock. */
  readonly liftWithin: TimeSpan | null;
  readonly promptly: boolean;
  /** What it consists of, where a part may be relaxed by itself: hailing, boarding. */
  readonly parts: readonly MeasurePart[];
  readonly relaxation: Relaxation | null;
  readonly mayExtend: boolean;
  /** How a lifted one comes back by itself; `null` where it does not (D10). */
  readonly snapBack: SnapBack | null;
}

/** A part of a measure that can be relaxed while the rest stays in force. */
export interface MeasurePart {
  readonly id: Id;
  readonly title: string;
}

/** A measure that has run out goes on for a term by itself, unless this is shown by then. */
export interface Renewal {
  readonly span: TimeSpan;
  readonly unless: Condition | null;
}

/** What brings a lifted measure back by itself. */
export type SnapBack =
  /** Its condition is no longer verified. */
  | { readonly kind: "condition" }
  /** A term has passed since a notice, unless someone decided by then to continue the lifting. */
  | {
      readonly kind: "notice";
      readonly after: TimeSpan;
      readonly notice: Condition;
      readonly unlessContinuedBy: Id | null;
    };

/** The bounds within which a measure may be relaxed, and for what (T21). */
export interface Relaxation {
  readonly atMost: TimeSpan;
  /** A condition must be verified at the decision; words alone are only named. */
  readonly inReturnFor: string | Condition;
  /** Whether only a named part of it may be relaxed. */
  readonly inPart: boolean;
}

/** A promise that takes effect while its condition is verified (T13, T23). */
export interface Assurance extends Clause {
  readonly kind: "assurance";
  readonly by: Id;
  readonly to: Id | null;
  readonly concerning: Id | null;
  readonly while: Condition | null;
}

/**
 * What remains open to a party, with what would open it: shown, never executed (T22). One that
 * states no condition is a plain permission, and open.
 */
export interface Option extends Clause {
  readonly kind: "option";
  readonly by: Id;
  readonly opensWhen: Condition | null;
}

/** A matter that the review always answers in words (T4). */
export interface Question extends Clause {
  readonly kind: "question";
  /** Its matter, as it follows "good evidence of": `the dismantling of the missile bases`. */
  readonly about: string;
  /** How it is said flatly that it is so, and that it is not. */
  readonly soWords: string;
  readonly notWords: string;
  readonly condition: Condition;
}

/** What a verdict is given on. */
export type JudgedClause = Undertaking | Measure | Assurance | Option | Question;

/** What it takes for a clause to be verified, under a text (a reading, as a rule). */
export interface Requirement {
  readonly kind: "requirement";
  readonly clause: Id;
  /** The level of the clause's ladder that it is for; `null` for the clause itself. */
  readonly level: Id | null;
  readonly condition: Condition;
  readonly at: TextPlace;
}
