import type { Domain } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import type { Form } from "./form.ts";
import type { Frame } from "./frame.ts";

/**
 * The forms that a form is put together from, in their order: what each member of a domain is asked
 * and then what closes the domain, an exception, what a level asks. A clause that a form refers to
 * is no part of it.
 *
 * @param members - the members of a domain that are gone through.
 */
export function partsOfForm(
  form: Form,
  frame: Frame,
  members: (domain: Domain) => readonly { readonly id: Id }[],
): readonly Form[] {
  switch (form.kind) {
    case "threshold":
      return form.of;
    case "blocker":
      return [form.exception];
    case "level":
      return [frame.formOfLevel(form.clause, form.level, form.negated)];
    case "quantified": {
      const bodies = members(form.domain).map(({ id }) => form.bodyOf(id));
      return form.coverage === null ? bodies : [...bodies, form.coverage];
    }
    case "atom":
    case "clause":
    case "status":
    case "nothing":
      return [];
  }
}
