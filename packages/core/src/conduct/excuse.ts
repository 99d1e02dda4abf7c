import type { Undertaking } from "../agreement/index.ts";
import { SHOWN } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import { bitsOf, type Form, type FormHistory, type Frame, valueAt } from "../verdict/index.ts";

/** What would excuse a duty, where its text says so: `unless fired upon`; `null` for nothing. */
export function excuseIn(frame: Frame, { id, exception }: Undertaking): Form | null {
  return exception === null ? null : frame.formOf(id, exception, "excepted");
}

/** Whether a form is shown at an instant, also where it is shown not as well. */
export function isShownAt(
  form: Form,
  { stepsOf }: Pick<FormHistory, "stepsOf">,
  at: Instant,
): boolean {
  return (bitsOf(valueAt(stepsOf(form), at)) & SHOWN) !== 0;
}
