import type { Id } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { JudgedClause, PassageRef, TextPlace } from "./clause.ts";
import type { Condition } from "./condition.ts";

interface Named {
  readonly id: Id;
  readonly title: string;
  readonly at: TextPlace;
}

/** A party to the agreement. */
export interface Party extends Named {
  readonly kind: "party";
}

/** A state that is no party: its cooperation is owed through one (T28). */
export interface State extends Named {
  readonly kind: "state";
}

/** A body that observes, supervises or mediates; it may act for a party. */
export interface Body extends Named {
  readonly kind: "body";
  readonly actsFor: Id | null;
}

/** Several states or bodies under one name (T14). */
export interface Group extends Named {
  readonly kind: "group";
  readonly members: readonly Id[];
}

/** A source text, quoted to the passage (T7). */
export interface Instrument extends Named {
  readonly kind: "instrument";
  readonly from: Id | null;
  readonly to: Id | null;
  readonly on: Instant;
  readonly passages: readonly Passage[];
  /** Whether the agreement leaves the obligations under it as they are (T16). */
  readonly standsUntouched: boolean;
  readonly obligations: readonly { readonly of: Id; readonly text: string }[];
}

/** Words of an instrument that clauses rest on. */
export interface Passage {
  readonly id: Id;
  readonly text: string;
}

/** One instrument accepts another, as a party reads it (T9). */
export interface Acceptance {
  readonly kind: "acceptance";
  readonly id: Id;
  readonly accepting: Id;
  readonly accepted: Id;
  readonly readBy: Id | null;
  readonly at: TextPlace;
}

/** A class of things that are counted, measured or kept by lot. */
export interface Item extends Named {
  readonly kind: "item";
  readonly counted: "each" | "by-lot" | "measured";
  /** `agent tonnes`, for what is measured. */
  readonly unit: string | null;
}

/** A facility, with what is among it (T11). */
export interface Facility extends Named {
  readonly kind: "facility";
  readonly among: readonly Id[];
  readonly inferredFrom: string | null;
}

/** A term: items under one name, defined by one text and described by others (T10, T11). */
export interface Term extends Named {
  readonly kind: "term";
  readonly items: readonly Id[];
  readonly definedBy: readonly PassageRef[];
  readonly describedBy: readonly PassageRef[];
  readonly inferredFrom: string | null;
  /** Open: its meaning is still to be agreed (T15). */
  readonly open: boolean;
}

/** A place, or an area that holds places. */
export interface Place extends Named {
  readonly kind: "place";
  /** `launch site`, `port`; `area` for an area. */
  readonly placeKind: string;
  /** The area it lies in, where the text says so. */
  readonly within: Id | null;
  readonly geometry: string | null;
}

/** Kinds of place under one name: `sites` are launch sites and airfields. */
export interface PlaceClass extends Named {
  readonly kind: "place-class";
  readonly placeKinds: readonly string[];
}

/** A method of observing, named so that a slip of the pen is an error (T30). */
export interface Method extends Named {
  readonly kind: "method";
}

/** Who may do what: amend a text, lift or relax a measure, approve an equivalent. */
export interface Authority extends Named {
  readonly kind: "authority";
  readonly may: readonly Power[];
}

/** One power of an authority. */
export interface Power {
  readonly act: PowerAct;
  /** The text or measure; `null` for every one of the kind. */
  readonly of: Id | null;
  /** Whose approval it needs, a different person's; `null` for none. */
  readonly withApprovalOf: Id | null;
  /** From when on it may; `null` for from the beginning. */
  readonly from: Instant | null;
  /** What must be verified at the decision: `may suspend U when …`; `null` for nothing. */
  readonly when: Condition | null;
}

/** The acts for which a text may give power. */
export type PowerAct =
  | "amend"
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
  | "approve"
  /** Hold an exception on an open term shown. */
  | "hold";

/** A named way events may go (T5). Kept and shown here; weighed by the courses' own rules. */
export interface Course extends Named {
  readonly kind: "course";
  readonly expects: readonly string[];
}

/** Anything that a text declares under an id. */
export type Declaration =
  | Party
  | State
  | Body
  | Group
  | Instrument
  | Acceptance
  | Item
  | Facility
  | Term
  | Place
  | PlaceClass
  | Method
  | Authority
  | Course
  | JudgedClause;
