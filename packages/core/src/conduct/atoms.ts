import type { Id } from "../evidence/index.ts";
import type { AtomHistory, Form, Segment } from "../verdict/index.ts";

/**
 * The atoms that a clause asks.
 *
 * @param through - whether to go on through the clauses that it refers to.
 */
export function atomsOf(
  { frame, history }: Segment,
  clause: Id,
  through: "itself" | "references" = "itself",
): readonly AtomHistory[] {
  const found = new Map<string, AtomHistory>();
  const entered = new Set<Form>();
  const visit = (form: Form): void => {
    switch (form.kind) {
      case "atom":
        found.set(form.atom.key, history.atom(form.atom));
        return;
      case "threshold":
        form.of.forEach(visit);
        return;
      case "quantified":
        for (const { id } of history.members(form.domain)) visit(form.bodyOf(id));
        if (form.coverage !== null) visit(form.coverage);
        return;
      case "level":
        visit(frame.formOfLevel(form.clause, form.level, form.negated));
        return;
      case "blocker":
        if (through === "references") visit(form.exception);
        return;
      case "clause":
      case "status": {
        const negated = form.kind === "clause" && form.negated;
        const referred = frame.formOfClause(form.clause, negated);
        if (through === "itself" || entered.has(referred)) return;
        entered.add(referred);
        visit(referred);
        return;
      }
      case "nothing":
        return;
    }
  };
  visit(frame.formOfClause(clause, false));
  return [...found.values()];
}
