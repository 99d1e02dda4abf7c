import type { JudgedClause } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { NEITHER, opens, SHOWN } from "../logic/index.ts";
import { type Atom, type Frame, sayAtom } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { bitsUnder, placeOfCondition } from "./survey.ts";

/** What only the party that owes it could show, although its word verifies nothing (T24). */
export function selfVerified(frame: Frame): readonly Flaw[] {
  return frame.clauses.flatMap((clause) => {
    if (clause.kind === "option") return [];
    const atoms = hindering(frame, clause, isSelfVerified);
    if (atoms.length === 0) return [];
    const said = sayAtom(atoms[0]!, frame.vocabulary);
    return [
      {
        code: "self-verified" as const,
        on: clause.id,
        at: placeOfCondition(frame, clause),
        message:
          `Only the party that owes ${clause.id} could show "${said}", ` +
          "and its own word never verifies it.",
        remedy: "Name a method of seeing for oneself, or observers who do not owe it.",
      },
    ];
  });
}

/** An option of a party that only its own evidence could open. */
export function ownAccuser(frame: Frame): readonly Flaw[] {
  return frame.clauses.flatMap((clause) => {
    if (clause.kind !== "option") return [];
    const atoms = hindering(frame, clause, isSelfVerified);
    if (atoms.length === 0) return [];
    return [
      {
        code: "own-accuser" as const,
        on: clause.id,
        at: placeOfCondition(frame, clause),
        message:
          `Only ${clause.by}, for whom ${clause.id} opens, could show ` +
          `"${sayAtom(atoms[0]!, frame.vocabulary)}", and its own word never opens it.`,
        remedy: "Let others observe it, or name a method of seeing for oneself.",
      },
    ];
  });
}

/** What nobody whom the text knows is eligible to observe (T31). */
export function noEligibleObserver(frame: Frame): readonly Flaw[] {
  return frame.clauses.flatMap((clause) => {
    const atoms = hindering(frame, clause, (atom) => hasNoObserver(atom, frame));
    if (atoms.length === 0) return [];
    const said = sayAtom(atoms[0]!, frame.vocabulary);
    return [
      {
        code: "no-eligible-observer" as const,
        on: clause.id,
        at: placeOfCondition(frame, clause),
        message: `No party, state or body of the text may observe "${said}".`,
        remedy:
          'Declare a body that may, such as body UN "United Nations", or widen who may observe.',
      },
    ];
  });
}

/** The atoms of one kind without which a clause could not be verified, whatever else is shown. */
function hindering(
  frame: Frame,
  clause: JudgedClause,
  hinders: (atom: Atom) => boolean,
): readonly Atom[] {
  const found = new Map<string, Atom>();
  const bits = bitsUnder(frame.formOfClause(clause.id, false), frame, {
    atom: (atom) => {
      if (!hinders(atom)) return SHOWN;
      found.set(atom.key, atom);
      return NEITHER;
    },
    clause: () => SHOWN,
    breached: true,
  });
  return opens(bits) ? [] : [...found.values()];
}

function isSelfVerified({ predicate, criterion, self, clause }: Atom): boolean {
  if (predicate.kind === "statement") {
    // To make a statement is to perform what is owed; to say of the duty itself that one performed
    // it, or will, is not. A promise of something else may well be what a gate waits for.
    const { by, on, stance } = predicate;
    const isWord = stance === "promises" || stance === "performed";
    return isWord && on === clause && self.includes(by);
  }
  // To grant access is to perform what is owed.
  if (predicate.kind === "access" || self.length === 0) return false;
  const { methods, eligibility, equivalentApprovedBy } = criterion;
  const word = methods.length > 0 && methods.every((method) => method === "statement");
  if (word && equivalentApprovedBy === null) return true;
  const able = ableOf(eligibility);
  return able.length > 0 && able.every((one) => self.includes(one));
}

function ableOf(eligibility: Atom["criterion"]["eligibility"]): readonly Id[] {
  if (eligibility === null) return [];
  return eligibility.of.filter((one) => !eligibility.notOf.includes(one));
}

function hasNoObserver({ criterion, self }: Atom, { edition, vocabulary }: Frame): boolean {
  const { eligibility } = criterion;
  if (eligibility === null) return false;
  const barred = new Set(eligibility.notOf.flatMap(vocabulary.withAgents));
  if (eligibility.of.length > 0) return ableOf(eligibility).length === 0;
  return ![...edition.declarations.values()].some(({ declaration: { kind, id } }) => {
    const sees = kind === "party" || kind === "state" || kind === "body";
    return sees && !barred.has(id) && !self.includes(id);
  });
}
