import type { JudgedClause } from "./clause.ts";
import type { Condition } from "./condition.ts";
import type { Declaration } from "./declaration.ts";
import type { Edition } from "./edition.ts";

const JUDGED: ReadonlySet<string> = new Set<JudgedClause["kind"]>([
  "undertaking",
  "measure",
  "assurance",
  "option",
  "question",
]);

/** Whether a declaration is one on which a verdict is given. */
export function isJudgedClause(declaration: Declaration): declaration is JudgedClause {
  return JUDGED.has(declaration.kind);
}

/** What verifies a clause: what a text in force requires, or else what the clause says itself. */
export function verifiedBy(clause: JudgedClause, edition: Edition): Condition | null {
  return edition.requirements.get(clause.id)?.requirement.condition ?? ownCondition(clause);
}

function ownCondition(clause: JudgedClause): Condition | null {
  switch (clause.kind) {
    case "undertaking": {
      // A duty with a ladder and no requirement of its own is verified at its highest level.
      const level = clause.levels.at(-1);
      return level === undefined ? null : { kind: "level", clause: clause.id, level };
    }
    case "measure":
      return clause.until;
    case "assurance":
      return clause.while;
    case "option":
      return clause.opensWhen;
    case "question":
      return clause.condition;
  }
}

/** The conditions that a condition is put together from: a quantifier's body, and what closes it. */
export function partsOfCondition(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case "atom":
    case "clause":
    case "level":
      return [];
    case "not":
      return [condition.of];
    case "all":
    case "any":
    case "at-least":
      return condition.of;
    case "unless":
      return [condition.condition, condition.exception];
    case "every":
    case "some":
      return condition.coverage === null ? [condition.body] : [condition.body, condition.coverage];
  }
}

/** A condition and everything within it. */
export function conditionsWithin(condition: Condition): readonly Condition[] {
  return [condition, ...partsOfCondition(condition).flatMap(conditionsWithin)];
}

/** Every condition that a declaration states, in the order in which its parts are documented. */
export function conditionsIn(declaration: Declaration): readonly Condition[] {
  switch (declaration.kind) {
    case "undertaking": {
      const { dueWhen, eventClock, exception } = declaration;
      return given(dueWhen, eventClock?.event ?? null, exception);
    }
    case "measure": {
      const { until, renewal, relaxation, snapBack } = declaration;
      const consideration = relaxation?.inReturnFor ?? null;
      return given(
        until,
        renewal?.unless ?? null,
        typeof consideration === "string" ? null : consideration,
        snapBack?.kind === "notice" ? snapBack.notice : null,
      );
    }
    case "assurance":
      return given(declaration.while);
    case "option":
      return given(declaration.opensWhen);
    case "question":
      return [declaration.condition];
    case "authority":
      return given(...declaration.may.map(({ when }) => when));
    default:
      return [];
  }
}

function given(...conditions: readonly (Condition | null)[]): readonly Condition[] {
  return conditions.filter((condition) => condition !== null);
}
