import { atLeast, type Bits, NEITHER, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import { type Atom, bitsOf, type Form, valueAt } from "../verdict/index.ts";
import type { Duty } from "./duty.ts";
import { lensOfMembers } from "./lens.ts";

/** How the parts of a requirement are read, apart from how their evidence stands. */
export interface PartReading {
  readonly atom: (atom: Atom) => Bits;
  /** How a clause or a status that the requirement refers to counts. */
  readonly referred: (bits: Bits) => Bits;
  /** How an exception that is shown counts, and one that is not. */
  readonly exception: (isShown: boolean) => Bits;
}

/** The bits of a duty's requirement at an instant, its atoms read in some way (section 8). */
export function requirementBits(duty: Duty, when: Instant, reading: PartReading): Bits {
  const { forms, frame } = duty;
  const counts = lensOfMembers(duty);
  const now = (form: Form) => bitsOf(valueAt(forms.stepsOf(form), when));
  const walk = (form: Form): Bits => {
    switch (form.kind) {
      case "atom":
        return reading.atom(form.atom);
      case "threshold":
        return atLeast(form.k, form.of.map(walk));
      case "blocker":
        return reading.exception((now(form.exception) & SHOWN) !== 0);
      case "clause":
      case "status":
        return reading.referred(now(form));
      case "level":
        return walk(frame.formOfLevel(form.clause, form.level, form.negated));
      case "nothing":
        return NEITHER;
      case "quantified": {
        const bodies = forms
          .members(form.domain)
          .filter((member) => {
            const steps = counts(member, form.domain);
            return member.from <= when && (steps === null || valueAt(steps, when));
          })
          .map(({ id }) => walk(form.bodyOf(id)));
        const known = atLeast(form.every ? bodies.length : 1, bodies);
        const isClosed =
          form.coverage === null
            ? form.domain.kind !== "places" || form.domain.declaredOnly
            : (walk(form.coverage) & SHOWN) !== 0;
        return isClosed ? known : ((known & (form.every ? SHOWN_NOT : SHOWN)) as Bits);
      }
    }
  };
  return walk(duty.form);
}
