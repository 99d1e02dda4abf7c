import {
  type Condition,
  type Edition,
  type JudgedClause,
  type Vocabulary,
  vocabularyOf,
} from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Barred, barredBy } from "./barred.ts";
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
  const barred = new Map<Id, Barred>();
  const barredIn = (id: Id): Barred => {
    const known = barred.get(id) ?? barredBy(byId.get(id), edition, vocabulary);
    barred.set(id, known);
    return known;
  };
  const conditionOf = (id: Id): Condition | null => {
    const clause = byId.get(id);
    return clause === undefined ? null : conditionOfClause(clause, edition);
  };
  const form = (
    key: string,
    id: Id,
    condition: Condition | null,
    negated: boolean,
    asks: "verified" | "due" = "verified",
  ): Form => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const { required, due, excepted, owing } = barredIn(id);
    const self = asks === "due" ? due : required;
    const context = { clause: id, self, excused: excepted, owing, vocabulary };
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
      return form(`${id} due`, id, clause.dueWhen, false, "due");
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
