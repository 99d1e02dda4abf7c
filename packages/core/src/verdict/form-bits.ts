import type { Id } from "../evidence/index.ts";
import { atLeast, type Bits, NEITHER, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import type { Atom, Form, QuantifiedForm } from "./form.ts";
import type { Frame } from "./frame.ts";

/** What the parts of a form count as, where one asks what it would come to. */
export interface Parts {
  readonly atom: (atom: Atom) => Bits;
  /** A clause that it refers to, or a status of one. */
  readonly referred: (form: Extract<Form, { kind: "clause" | "status" }>) => Bits;
  /** A level of another clause; gone into as one of the clause itself is, by default. */
  readonly level?: (form: Extract<Form, { kind: "level" }>) => Bits;
  /** An exception that stands beside what is asked. */
  readonly blocker: (form: Extract<Form, { kind: "blocker" }>) => Bits;
  readonly members: (form: QuantifiedForm) => readonly Id[];
  /** Whether one more form is gone into; what is not comes to nothing. All are, by default. */
  readonly enters?: () => boolean;
}

/**
 * The bits that a form comes to, its parts counting as they are told to: by the connectives alone,
 * with no level and at no time.
 */
export function formBits(form: Form, frame: Frame, parts: Parts): Bits {
  if (parts.enters?.() === false) return NEITHER;
  const walk = (one: Form) => formBits(one, frame, parts);
  switch (form.kind) {
    case "atom":
      return parts.atom(form.atom);
    case "threshold":
      return atLeast(form.k, form.of.map(walk));
    case "blocker":
      return parts.blocker(form);
    case "clause":
    case "status":
      return parts.referred(form);
    case "level":
      if (!form.own && parts.level !== undefined) return parts.level(form);
      return walk(frame.formOfLevel(form.clause, form.level, form.negated));
    case "quantified": {
      const bodies = parts.members(form).map((id) => walk(form.bodyOf(id)));
      if (bodies.length === 0) return NEITHER;
      const known = atLeast(form.every ? bodies.length : 1, bodies);
      const closed =
        form.coverage === null ? !isOpenDomain(form) : (walk(form.coverage) & SHOWN) !== 0;
      return closed ? known : ((known & (form.every ? SHOWN_NOT : SHOWN)) as Bits);
    }
    case "nothing":
      return NEITHER;
  }
}

/** Whether nothing but the text or a fresh look closes a domain of places (semantics, section 6). */
export function isOpenDomain({
  domain,
  coverage,
}: {
  readonly domain: QuantifiedForm["domain"];
  readonly coverage: unknown;
}): boolean {
  return domain.kind === "places" && !domain.declaredOnly && coverage === null;
}
