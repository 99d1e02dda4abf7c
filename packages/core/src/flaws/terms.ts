import {
  type Condition,
  conditionsWithin,
  type Declaration,
  type JudgedClause,
  type Term,
} from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import type { Frame } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { conditionsOf, placeOfCondition } from "./survey.ts";

/** A term that texts describe and none defines (T10). */
export function describedNotDefined(frame: Frame): readonly Flaw[] {
  return termsOf(frame)
    .filter((term) => !term.open && term.describedBy.length > 0 && term.definedBy.length === 0)
    .map(({ id, at, title }): Flaw => {
      const message = `"${title}" is described, and no text defines it.`;
      const remedy = 'Name the text that does: "defined by …", or declare it an open term.';
      return { code: "described-not-defined", on: id, at, message, remedy };
    });
}

/** A term whose meaning is still to be agreed, with what rests on it (T15). */
export function openTerm(frame: Frame): readonly Flaw[] {
  return termsOf(frame)
    .filter(({ open }) => open)
    .map(({ id, at, title }): Flaw => {
      const resting = conditionsOf(frame).filter(({ condition }) =>
        conditionsWithin(condition).some((one) => namesIn(one).includes(id)),
      );
      const names = [...new Set(resting.map(({ clause }) => clause.id))];
      const rest = names.length === 0 ? "" : `; no evidence settles it for ${names.join(", ")}`;
      const message = `The meaning of "${title}" is still to be agreed${rest}.`;
      const remedy = 'Settle it: list its items after "=", and name the text that defines it.';
      return { code: "open-term", on: id, at, message, remedy };
    });
}

/** A term that stands for nothing, or a name that nothing in force declares. */
export function undefinedTerm(frame: Frame): readonly Flaw[] {
  const empty = termsOf(frame)
    .filter(({ open, items }) => !open && items.length === 0)
    .map(({ id, at, title }): Flaw => {
      const message = `"${title}" stands for nothing: no item is named under it.`;
      const remedy = 'List its items after "=", or declare it an open term.';
      return { code: "undefined-term", on: id, at, message, remedy };
    });
  const dangling = frame.clauses.flatMap((clause) => danglingIn(clause, frame));
  return [...empty, ...dangling];
}

function termsOf({ edition }: Frame): readonly Term[] {
  const declared: readonly Declaration[] = [...edition.declarations.values()].map(
    ({ declaration }) => declaration,
  );
  return declared.filter((one) => one.kind === "term");
}

// An amendment may have repealed what another clause still speaks of.
function danglingIn(clause: JudgedClause, frame: Frame): readonly Flaw[] {
  const condition = frame.conditionOf(clause.id);
  const named = condition === null ? [] : conditionsWithin(condition).flatMap(namesIn);
  const content =
    clause.kind === "undertaking" && clause.content.kind !== "act" ? [clause.content.subject] : [];
  const missing = [...new Set([...content, ...named])].filter(
    (id) => !frame.edition.declarations.has(id),
  );
  return missing.map((id) => ({
    code: "undefined-term",
    on: clause.id,
    at: placeOfCondition(frame, clause),
    message: `${clause.id} speaks of ${id}, which no text in force declares.`,
    remedy: `Declare ${id}, or say what is meant instead.`,
  }));
}

/** What a condition names that must be declared: things, terms, groups and clauses. */
function namesIn(condition: Condition): readonly Id[] {
  if (condition.kind === "clause" || condition.kind === "level") return [condition.clause];
  if (condition.kind === "every" || condition.kind === "some") {
    return condition.domain.kind === "members" ? [condition.domain.group] : [];
  }
  if (condition.kind !== "atom") return [];
  const { predicate } = condition;
  switch (predicate.kind) {
    case "presence":
      return [predicate.subject];
    case "count":
    case "identity":
      return [predicate.item];
    case "open-term":
      return [predicate.term];
    case "activity":
    case "access":
    case "coverage":
    case "statement":
    case "assessment":
      return [];
  }
}
