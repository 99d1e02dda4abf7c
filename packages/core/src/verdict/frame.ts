import {
  type Condition,
  clocksOf,
  type Edition,
  isJudgedClause,
  type JudgedClause,
  type Vocabulary,
  verifiedBy,
  vocabularyOf,
} from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import type { Clocks } from "../time/index.ts";
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
  /** A level of a clause's ladder with all below it, or its contrary. */
  readonly formOfLevel: (id: Id, level: Id, negated: boolean) => Form;
  /** A condition that a clause states beside what verifies it: an exception, an event, a notice. */
  readonly formOf: (id: Id, condition: Condition, asks?: Asks) => Form;
  /** Every form that the life of a clause is played from: what verifies it, what moves its times. */
  readonly formsOf: (id: Id) => readonly Form[];
  /** On whose clocks, and by which calendar, its terms are counted. */
  readonly clocks: Clocks;
  /** The condition behind `formOfClause`, as the text has it. */
  readonly conditionOf: (id: Id) => Condition | null;
}

/** Frames an edition. */
export function frameOf(edition: Edition): Frame {
  const vocabulary = vocabularyOf(edition);
  const clauses = [...edition.declarations.values()]
    .map(({ declaration }) => declaration)
    .filter(isJudgedClause);
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const makes = formMaker(edition, vocabulary, byId);
  const conditionOf = (id: Id): Condition | null => {
    const clause = byId.get(id);
    return clause === undefined ? null : verifiedBy(clause, edition);
  };
  const asked = [new Map<Id, Form>(), new Map<Id, Form>()] as const;
  const formOfClause = (id: Id, negated: boolean): Form => {
    const known = asked[negated ? 1 : 0].get(id);
    if (known !== undefined) return known;
    const form = makes.named(`${id} ${negated}`, id, conditionOf(id), negated);
    asked[negated ? 1 : 0].set(id, form);
    return form;
  };
  const dueForm = (id: Id): Form | null => {
    const clause = byId.get(id);
    if (clause?.kind !== "undertaking" || clause.dueWhen === null) return null;
    return makes.named(`${id} due`, id, clause.dueWhen, false, "due");
  };
  return {
    edition,
    vocabulary,
    clauses,
    clause: (id) => byId.get(id),
    conditionOf,
    formOfClause,
    formsOf: (id) => {
      const due = dueForm(id);
      return [
        formOfClause(id, false),
        ...(due === null ? [] : [due]),
        ...besideOf(byId.get(id)).map(({ condition, asks }) => makes.beside(id, condition, asks)),
      ];
    },
    dueForm,
    formOfLevel: (id, level, negated) => {
      const condition = conditionOfLevel(byId.get(id), level, edition);
      return makes.named(`${id} ${level} ${negated}`, id, condition, negated);
    },
    formOf: makes.beside,
    clocks: clocksOf(edition.agreement),
  };
}

/** Makes the forms of an edition, each once, with whose own word each condition bars. */
function formMaker(
  edition: Edition,
  vocabulary: Vocabulary,
  clauses: ReadonlyMap<Id, JudgedClause>,
) {
  const byName = new Map<string, Form>();
  const byCondition = new Map<Condition, Form>();
  const barred = new Map<Id, Barred>();
  const make = (id: Id, condition: Condition, negated: boolean, asks: Asks): Form => {
    const known = barred.get(id) ?? barredBy(clauses.get(id), edition, vocabulary);
    barred.set(id, known);
    const { [asks]: self, excepted, owing } = known;
    return formOf(condition, { clause: id, self, excused: excepted, owing, vocabulary }, negated);
  };
  return {
    /** What a clause is verified by, or due by, under a name of its own. */
    named: (
      name: string,
      id: Id,
      condition: Condition | null,
      negated: boolean,
      asks: Asks = "required",
    ): Form => {
      const known = byName.get(name);
      if (known !== undefined) return known;
      const fresh: Form =
        condition === null ? { kind: "nothing" } : make(id, condition, negated, asks);
      byName.set(name, fresh);
      return fresh;
    },
    /** A condition that stands beside what verifies a clause. */
    beside: (id: Id, condition: Condition, asks: Asks = "required"): Form => {
      const fresh = byCondition.get(condition) ?? make(id, condition, false, asks);
      byCondition.set(condition, fresh);
      return fresh;
    },
  };
}

/** Whose word a condition bars: in what is required, in what it is due by, in an exception. */
type Asks = "required" | "due" | "excepted";

interface Beside {
  readonly condition: Condition;
  readonly asks: Asks;
}

/** What a clause states beside what it is verified and due by, each with whose word it bars. */
function besideOf(clause: JudgedClause | undefined): readonly Beside[] {
  const asked = (condition: Condition | null | undefined, asks: Asks = "required") =>
    condition === null || condition === undefined ? [] : [{ condition, asks }];
  switch (clause?.kind) {
    case "undertaking":
      return [...asked(clause.eventClock?.event, "due"), ...asked(clause.exception, "excepted")];
    case "measure":
      return [
        ...asked(clause.snapBack?.kind === "notice" ? clause.snapBack.notice : null),
        ...asked(clause.renewal?.unless),
      ];
    case "assurance":
    case "option":
    case "question":
    case undefined:
      return [];
  }
}

/** What a level asks: its own requirement, and those of all levels below it. */
function conditionOfLevel(
  clause: JudgedClause | undefined,
  level: Id,
  edition: Edition,
): Condition | null {
  const levels = clause?.kind === "undertaking" ? clause.levels : [];
  const upTo = levels.slice(0, levels.indexOf(level) + 1);
  const asked = upTo.map((one) => edition.levels.get(clause!.id)?.get(one)?.requirement.condition);
  // A level that no text describes is never reached, nor is any above it.
  if (asked.length === 0 || asked.includes(undefined)) return null;
  return { kind: "all", k: asked.length, of: asked as readonly Condition[] };
}
