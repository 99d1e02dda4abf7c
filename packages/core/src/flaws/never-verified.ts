import type { JudgedClause } from "../agreement/index.ts";
import { type Bits, NEITHER, opens, SHOWN } from "../logic/index.ts";
import { type Atom, type Frame, sayAtom } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { areContrary, bitsUnder, necessaryAtoms, placeOfCondition } from "./survey.ts";

/**
 * A condition that no evidence can open. What it waits on is taken to be verified, so that each
 * flaw is told where it is; what rests on an open term is told with the term.
 */
export function neverVerified(frame: Frame): readonly Flaw[] {
  return frame.clauses.flatMap((clause) => {
    const form = frame.formOfClause(clause.id, false);
    // A question opens no gate, and its words speak of what is known.
    if (form.kind === "nothing" || clause.kind === "question") return [];
    const contraries = contraryAtoms(necessaryAtoms(form));
    if (contraries !== null) {
      const [one, other] = contraries.map((atom) => `"${sayAtom(atom, frame.vocabulary)}"`);
      return [flawOf(frame, clause, `it asks both ${one} and ${other}`)];
    }
    const best = { atom: () => SHOWN, clause: () => SHOWN, breached: true };
    return opens(bitsUnder(form, frame, best))
      ? []
      : [flawOf(frame, clause, "it asks more than could ever be shown")];
  });
}

function flawOf(frame: Frame, clause: JudgedClause, why: string): Flaw {
  return {
    code: "never-verified",
    on: clause.id,
    at: placeOfCondition(frame, clause),
    message: `No evidence could ever verify ${clause.id}: ${why}.`,
    remedy: "Ask for something that could be shown, or take out what excludes it.",
  };
}

function contraryAtoms(atoms: readonly Atom[]): readonly [Atom, Atom] | null {
  for (const [i, one] of atoms.entries()) {
    const other = atoms.slice(i + 1).find((later) => areContrary(one, later));
    if (other !== undefined) return [one, other];
  }
  return null;
}

/** A condition that is open from the start, on an empty record: whatever hangs on it is free. */
export function alwaysVerified(frame: Frame): readonly Flaw[] {
  return frame.clauses.flatMap((clause): readonly Flaw[] => {
    const form = frame.formOfClause(clause.id, false);
    const none = { atom: bitsOnEmptyRecord, clause: () => NEITHER, breached: false };
    if (!opens(bitsUnder(form, frame, none))) return [];
    return [
      {
        code: "always-verified",
        on: clause.id,
        at: placeOfCondition(frame, clause),
        message: `${clause.id} is verified from the start, before anything is reported.`,
        remedy: "Ask for at least one thing that has to be shown.",
      },
    ];
  });
}

function bitsOnEmptyRecord({ predicate, negated }: Atom): Bits {
  const nothingAsked =
    predicate.kind === "count" && typeof predicate.amount === "number" && predicate.amount <= 0;
  return nothingAsked && !negated ? SHOWN : NEITHER;
}
