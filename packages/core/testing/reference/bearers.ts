/** Whose word opens nothing in which condition (section 5, *not-self*). */
import type { JudgedClause } from "../../src/agreement/index.ts";
import type { Id } from "../../src/evidence/index.ts";
import { type Declarations, partiesOf, withAgents } from "./names.ts";

/** In what a clause requires: its bearer; where nobody bears it, for whose benefit it opens. */
export function barredIn(
  clause: JudgedClause,
  names: Declarations,
  reader: Id | null,
): ReadonlySet<Id> {
  switch (clause.kind) {
    case "undertaking":
      return withAgents(names, [clause.by, ...clause.cooperationOf]);
    case "option":
      return withAgents(names, [clause.by]);
    case "assurance":
      return withAgents(names, clause.to === null ? others(clause.by, names) : [clause.to]);
    case "measure":
      return withAgents(names, others(clause.by, names));
    case "question":
      return withAgents(names, allBearers(names, reader));
  }
}

/** In `due when`: the party that the duty is owed to. */
export function barredInDue(clause: JudgedClause, names: Declarations): ReadonlySet<Id> {
  if (clause.kind !== "undertaking") return new Set();
  return withAgents(names, clause.to === null ? others(clause.by, names) : [clause.to]);
}

/** In an exception: whom it excuses. */
export function excusedBy(
  clause: JudgedClause,
  names: Declarations,
  reader: Id | null,
): ReadonlySet<Id> {
  switch (clause.kind) {
    case "undertaking":
      return withAgents(names, [clause.by, ...clause.cooperationOf]);
    case "measure":
    case "assurance":
      return withAgents(names, [clause.by]);
    case "option":
      return withAgents(names, others(clause.by, names));
    case "question":
      return barredIn(clause, names, reader);
  }
}

function others(by: Id, names: Declarations): readonly Id[] {
  return partiesOf(names).filter((party) => party !== by);
}

function allBearers(names: Declarations, reader: Id | null): readonly Id[] {
  return [...names.values()].flatMap((one) =>
    one.kind === "undertaking" && one.by !== reader ? [one.by, ...one.cooperationOf] : [],
  );
}
