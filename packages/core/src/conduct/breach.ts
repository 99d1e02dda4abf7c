import type { Predicate, Undertaking } from "../agreement/index.ts";
import { type Id, seenUntil } from "../evidence/index.ts";
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

/**
 * Whether, at an instant, an atom of an undertaking is shown not at the breach standard and it was
 * time: breach is judged on atoms, never on compounds (semantics, section 8).
 */
export function isBreachedAt(
  scene: Scene,
  segment: Segment,
  undertaking: Undertaking,
  when: Instant,
  ranOut: boolean,
): boolean {
  return atomsOf(segment, undertaking.id).some(({ atom, steps }) => {
    if (!unpack(valueAt(steps, when)).breachShown) return false;
    if (undertaking.form === "refrain" || ranOut) return true;
    return declaredPerformed(scene, segment, undertaking, subjectOf(atom.predicate), when);
  });
}

/** When the bearer said, as known, that it had performed: instants at which a breach may begin. */
export function performanceDeclarations(scene: Scene, undertaking: Id): readonly Instant[] {
  return performedStatements(scene, undertaking).map(seenUntil);
}

function declaredPerformed(
  scene: Scene,
  { frame }: Segment,
  undertaking: Undertaking,
  subject: Id | null,
  when: Instant,
): boolean {
  return performedStatements(scene, undertaking.id).some((one) => {
    const { report } = one;
    if (report.kind !== "statement" || report.by !== undertaking.by) return false;
    if (seenUntil(one) > when) return false;
    // What it says is done is what its words cover: the narrower term declares no more (T17).
    return (
      report.term === null ||
      (subject !== null && frame.vocabulary.leaves(report.term).includes(subject))
    );
  });
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
