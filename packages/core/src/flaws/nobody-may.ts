import type { JudgedClause, PowerAct } from "../agreement/index.ts";
import { namedFor, owedTo } from "../conduct/index.ts";
import type { Frame } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { atomsWithin, placeOfCondition } from "./survey.ts";

/**
 * A decision that the text provides for and that nobody may take (semantics, section 12): an
 * equivalent that nobody has the power to approve, a duty that nobody can cure, a lifting or a
 * tender whose every author needs its own approval.
 */
export function nobodyMay(frame: Frame): readonly Flaw[] {
  return frame.clauses.flatMap((clause) => [
    ...nobodyApproves(clause, frame),
    ...nobodyCures(clause, frame),
    ...nobodyDecides(clause, frame),
  ]);
}

function nobodyApproves(clause: JudgedClause, frame: Frame): readonly Flaw[] {
  const condition = frame.conditionOf(clause.id);
  if (condition === null) return [];
  const approvers = new Set(
    atomsWithin(condition).flatMap(({ criterion }) => criterion.equivalentApprovedBy ?? []),
  );
  const powers = namedFor(frame.edition, "approve", clause.id);
  const missing = [...approvers].filter(
    (approver) =>
      !powers.some(({ authority, power }) => authority === approver && may(authority, power)),
  );
  return missing.map((approver) => ({
    code: "nobody-may" as const,
    on: clause.id,
    at: placeOfCondition(frame, clause),
    message: `${clause.id} accepts an equivalent that ${approver} approves, and nothing lets ${approver} approve one.`,
    remedy: `Give the power: authority ${approver} may approve equivalents.`,
  }));
}

function nobodyCures(clause: JudgedClause, frame: Frame): readonly Flaw[] {
  if (clause.kind !== "undertaking" || owedTo(clause, frame.edition).length > 0) return [];
  const named = namedFor(frame.edition, "cure", clause.id);
  if (named.some(({ authority, power }) => may(authority, power))) return [];
  return [
    {
      code: "nobody-may",
      on: clause.id,
      at: clause.at,
      message: `A breach of ${clause.id} could never be cured: it is owed to nobody.`,
      remedy: "Say whom it is owed to, or name an authority that may cure it.",
    },
  ];
}

const PROVIDED: Readonly<Record<JudgedClause["kind"], PowerAct | null>> = {
  measure: "lift",
  assurance: "tender",
  undertaking: null,
  option: null,
  question: null,
};

/** Where an act is given to authorities each of which would have to approve its own. */
function nobodyDecides(clause: JudgedClause, frame: Frame): readonly Flaw[] {
  const act = PROVIDED[clause.kind];
  if (act === null) return [];
  const named = namedFor(frame.edition, act, clause.id);
  if (named.length === 0 || named.some(({ authority, power }) => may(authority, power))) return [];
  return [
    {
      code: "nobody-may",
      on: clause.id,
      at: clause.at,
      message: `Nobody may ${act} ${clause.id}: whoever may needs an approval that is its own.`,
      remedy: "Let the approval be another's.",
    },
  ];
}

/** Whether an authority can use a power: no author approves its own act. */
function may(authority: string, { withApprovalOf }: { withApprovalOf: string | null }): boolean {
  return withApprovalOf !== authority;
}
