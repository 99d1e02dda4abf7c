import type { ClauseState, Domain } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { opens, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import { BEGINNING, type Instant } from "../time/index.ts";
import type { Member } from "./domain.ts";
import type { Atom, Form } from "./form.ts";
import { bitsOf, type Packed, pack, UNKNOWN, unpack } from "./judgment.ts";
import { constant, join, type Steps, stepsOf, valueAt } from "./steps.ts";

/** How a form's atoms and members are read for one clause, where its life cycle bears on them. */
export interface Lens {
  /** The same only for what reads alike: what it makes of a form is kept under it. */
  readonly name: string;
  /** How an atom of the clause's own requirement runs over time. */
  readonly atom: (atom: Atom) => Steps<Packed>;
  /** When a member of a domain counts as one: `null` for as long as it is known. */
  readonly member: (member: Member, domain: Domain) => Steps<boolean> | null;
}

/** Evaluates forms in the middle of a pass over clauses that may wait on one another. */
export interface Evaluation {
  readonly through: (form: Form, lens: Lens | null) => Steps<Packed>;
}

/** What was settled of clauses, or of their contraries. */
export interface SettledClauses {
  readonly get: (clause: Id, negated: boolean) => Steps<Packed> | undefined;
  readonly set: (clause: Id, negated: boolean, steps: Steps<Packed>) => void;
}

/**
 * What a life cycle is to the judge: how the time of a duty bears on what its evidence is worth,
 * and how a clause stands. Conduct supplies them; the judge knows none by name (semantics,
 * section 8).
 */
export interface LifeCycles {
  /** How a clause's own requirement is read; `null` where its evidence alone decides. */
  readonly lensOf: (clause: Id, negated: boolean, evaluation: Evaluation) => Lens | null;
  /** Where clauses that are settled are kept, as long as nothing they rest on becomes known. */
  readonly settled: SettledClauses;
  /** Whether whoever may has held an open term shown, over time (semantics, section 6). */
  readonly heldShown: (term: Id) => Steps<boolean>;
  /** Whether a clause stands so, over time: never of the value `verified`, which is not two-valued. */
  readonly stands: (clause: Id, state: ClauseState) => Steps<boolean>;
}

/** No life cycles at all: clauses stand on their evidence alone, and no status ever holds. */
export const UNLIVED: LifeCycles = {
  lensOf: () => null,
  settled: { get: () => undefined, set: () => {} },
  heldShown: () => constant(false),
  stands: () => constant(false),
};

/** Two-valued: shown while it stands so, and shown not otherwise. */
export function twoValued(stands: boolean): Packed {
  return pack({
    ...unpack(UNKNOWN),
    bits: stands ? SHOWN : SHOWN_NOT,
    forLevel: stands ? 3 : 0,
    againstLevel: stands ? 0 : 3,
  });
}

/** What rests on an open term, which is settled once whoever may holds it shown. */
export function settledTerm(
  rests: Steps<Packed>,
  held: Steps<boolean>,
  negated: boolean,
): Steps<Packed> {
  if (!held.values.includes(true)) return rests;
  const shown = pack({ ...unpack(twoValued(!negated)), bears: true });
  return stepsOf([...rests.at, ...held.at], (when) =>
    valueAt(held, when) ? shown : valueAt(rests, when),
  );
}

/** Whether something has held without a break for as long as `after` says of each beginning. */
export function lasting(holds: Steps<boolean>, after: (began: Instant) => Instant): Steps<boolean> {
  const ripe = holds.at.flatMap((at, i) =>
    holds.values[i] === true && at !== BEGINNING ? [after(at)] : [],
  );
  return stepsOf([...holds.at, ...ripe], (when) => {
    if (!valueAt(holds, when)) return false;
    const began = beganAt(holds, when);
    return began === BEGINNING || after(began) <= when;
  });
}

function beganAt({ at, values }: Steps<boolean>, when: Instant): Instant {
  let began = BEGINNING;
  for (const [i, start] of at.entries()) {
    if (start > when) break;
    if (values[i] === true) began = start;
  }
  return began;
}

/** When a clause is verified, over time. */
export function verifiedOver(steps: Steps<Packed>): Steps<boolean> {
  return join([steps], ([packed]) => opens(bitsOf(packed!)));
}
