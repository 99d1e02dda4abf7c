import type { ClauseState, Domain, PowerAct } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Bits, NEITHER, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import { type AtomFinding, findingOf } from "./atom.ts";
import type { Member } from "./domain.ts";
import type { Evidence } from "./exhibits.ts";
import type { Atom, Form } from "./form.ts";
import { formBits, type Parts } from "./form-bits.ts";
import type { Frame } from "./frame.ts";
import type { Segment } from "./history.ts";
import { bitsOf } from "./judgment.ts";
import { valueAt } from "./steps.ts";

/** A moment from which one looks ahead: what is found by then, and what is known to be there. */
export interface Prospect {
  readonly frame: Frame;
  readonly asOf: Instant;
  readonly evidence: (atom: Atom) => Evidence;
  readonly finding: (atom: Atom) => AtomFinding;
  /** How a form stands, nothing supposed. */
  readonly settled: (form: Form) => Bits;
  /** The members of a domain known at the moment. */
  readonly members: (domain: Domain) => readonly Id[];
  /** What would bring a clause into a status. */
  readonly outlook: (clause: Id, state: ClauseState) => Outlook;
}

/** What would bring a clause into a status: its life cycle says. */
export type Outlook =
  /** Evidence that verifies what it asks, or that shows it not. */
  | { readonly kind: "for" | "against" }
  /** An instant that comes by itself. */
  | { readonly kind: "instant"; readonly at: Instant; readonly say: string }
  /** A decision of any of those who may take it; of nobody where the text names none. */
  | { readonly kind: "decision"; readonly act: PowerAct; readonly by: readonly Id[] }
  | { readonly kind: "never"; readonly why: string };

/** What is supposed beside the record: the bits of some atoms, and exceptions that do not stand. */
export interface Supposition {
  /** Each supposed atom's key with its supposed bits. */
  readonly atoms: ReadonlyMap<string, Bits>;
  readonly cleared: ReadonlySet<Form>;
  /** The statuses that are supposed to stand. */
  readonly statuses: ReadonlySet<Form>;
}

/** Nothing supposed: how things stand. */
export const NOTHING_SUPPOSED: Supposition = {
  atoms: new Map(),
  cleared: new Set(),
  statuses: new Set(),
};

/** The prospect from an instant of a history. */
export function prospectOf(
  segment: Segment,
  asOf: Instant,
  outlook: Prospect["outlook"],
): Prospect {
  const { frame, history } = segment;
  const findings = new Map<string, AtomFinding>();
  const evidence = (atom: Atom) => history.atom(atom).evidence;
  return {
    frame,
    asOf,
    evidence,
    finding: (atom) => {
      const known = findings.get(atom.key) ?? findingOf(atom, evidence(atom), asOf);
      findings.set(atom.key, known);
      return known;
    },
    settled: (form) => bitsOf(valueAt(history.stepsOf(form), asOf)),
    members: (domain) => knownBy(history.members(domain), asOf),
    outlook,
  };
}

/** The members that are known by an instant. */
export function knownBy(members: readonly Member[], asOf: Instant): readonly Id[] {
  return members.filter(({ from }) => from <= asOf).map(({ id }) => id);
}

/** More parts of a condition than this are not walked through in one go. */
const MOST_STEPS = 50_000;

/** The bits that a form would have, supposing something. `null` where it is too large to say. */
export function supposedBits(
  form: Form,
  prospect: Prospect,
  supposition: Supposition = NOTHING_SUPPOSED,
): Bits | null {
  const { frame } = prospect;
  const open = new Set<string>();
  let steps = 0;
  const walk = (one: Form): Bits => formBits(one, frame, parts);
  // On its way to itself a clause brings nothing: that is its least fixed point.
  const clause = (id: Id, negated: boolean): Bits => {
    const key = `${id} ${negated}`;
    if (open.has(key)) return NEITHER;
    open.add(key);
    const found = walk(frame.formOfClause(id, negated));
    open.delete(key);
    return found;
  };
  const parts: Parts = {
    enters: () => {
      steps += 1;
      return steps <= MOST_STEPS;
    },
    atom: (atom) => supposition.atoms.get(atom.key) ?? bitsOf(prospect.finding(atom).packed),
    blocker: ({ exception, negated }) => {
      const blocks = !supposition.cleared.has(exception) && (walk(exception) & SHOWN) !== 0;
      return blocks === negated ? SHOWN : SHOWN_NOT;
    },
    referred: (one) => {
      if (one.kind === "clause") return clause(one.clause, one.negated);
      return supposition.statuses.has(one) ? SHOWN : prospect.settled(one);
    },
    members: ({ domain }) => prospect.members(domain),
  };
  const found = walk(form);
  return steps > MOST_STEPS ? null : found;
}
