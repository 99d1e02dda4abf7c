import { type AtomCondition, conditionsWithin, type JudgedClause } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Frame, sayAtom } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { atomsWithin, placeOfCondition } from "./survey.ts";

/**
 * A standing promise (an assurance, or an undertaking that goes on) that rests on a state of
 * things with no freshness: seen once, it would hold for ever (T23). It is told where the state
 * is asked, which may be another clause that the promise waits on.
 */
export function perishable(frame: Frame): readonly Flaw[] {
  const found = new Map<Id, Flaw>();
  for (const promise of frame.clauses.filter(isStanding)) {
    for (const clause of restsOn(promise.id, frame)) {
      const condition = frame.conditionOf(clause.id);
      const ageless = condition === null ? [] : atomsWithin(condition).filter(isAgeless);
      if (ageless.length === 0 || found.has(clause.id)) continue;
      found.set(clause.id, flawOf(frame, promise, clause, ageless[0]!));
    }
  }
  return [...found.values()];
}

function isStanding(clause: JudgedClause): boolean {
  return (
    clause.kind === "assurance" || (clause.kind === "undertaking" && clause.form !== "achieve")
  );
}

function isAgeless({ predicate, criterion }: AtomCondition): boolean {
  if (criterion.freshness !== null) return false;
  switch (predicate.kind) {
    case "presence":
    case "access":
    case "coverage":
      return true;
    case "activity":
      // What is complete is an event, and stays.
      return predicate.state !== "complete";
    case "count":
    case "identity":
    case "statement":
    case "assessment":
    case "open-term":
      return false;
  }
}

/** A clause and all that it waits on, however far. */
function restsOn(id: Id, frame: Frame): readonly JudgedClause[] {
  const reached = new Set([id]);
  for (const one of reached) {
    const condition = frame.conditionOf(one);
    for (const part of condition === null ? [] : conditionsWithin(condition)) {
      if (part.kind === "clause" && part.state === "verified") reached.add(part.clause);
    }
  }
  return [...reached].flatMap((one) => frame.clause(one) ?? []);
}

function flawOf(
  frame: Frame,
  promise: JudgedClause,
  clause: JudgedClause,
  { predicate }: AtomCondition,
): Flaw {
  const said = sayAtom({ predicate, negated: false }, frame.vocabulary);
  const on = promise === clause ? "" : `, on which ${promise.id} rests,`;
  return {
    code: "perishable",
    on: clause.id,
    at: placeOfCondition(frame, clause),
    message: `"${said}"${on} would hold for ever once seen: it states no freshness.`,
    remedy: 'Say how long what was seen is good for: "seen within 14 days".',
  };
}
