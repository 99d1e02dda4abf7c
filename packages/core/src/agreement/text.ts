import type { Id } from "../evidence/index.ts";
import type { Calendar } from "../time/index.ts";
import type { Requirement, TextPlace } from "./clause.ts";
import type { Declaration } from "./declaration.ts";

/** What an amendment does to the text it amends (T29, T30). */
export type AmendmentOp =
  | { readonly op: "add" | "replace"; readonly declaration: Declaration; readonly at: TextPlace }
  | {
      /** `raise` and `lower` say which way the requirement moves; both replace it. */
      readonly op: "require" | "raise" | "lower";
      readonly requirement: Requirement;
      readonly at: TextPlace;
    }
  | { readonly op: "repeal"; readonly id: Id; readonly at: TextPlace };

interface TextHead {
  readonly id: Id;
  readonly title: string;
  /** The file it was read from, relative to the case folder. */
  readonly file: string;
  /** The text itself, so that a screen can set verdicts beside its lines. */
  readonly source: string;
}

/** What both sides agreed. */
export interface AgreementText extends TextHead {
  readonly kind: "agreement";
  /** The IANA zone on whose clocks its dates are read. */
  readonly zone: string;
  /** The days on which no business is done. */
  readonly calendar: Calendar;
  /** The whole in a sentence or two (T12). */
  readonly brief: string;
  readonly declarations: readonly Declaration[];
  readonly requirements: readonly Requirement[];
}

/** What one party requires before it is satisfied, on top of what was agreed. */
export interface ReadingText extends TextHead {
  readonly kind: "reading";
  readonly of: Id;
  readonly by: Id;
  readonly authority: Id | null;
  readonly declarations: readonly Declaration[];
  readonly requirements: readonly Requirement[];
}

/** A text that changes an agreement or a reading, once an entry adopts it. */
export interface AmendmentText extends TextHead {
  readonly kind: "amendment";
  /** The agreement or reading that it amends. */
  readonly of: Id;
  readonly authority: Id | null;
  readonly ops: readonly AmendmentOp[];
}

/** One parsed file of a case. */
export type Text = AgreementText | ReadingText | AmendmentText;
