import type { Undertaking } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Bits, NEITHER, opens, SHOWN, SHOWN_NOT, valueOfBits } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import { type Atom, bitsOf, type Packed, type Segment, valueAt } from "../verdict/index.ts";
import type { Lights } from "./assessment.ts";
import type { Duty } from "./duty.ts";
import { type Light, requiredAtoms } from "./lights.ts";
import { requirementBits } from "./requirement.ts";

/**
 * The two lights of a duty at an instant (semantics, section 8): what has been done, its checks
 * taken as made; and how far it has been checked, what is to be done taken as done. What is
 * softened in the value of the duty (it is not yet time, or it was seen outside its time) is no
 * contradiction of what has been done either.
 *
 * @param value - what the duty's requirement has come to, as its life cycle reads it.
 */
export function lightsAt(duty: Duty, value: Packed, asOf: Instant): Lights {
  const lights = new Set(
    requiredAtoms(duty.form, duty.frame, duty.forms).map((atom) => duty.lightOf(atom)),
  );
  const all = bitsOf(value);
  if (!lights.has("verification")) {
    return { performance: valueOfBits(all), verification: null };
  }
  const done = bitsOfLight(duty, "performance", asOf);
  const isSoftened = done === SHOWN_NOT && (all & SHOWN_NOT) === 0;
  return {
    performance: valueOfBits(isSoftened ? NEITHER : done),
    verification: valueOfBits(bitsOfLight(duty, "verification", asOf)),
  };
}

/** The requirement with all that is not of one light taken as shown. */
function bitsOfLight(duty: Duty, light: Light, asOf: Instant): Bits {
  return requirementBits(duty, asOf, {
    atom: (atom: Atom) =>
      duty.lightOf(atom) === light ? bitsOf(valueAt(duty.forms.atom(atom).steps, asOf)) : SHOWN,
    // A clause or status that it refers to is not its own check.
    referred: (bits) => (light === "performance" ? bits : SHOWN),
    exception: (isShown) => (isShown ? SHOWN_NOT : SHOWN),
  });
}

/** The highest level that is verified with all below it; `null` where none is. */
export function levelAt(
  { frame, history }: Segment,
  clause: Undertaking,
  asOf: Instant,
): Id | null {
  const reached = clause.levels.findLast((level) =>
    opens(bitsOf(valueAt(history.stepsOf(frame.formOfLevel(clause.id, level, false)), asOf))),
  );
  return reached ?? null;
}
