import {
  type Condition,
  conditionsWithin,
  type Predicate,
  type QuantifiedCondition,
} from "../agreement/index.ts";
import { type Frame, isOpenDomain, sayDomain, sayPredicate } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { atomsWithin, conditionsOf, placeOfCondition } from "./survey.ts";

/** Verification that speaks of what was declared only: of declared places, or of a part of them. */
export function declaredOnly(frame: Frame): readonly Flaw[] {
  return [...declaredPlacesOnly(frame), ...declaredAmountsOnly(frame)];
}

/**
 * Verification that ranges over declared places only, "visible missiles on identified launch pads"
 * (T19): the text says so, or it says nothing of the rest of the area, and then it never opens.
 */
export function declaredPlacesOnly(frame: Frame): readonly Flaw[] {
  return conditionsOf(frame).flatMap(({ clause, condition }) => {
    // A question opens no gate: its words may speak of the places that are known.
    if (clause.kind === "question") return [];
    const flawed = conditionsWithin(condition).filter(isDeclaredOnly);
    return flawed.slice(0, 1).map(
      (one): Flaw => ({
        code: "declared-only",
        on: clause.id,
        at: placeOfCondition(frame, clause),
        message: messageOf(one, clause.id, frame),
        remedy: 'Say how much of which area must have been seen: "with 95 % of island covered".',
      }),
    );
  });
}

/** Verification by a part of what was declared: what nobody declares is no part of it (T19). */
function declaredAmountsOnly(frame: Frame): readonly Flaw[] {
  return conditionsOf(frame).flatMap(({ clause, condition }): readonly Flaw[] => {
    if (clause.kind === "question") return [];
    const found = atomsWithin(condition).find(({ predicate }) => isPartOfDeclared(predicate));
    if (found === undefined) return [];
    const { predicate } = found;
    return [
      {
        code: "declared-only",
        on: clause.id,
        at: placeOfCondition(frame, clause),
        message:
          `${clause.id} is verified on a part of what was declared ` +
          `(${sayPredicate(predicate, frame.vocabulary)}): what nobody declares would not count.`,
        remedy:
          'Ask for "at least declared", which also asks that the declaration is not below an ' +
          "independent estimate; or see to what is not declared in another clause.",
      },
    ];
  });
}

function isPartOfDeclared(predicate: Predicate): boolean {
  return predicate.kind === "count" && typeof predicate.amount === "object";
}

function isDeclaredOnly(condition: Condition): condition is QuantifiedCondition {
  if (condition.kind !== "every" && condition.kind !== "some") return false;
  const { domain, coverage } = condition;
  if (domain.kind !== "places" || coverage !== null) return false;
  return condition.kind === "every" || domain.declaredOnly;
}

function messageOf(condition: QuantifiedCondition, clause: string, frame: Frame): string {
  const said = sayDomain(condition.domain, frame.vocabulary);
  if (!isOpenDomain(condition)) {
    return `${clause} is verified on every ${said}: a site that nobody declares would not count.`;
  }
  return (
    `${clause} asks something of every ${said} and says nothing of the rest of the area, so that ` +
    "it speaks of known places only and is never verified."
  );
}
