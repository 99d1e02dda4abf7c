import type { ClauseState } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Instant, instant } from "../time/index.ts";
import {
  type AtomHistory,
  type Form,
  type FormHistory,
  type Frame,
  partsOfForm,
  type Segment,
} from "../verdict/index.ts";

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
  return atomsUnder(frame.formOfClause(clause, false), frame, history, {
    exceptions: through === "references",
    referred: () => through === "references",
  });
}

/** What of what a form refers to is gone into. */
interface Reach {
  readonly exceptions: boolean;
  readonly referred: (form: Extract<Form, { kind: "clause" | "status" }>) => boolean;
}

function atomsUnder(
  root: Form,
  frame: Frame,
  history: FormHistory,
  reach: Reach,
): readonly AtomHistory[] {
  const found = new Map<string, AtomHistory>();
  const entered = new Set<Form>();
  const visit = (form: Form): void => {
    if (form.kind === "atom") found.set(form.atom.key, history.atom(form.atom));
    if (form.kind === "clause" || form.kind === "status") {
      const negated = form.kind === "clause" && form.negated;
      const referred = frame.formOfClause(form.clause, negated);
      if (!reach.referred(form) || entered.has(referred)) return;
      entered.add(referred);
      visit(referred);
    }
    if (form.kind === "blocker" && !reach.exceptions) return;
    partsOfForm(form, frame, history.members).forEach(visit);
  };
  visit(root);
  return [...found.values()];
}

/** What evidence brings about at its own end, and neither a clock nor a decision. */
const BEGUN_BY_EVIDENCE: ReadonlySet<ClauseState> = new Set<ClauseState>([
  "verified",
  "contradicted",
  "conflicting",
  "performed",
  "late",
  "breached",
]);

/**
 * The date from which a term counts that begins when something comes to be shown (ADR 0146): a
 * report of a day shows it at that day's end, the next day's first instant, and its date is the day
 * itself. What a clock or a decision brings about at that instant is of the day that begins then.
 */
export function countedFrom(
  form: Form,
  frame: Frame,
  history: FormHistory,
): (shown: Instant) => Instant {
  let ends: ReadonlySet<Instant> | null = null;
  const reach: Reach = {
    exceptions: false,
    referred: (one) =>
      one.kind === "clause" || (one.for === null && BEGUN_BY_EVIDENCE.has(one.state)),
  };
  return (shown) => {
    ends ??= new Set(
      atomsUnder(form, frame, history, reach).flatMap(({ evidence }) =>
        evidence.exhibits.flatMap(({ seen: { from, to } }) => (from < to ? [to] : [])),
      ),
    );
    return ends.has(shown) ? instant(shown - 1) : shown;
  };
}
