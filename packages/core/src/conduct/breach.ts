import type { Predicate, Undertaking } from "../agreement/index.ts";
import { type Exhibit, type Id, seenUntil, weigh } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import {
  type AtomHistory,
  type Form,
  type Segment,
  stands,
  unpack,
  valueAt,
} from "../verdict/index.ts";
import type { Scene } from "./scene.ts";

/**
 * The atoms that a clause asks.
 *
 * @param through - whether to go on through the clauses that it refers to; a breach never does.
 */
export function atomsOf(
  segment: Segment,
  clause: Id,
  through: "itself" | "references" = "itself",
): readonly AtomHistory[] {
  const found = new Map<string, AtomHistory>();
  const entered = new Set<Form>();
  const visit = (form: Form): void => {
    switch (form.kind) {
      case "atom":
        found.set(form.atom.key, segment.history.atom(form.atom));
        return;
      case "threshold":
        form.of.forEach(visit);
        return;
      case "quantified":
        for (const { id } of segment.history.members(form.domain)) visit(form.bodyOf(id));
        if (form.coverage !== null) visit(form.coverage);
        return;
      case "blocker":
        if (through === "references") visit(form.exception);
        return;
      case "clause": {
        const referred = segment.frame.formOfClause(form.clause, form.negated);
        if (through === "itself" || entered.has(referred)) return;
        entered.add(referred);
        visit(referred);
        return;
      }
      case "breached":
      case "nothing":
        return;
    }
  };
  visit(segment.frame.formOfClause(clause, false));
  return [...found.values()];
}

/** When an undertaking was to be done, at the instant asked about. */
export interface DueTime {
  readonly when: Instant;
  /** When its time ran out; `null` while it has not. */
  readonly ranOut: Instant | null;
}

/**
 * Whether, at an instant, an atom of an undertaking is shown not at the breach standard and it was
 * time: breach is judged on atoms, never on compounds (semantics, section 8).
 *
 * A breach is a charge, so it needs evidence about the time at which the thing was to be done (ADR
 * 0018): seen after the bearer declared it performed, or still fresh when the time ran out. What
 * was seen before shows only that it was not done yet.
 */
export function isBreachedAt(
  scene: Scene,
  segment: Segment,
  undertaking: Undertaking,
  { when, ranOut }: DueTime,
): boolean {
  return atomsOf(segment, undertaking.id).some((history) => {
    const { atom, steps } = history;
    if (!unpack(valueAt(steps, when)).breachShown) return false;
    if (undertaking.form === "refrain") return shownNot(history, when, () => true);
    if (ranOut !== null) {
      const { freshness } = atom.criterion;
      const fresh = ({ seen }: Exhibit) => freshness === null || seen.to + freshness > ranOut;
      if (shownNot(history, when, fresh)) return true;
    }
    return declaredPerformed(scene, segment, undertaking, subjectOf(atom.predicate), when).some(
      (declared) => shownNot(history, when, ({ seen }) => seen.to > declared),
    );
  });
}

/** Whether the contrary reports that count for a breach, and that nothing has overtaken, show it. */
function shownNot(
  { atom, evidence }: AtomHistory,
  when: Instant,
  counts: (exhibit: Exhibit) => boolean,
): boolean {
  // A count falls short by all its departures together, not by one report.
  if (atom.predicate.kind === "count") return true;
  const heard = evidence.heard.filter((one) => one.side === "for" || counts(one));
  return weigh(heard, atom.criterion, when).againstLevel >= atom.criterion.breach;
}

/** When the bearer said, as known, that it had performed: instants at which a breach may begin. */
export function performanceDeclarations(scene: Scene, undertaking: Id): readonly Instant[] {
  return performedStatements(scene, undertaking).map(seenUntil);
}

/** When the bearer declared performed what an atom is about. */
function declaredPerformed(
  scene: Scene,
  { frame }: Segment,
  undertaking: Undertaking,
  subject: Id | null,
  when: Instant,
): readonly Instant[] {
  return performedStatements(scene, undertaking.id)
    .filter((one) => {
      const { report } = one;
      if (report.kind !== "statement" || report.by !== undertaking.by) return false;
      if (seenUntil(one) > when) return false;
      // What it says is done is what its words cover: the narrower term declares no more (T17).
      return (
        report.term === null ||
        (subject !== null && frame.vocabulary.leaves(report.term).includes(subject))
      );
    })
    .map(seenUntil);
}

function performedStatements(scene: Scene, undertaking: Id) {
  return scene.chronicle.entries.flatMap((entry, position) => {
    if (position >= scene.knownAt || entry.kind !== "observation") return [];
    const { report } = entry;
    const said =
      report.kind === "statement" && report.stance === "performed" && report.on === undertaking;
    return said && stands(scene.chronicle, entry.id, scene.knownAt) ? [entry] : [];
  });
}

function subjectOf(predicate: Predicate): Id | null {
  switch (predicate.kind) {
    case "count":
    case "identity":
      return predicate.item;
    case "presence":
    case "activity":
    case "assessment":
      return predicate.subject;
    case "access":
    case "coverage":
    case "statement":
    case "open-term":
      return null;
  }
}
