/**
 * Why something that was given may not stand, as a value: a signed entry, an opening, a request.
 *
 * @typeParam Code - stable; the wording of messages is not.
 */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  /** What is wrong, in a sentence that names what was found. */
  readonly message: string;
  /** What whoever gave it can do, as a sentence. */
  readonly remedy: string;
}

/** What a check found: what was asked for, or why there is none. */
export type Checked<Found, Why extends Refusal> =
  | ({ readonly ok: true } & Found)
  | { readonly ok: false; readonly rejection: Why };
