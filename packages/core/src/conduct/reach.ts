import type { Domain } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Atom, type Form, partsOfForm, type Segment, valueAt } from "../verdict/index.ts";
import type { Side } from "./side.ts";

/** What a clause rests on, as far as it is not the same at two moments. */
export interface Reach {
  /** The atoms that the texts of either moment ask, by their keys. */
  readonly atoms: ReadonlyMap<string, Atom>;
  /** The clauses that it refers to, itself among them. */
  readonly clauses: ReadonlySet<Id>;
  /** The open terms that it rests on, which someone may hold shown. */
  readonly terms: ReadonlySet<Id>;
  /** The domains over which it is asked, by what names them. */
  readonly domains: ReadonlyMap<string, Domain>;
}

/**
 * Follows a clause down to its atoms, leaving out every condition that stands alike at two moments
 * under one text: what did not change made nothing change.
 */
export function reachOf(before: Side, after: Side, clause: Id): Reach {
  const segments = [segmentOf(before), segmentOf(after)] as const;
  const isOneText = segments[0].frame === segments[1].frame;
  const sides = [before, after] as const;
  const isAlike = (form: Form): boolean => {
    if (!isOneText) return false;
    const [then, now] = segments.map(({ history }, i) =>
      valueAt(history.stepsOf(form), sides[i]!.inquiry.asOf),
    );
    return then === now;
  };
  const reach = {
    atoms: new Map(),
    clauses: new Set<Id>(),
    terms: new Set<Id>(),
    domains: new Map(),
  };
  for (const segment of isOneText ? [segments[1]] : segments) {
    follow(clause, segment, isOneText ? segments : [segment], isAlike, reach);
  }
  return reach;
}

/** The text in force at a side's moment, with its history. */
export function segmentOf({ conduct, inquiry }: Side): Segment {
  return conduct.scene.history.segmentAt(inquiry.asOf);
}

interface Found {
  readonly atoms: Map<string, Atom>;
  readonly clauses: Set<Id>;
  readonly terms: Set<Id>;
  readonly domains: Map<string, Domain>;
}

function follow(
  asked: Id,
  { frame }: Segment,
  histories: readonly Segment[],
  isAlike: (form: Form) => boolean,
  found: Found,
): void {
  const entered = new Set<Id>();
  const enter = (id: Id): void => {
    if (entered.has(id)) return;
    entered.add(id);
    found.clauses.add(id);
    if (frame.clause(id) !== undefined) frame.formsOf(id).forEach(visit);
  };
  const membersOf = (domain: Domain) => histories.flatMap(({ history }) => history.members(domain));
  const visit = (form: Form): void => {
    if (isAlike(form)) return;
    if (form.kind === "atom") {
      const { key, predicate } = form.atom;
      found.atoms.set(key, form.atom);
      if (predicate.kind === "open-term") found.terms.add(predicate.term);
    }
    if (form.kind === "quantified") found.domains.set(JSON.stringify(form.domain), form.domain);
    if (form.kind === "clause" || form.kind === "status") enter(form.clause);
    new Set(partsOfForm(form, frame, membersOf)).forEach(visit);
  };
  enter(asked);
}
