/** Whose own word opens nothing, in which condition of a clause (semantics, section 5, *not-self*). */
import type { Edition, JudgedClause, Vocabulary } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";

/** The bodies that each condition of a clause bars. */
export interface Barred {
  /** In what the clause requires: its bearer; where nobody bears it, for whom the gate opens. */
  readonly required: readonly Id[];
  /** In `due when`: whom the duty is owed to. */
  readonly due: readonly Id[];
  /** In an exception: whom it excuses. */
  readonly excepted: readonly Id[];
  /** Whose declarations a count is held against: whoever owes the thing. */
  readonly owing: readonly Id[];
}

/** Whom the conditions of a clause bar, with whoever acts for them (T24). */
export function barredBy(
  clause: JudgedClause | undefined,
  edition: Edition,
  vocabulary: Vocabulary,
): Barred {
  // Most clauses say to whom they are owed, and ask nothing of all that is declared.
  const declared = () => [...edition.declarations.values()].map(({ declaration }) => declaration);
  const reader = edition.reading?.by ?? null;
  const withAgents = (ids: readonly Id[]) => [...new Set(ids.flatMap(vocabulary.withAgents))];
  const others = (by: Id) =>
    declared().flatMap((one) => (one.kind === "party" && one.id !== by ? [one.id] : []));
  // Whoever owes an undertaking, and the states whose cooperation is owed through it (T28).
  const bearers = (but: Id | null) =>
    declared().flatMap((one) =>
      one.kind === "undertaking" && one.by !== but ? [one.by, ...one.cooperationOf] : [],
    );
  const of = (barred: Partial<Barred> & Pick<Barred, "required" | "excepted">): Barred => {
    const required = withAgents(barred.required);
    return {
      required,
      due: withAgents(barred.due ?? []),
      excepted: withAgents(barred.excepted),
      owing: barred.owing === undefined ? required : withAgents(barred.owing),
    };
  };
  switch (clause?.kind) {
    case "undertaking": {
      const own = [clause.by, ...clause.cooperationOf];
      const due = clause.to === null ? others(clause.by) : [clause.to];
      return of({ required: own, due, excepted: own });
    }
    case "measure": {
      const required = others(clause.by);
      return of({ required, excepted: [clause.by], owing: bearers(clause.by) });
    }
    case "assurance": {
      const required = clause.to === null ? others(clause.by) : [clause.to];
      return of({ required, excepted: [clause.by], owing: bearers(clause.by) });
    }
    case "option":
      return of({
        required: [clause.by],
        excepted: others(clause.by),
        owing: bearers(clause.by),
      });
    default: {
      const required = bearers(reader);
      return of({ required, excepted: required });
    }
  }
}
