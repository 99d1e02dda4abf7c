import type { Domain } from "../agreement/index.ts";
import { type Bits, SHOWN } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import { type Atom, bitsOf, type Form, formBits, type Member, valueAt } from "../verdict/index.ts";
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
  const isMember = (member: Member, domain: Domain): boolean => {
    const steps = counts(member, domain);
    return member.from <= when && (steps === null || valueAt(steps, when));
  };
  return formBits(duty.form, frame, {
    atom: reading.atom,
    referred: (form) => reading.referred(now(form)),
    level: (form) => reading.referred(now(form)),
    blocker: ({ exception }) => reading.exception((now(exception) & SHOWN) !== 0),
    members: ({ domain }) => {
      const members = forms.members(domain).filter((member) => isMember(member, domain));
      return members.map(({ id }) => id);
    },
  });
}
