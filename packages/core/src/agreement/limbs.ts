import type { Id } from "../evidence/index.ts";
import type { Condition } from "./condition.ts";
import type { Edition } from "./edition.ts";

/**
 * The limbs of the object of policy (T6): the clauses on whose verification everything that is
 * held in return depends. Where no clause is common to all gates, those of any of them.
 */
export function limbsOf(edition: Edition): readonly Id[] {
  const gates = [...edition.declarations.values()].flatMap(({ declaration }) => {
    if (declaration.kind === "measure") return clausesIn(declaration.until);
    return declaration.kind === "assurance" ? clausesIn(declaration.while) : [];
  });
  const sets = gates.filter((gate) => gate.length > 0);
  const all = [...new Set(sets.flat())];
  const common = all.filter((id) => sets.every((gate) => gate.includes(id)));
  return common.length > 0 ? common : all;
}

function clausesIn(condition: Condition | null): readonly (readonly Id[])[] {
  return condition === null ? [] : [[...new Set(clauses(condition))]];
}

function clauses(condition: Condition): readonly Id[] {
  switch (condition.kind) {
    case "clause":
      return condition.state === "verified" ? [condition.clause] : [];
    case "all":
    case "any":
    case "at-least":
      return condition.of.flatMap(clauses);
    case "unless":
      return clauses(condition.condition);
    case "every":
    case "some":
      return clauses(condition.body);
    case "not":
    case "level":
    case "atom":
      return [];
  }
}
