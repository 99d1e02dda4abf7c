import { SHOWN } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import type { Form } from "./form.ts";
import type { FormHistory } from "./form-history.ts";
import { bitsOf, unpack } from "./judgment.ts";
import { valueAt } from "./steps.ts";

/**
 * Says how an exception stands. One on an open term is settled by nobody until whoever may hold it
 * shown does, so that it counts neither as verified nor as outstanding (semantics, section 6).
 */
export function sayException(
  exception: Form,
  history: Pick<FormHistory, "stepsOf">,
  asOf: Instant,
): string {
  const packed = valueAt(history.stepsOf(exception), asOf);
  if ((bitsOf(packed) & SHOWN) !== 0) return "an exception is shown";
  return unpack(packed).openTerm
    ? "no exception has been shown; what counts is not settled"
    : "no exception has been shown";
}
