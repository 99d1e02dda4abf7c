import {
  type AtomCondition,
  type Condition,
  conditionsWithin,
  EACH,
  type JudgedClause,
  type TextPlace,
} from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Bits, NEITHER, not, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import {
  type Atom,
  type Form,
  type Frame,
  formBits,
  type Parts,
  type QuantifiedForm,
} from "../verdict/index.ts";

/** Where what verifies a clause is written: its requirement, or the clause itself. */
export function placeOfCondition(frame: Frame, clause: JudgedClause): TextPlace {
  return frame.edition.requirements.get(clause.id)?.requirement.at ?? clause.at;
}

/** Every condition that a text makes something depend on, with the clause that it belongs to. */
export function conditionsOf(
  frame: Frame,
): readonly { readonly clause: JudgedClause; readonly condition: Condition }[] {
  return frame.clauses.flatMap((clause) => {
    const due = clause.kind === "undertaking" ? clause.dueWhen : null;
    return [frame.conditionOf(clause.id), due].flatMap((condition) =>
      condition === null ? [] : [{ clause, condition }],
    );
  });
}

/** The atoms within a condition. */
export function atomsWithin(condition: Condition): readonly AtomCondition[] {
  return conditionsWithin(condition).filter((one) => one.kind === "atom");
}

/** What one takes to be known, in looking what a form could come to. */
export interface Assumption {
  readonly atom: (atom: Atom) => Bits;
  /** What another clause is taken to be. */
  readonly clause: (clause: Id) => Bits;
  /** Whether clauses stand breached where that is what is asked. */
  readonly breached: boolean;
}

/** More parts of a condition than this are not walked through. */
const MOST_STEPS = 50_000;

/** The bits that a form comes to under an assumption. Too large a form comes to nothing known. */
export function bitsUnder(form: Form, frame: Frame, assumption: Assumption): Bits {
  let steps = 0;
  const parts: Parts = {
    enters: () => {
      steps += 1;
      return steps <= MOST_STEPS;
    },
    atom: assumption.atom,
    blocker: ({ exception, negated }) => {
      // One looks at the clause itself: its exception has not arisen.
      const bits = negated ? formBits(exception, frame, parts) : NEITHER;
      return ((bits & SHOWN) !== 0) === negated ? SHOWN : SHOWN_NOT;
    },
    referred: (one) => {
      if (one.kind === "status") return assumption.breached && !one.negated ? SHOWN : NEITHER;
      const assumed = assumption.clause(one.clause);
      return one.negated ? not(assumed) : assumed;
    },
    // What is asked of each member is asked alike, so that one member stands for all.
    members: (one) => (isEmptyForGood(one, frame) ? [] : [EACH]),
  };
  return formBits(form, frame, parts);
}

function isEmptyForGood({ domain }: QuantifiedForm, { vocabulary }: Frame): boolean {
  switch (domain.kind) {
    case "places":
      return domain.declaredOnly && vocabulary.placesOfKind(domain.placeKind).length === 0;
    case "members":
      return vocabulary.membersOf(domain.group).length === 0;
    case "reported":
      return false;
  }
}

/** Atoms that must all be shown for a form to be verified, as far as that is plain from its shape. */
export function necessaryAtoms(form: Form): readonly Atom[] {
  switch (form.kind) {
    case "atom":
      return [form.atom];
    case "threshold":
      return form.k === form.of.length ? form.of.flatMap(necessaryAtoms) : [];
    case "quantified":
      return form.every ? necessaryAtoms(form.bodyOf(EACH)) : [];
    case "blocker":
    case "clause":
    case "status":
    case "level":
    case "nothing":
      return [];
  }
}

/** Whether two atoms ask a thing and its contrary of the same matter. */
export function areContrary(one: Atom, other: Atom): boolean {
  const [left, right] = [one, other].map(({ predicate }) => {
    const { state, ...matter } = { state: null, ...predicate };
    return { state, matter: JSON.stringify(matter) };
  }) as [Matter, Matter];
  if (left.matter !== right.matter) return false;
  if (left.state === right.state) return one.negated !== other.negated;
  return one.predicate.kind === "presence" && one.negated === other.negated;
}

interface Matter {
  readonly state: string | null;
  readonly matter: string;
}
