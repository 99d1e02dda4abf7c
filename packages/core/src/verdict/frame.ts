import {
  type Condition,
  type Edition,
  type JudgedClause,
  type Vocabulary,
  vocabularyOf,
} from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Form, formOf } from "./form.ts";

/** An edition made ready to be judged: its clauses, each with the form of what verifies it. */
export interface Frame {
  readonly edition: Edition;
  readonly vocabulary: Vocabulary;
  /** The clauses that verdicts are given on, in the order of the text. */
  readonly clauses: readonly JudgedClause[];
  readonly clause: (id: Id) => JudgedClause | undefined;
  /** What verifies a clause, or its contrary; `nothing` where no text says. */
  readonly formOfClause: (id: Id, negated: boolean) => Form;
  /** When an undertaking falls due; `null` for from the start. */
  readonly dueForm: (id: Id) => Form | null;
  /** The condition behind `formOfClause`, as the text has it. */
  readonly conditionOf: (id: Id) => Condition | null;
}

/** Frames an edition. */
export function frameOf(edition: Edition): Frame {
  const vocabulary = vocabularyOf(edition);
  const clauses = [...edition.declarations.values()]
    .map(({ declaration }) => declaration)
    .filter(isJudged);
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const made = new Map<string, Form>();
  const reader = edition.reading?.by ?? null;
  const self = (id: Id) => selfOf(byId.get(id), clauses, vocabulary, reader);
  const conditionOf = (id: Id): Condition | null => {
    const clause = byId.get(id);
    return clause === undefined ? null : conditionOfClause(clause, edition);
  };
  const form = (key: string, id: Id, condition: Condition | null, negated: boolean): Form => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const context = { clause: id, self: self(id), vocabulary };
    const fresh: Form =
      condition === null ? { kind: "nothing" } : formOf(condition, context, negated);
    made.set(key, fresh);
    return fresh;
  };
  return {
    edition,
    vocabulary,
    clauses,
    clause: (id) => byId.get(id),
    conditionOf,
    formOfClause: (id, negated) => form(`${id} ${negated}`, id, conditionOf(id), negated),
    dueForm: (id) => {
      const clause = byId.get(id);
      if (clause?.kind !== "undertaking" || clause.dueWhen === null) return null;
      return form(`${id} due`, id, clause.dueWhen, false);
    },
  };
}

function isJudged(declaration: { readonly kind: string }): declaration is JudgedClause {
  return JUDGED_KINDS.has(declaration.kind);
}

const JUDGED_KINDS: ReadonlySet<string> = new Set([
  "undertaking",
  "measure",
  "assurance",
  "option",
  "question",
]);

function conditionOfClause(clause: JudgedClause, edition: Edition): Condition | null {
  const required = edition.requirements.get(clause.id)?.requirement.condition ?? null;
  switch (clause.kind) {
    case "undertaking":
      return required;
    case "measure":
      return required ?? clause.until;
    case "assurance":
      return required ?? clause.while;
    case "option":
      return required ?? clause.opensWhen;
    case "question":
      return required ?? clause.condition;
  }
}

/**
 * Whose own word never verifies what a clause asks (T24): its bearer, the states whose cooperation
 * is owed through it, and whoever acts for them. For a clause that nobody owes, a question or the
 * condition of a measure, that is everyone who owes an undertaking, but not the side that asks.
 */
function selfOf(
  clause: JudgedClause | undefined,
  clauses: readonly JudgedClause[],
  vocabulary: Vocabulary,
  reader: Id | null,
): readonly Id[] {
  const asking = clause === undefined || clause.kind === "question" ? reader : clause.by;
  const bearers =
    clause?.kind === "undertaking"
      ? [clause]
      : clauses.filter((one) => one.kind === "undertaking").filter((one) => one.by !== asking);
  const parties = bearers.flatMap((one) => [one.by, ...one.cooperationOf]);
  return [...new Set(parties.flatMap(vocabulary.withAgents))];
}
