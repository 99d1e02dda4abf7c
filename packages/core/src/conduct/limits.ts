import type { Id } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import {
  type Form,
  type Limit,
  partsOfForm,
  type Segment,
  unpack,
  valueAt,
} from "../verdict/index.ts";

/**
 * What a clause's verdict leaves open at an instant: a condition on places of which the rest of the
 * area was not seen speaks of known places only, and a share of what was declared of that (T19).
 */
export function limitsOf({ frame, history }: Segment, clause: Id, asOf: Instant): readonly Limit[] {
  const found = new Set<Limit>();
  const entered = new Set<Id>();
  const isLimited = (form: Form) => unpack(valueAt(history.stepsOf(form), asOf)).declaredOnly;
  const enter = (id: Id): void => {
    if (entered.has(id) || frame.clause(id) === undefined) return;
    entered.add(id);
    visit(frame.formOfClause(id, false));
  };
  const visit = (form: Form): void => {
    if (!isLimited(form)) return;
    switch (form.kind) {
      case "atom":
        found.add("declared only");
        return;
      case "quantified":
        found.add("known places only");
        return;
      case "clause":
      case "status":
        enter(form.clause);
        return;
      default:
        partsOfForm(form, frame, history.members).forEach(visit);
    }
  };
  enter(clause);
  return [...found].sort();
}
