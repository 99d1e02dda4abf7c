import type { Refusal } from "./refusal.ts";

/**
 * What is thrown when the world or the program failed: with a code, a remedy, and as its `cause`
 * whatever was thrown beneath it. It is recognised by `instanceof`, never by a name.
 *
 * @typeParam Code - stable; the wording of messages is not.
 */
export class Fault<Code extends string = string> extends Error {
  readonly code: Code;
  /** What to do about it, as a sentence. */
  readonly remedy: string;

  constructor(code: Code, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.remedy = remedy;
  }
}

/** A refusal, thrown where it cannot be returned: the caller's doing, and nothing came of the call. */
export class Refused<Code extends string = string> extends Fault<Code> {
  constructor({ code, message, remedy }: Refusal<Code>, options?: ErrorOptions) {
    super(code, message, remedy, options);
  }
}
