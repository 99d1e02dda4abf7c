import type { Eligibility, Id, Stage } from "../evidence/index.ts";
import type { Duration } from "../time/index.ts";

/** What an inspector may be asked to do, by a condition of the agreement. */
export type InspectionAct =
  | { readonly kind: "count"; readonly item: Id; readonly stage: Stage }
  | {
      readonly kind: "activity";
      readonly activity: string;
      readonly subject: Id | null;
      readonly state: "ongoing" | "ceased" | "complete";
      /** By whom it is to be done; empty for whoever does it. */
      readonly by: readonly Id[];
    }
  | { readonly kind: "presence"; readonly subject: Id; readonly state: "present" | "absent" };

/** A choice that a form offers: an id of the agreement, and what a person reads. */
export interface ProtocolChoice {
  readonly id: string;
  readonly title: string;
}

/**
 * What one field of a form may hold. `learns` names what the field lets an observer write down
 * about the thing itself; where the agreement says *learning only*, no other field is asked.
 */
export interface ProtocolField {
  /** The name under which the answer is kept: a field of the report, or of its observation. */
  readonly name: FieldName;
  readonly label: string;
  readonly type: "choice" | "text" | "whole number" | "decimal" | "yes or no" | "list" | "photo";
  readonly required: boolean;
  /** For a choice, all that may be chosen; empty otherwise. */
  readonly choices: readonly ProtocolChoice[];
  readonly learns: Learnable | null;
}

/** Every field that a form may have: a closed list. */
export type FieldName =
  | "method"
  | "item"
  | "place"
  | "vessel"
  | "voyage"
  | "number"
  | "low"
  | "high"
  | "sigma"
  | "covered"
  | "serials"
  | "seals"
  | "tags"
  | "lot"
  | "state"
  | "coverage"
  | "by"
  | "photograph"
  | "remark";

/** What observers may learn of a thing. */
export type Learnable = "number" | "class" | "identity" | "lot" | "condition" | "picture";

/** What an agreement asks of inspectors in one place, and how (T31). */
export interface Protocol {
  /** `removal/3`: the clause, and which of its conditions, counted from 1. */
  readonly id: string;
  readonly clause: Id;
  readonly clauseTitle: string;
  /** What is asked, in a sentence. */
  readonly title: string;
  readonly act: InspectionAct;
  /** The unit of the item; `null` for pieces and for what is not counted. */
  readonly unit: string | null;
  readonly methods: readonly ProtocolChoice[];
  readonly soleMethods: readonly string[];
  readonly eligibility: Eligibility | null;
  /** The agreement's words for what may be learned; `null` where it does not bound it. */
  readonly learning: string | null;
  /** What may be learned; `null` where the agreement does not bound it. */
  readonly mayLearn: readonly Learnable[] | null;
  /** Words of `learning` that are not understood here: they allow nothing. */
  readonly notUnderstood: readonly string[];
  readonly freshness: Duration | null;
  /** Everything that a form for it may ask, and no more. */
  readonly fields: readonly ProtocolField[];
}
