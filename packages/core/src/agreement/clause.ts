import type { Id } from "../evidence/index.ts";
import type { Duration, Instant } from "../time/index.ts";
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
  | { readonly kind: "no-entry"; readonly subject: Id; readonly place: Id }
  | { readonly kind: "act"; readonly text: string };

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
  readonly within: Duration | null;
  /** Its date, whatever its clock; `null` for none. */
  readonly deadline: Instant | null;
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
  /** How soon it is then to be lifted; `null` where the text states no clock. */
  readonly liftWithin: Duration | null;
  readonly promptly: boolean;
  readonly relaxation: Relaxation | null;
  readonly mayExtend: boolean;
  /** Whether a lifted one comes back by itself when its condition no longer holds. */
  readonly snapBack: boolean;
}

/** The bounds within which a measure may be relaxed, and for what (T21). */
export interface Relaxation {
  readonly atMost: Duration;
  readonly inReturnFor: string;
}

/** A promise that takes effect while its condition is verified (T13, T23). */
export interface Assurance extends Clause {
  readonly kind: "assurance";
  readonly by: Id;
  readonly to: Id | null;
  readonly concerning: Id | null;
  readonly while: Condition | null;
}

/** What remains open to a party, with what would open it: shown, never executed (T22). */
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
  readonly condition: Condition;
  readonly at: TextPlace;
}
