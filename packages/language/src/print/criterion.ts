import {
  type AtomCondition,
  type Criterion,
  DEFAULT_CRITERION,
  type Eligibility,
  formatDuration,
  type Level,
  nameOfLevel,
} from "@proviso/core";
import { percent, quote } from "./words.ts";

/**
 * Writes the parts of a criterion that are not the default.
 *
 * @param indent - how far the lines of the sentence after the first are indented.
 */
export function criterionParts(criterion: Criterion, indent: number): readonly string[] {
  const { eligibility, learning, equivalentApprovedBy, freshness } = criterion;
  const base = DEFAULT_CRITERION;
  return [
    ...methodParts(criterion),
    ...(freshness === null ? [] : [`seen within ${formatDuration(freshness)}`]),
    ...(eligibility === null ? [] : [observers(eligibility)]),
    ...(learning === null ? [] : [`learning only ${quote(learning, indent + 2)}`]),
    ...(equivalentApprovedBy === null
      ? []
      : [`or an equivalent approved by ${equivalentApprovedBy}`]),
    ...(criterion.open === base.open ? [] : [`opening at ${level(criterion.open)}`]),
    ...(criterion.doubt === base.doubt ? [] : [`doubting at ${level(criterion.doubt)}`]),
    ...(criterion.breach === base.breach ? [] : [`breached at ${level(criterion.breach)}`]),
    ...(criterion.satisfactory ? ["satisfactory"] : []),
    ...(criterion.check ? ["as a check"] : []),
    ...(criterion.estimatedBy.length === 0
      ? []
      : [`estimated by ${criterion.estimatedBy.join(" or ")}`]),
  ];
}

/** Writes methods in their order, those that are sufficient alone apart from the others. */
function methodParts({ methods, soleMethods }: Criterion): readonly string[] {
  const parts: string[] = [];
  for (let start = 0; start < methods.length; ) {
    const alone = soleMethods.includes(methods[start] ?? "");
    let end = start + 1;
    while (end < methods.length && soleMethods.includes(methods[end] ?? "") === alone) end += 1;
    parts.push(`by ${methods.slice(start, end).join(" or ")}${alone ? ", sufficient alone" : ""}`);
    start = end;
  }
  return parts;
}

function observers({ atLeast, technical, excludesAll, notOf, of }: Eligibility): string {
  const rules = [
    ...(atLeast === null ? [] : [`reliable (${atLeast} or better)`]),
    ...(excludesAll === true ? [technical ? "not technical" : "technical"] : []),
    ...(technical === null ? [] : [technical ? "technical" : "not technical"]),
    ...(notOf.length === 0 ? [] : [`not of ${notOf.join(" or ")}`]),
    ...(of.length === 0 ? [] : [`of ${of.join(" or ")}`]),
  ];
  return `observers ${rules.join(", ")}`;
}

function level(of: Level): string {
  return nameOfLevel(of) ?? "suspected";
}

/** Writes the coverage that closes a domain, with its criterion where it is one of its own. */
export function coveragePart(
  coverage: AtomCondition,
  inherited: Criterion,
  indent: number,
): string {
  const { predicate, criterion } = coverage;
  if (predicate.kind !== "coverage") {
    throw new TypeError(`A domain is closed by a coverage, and not by a ${predicate.kind}.`);
  }
  const stated = `with ${percent(predicate.fraction)} of ${predicate.place} covered`;
  if (same(criterion, inherited)) return stated;
  const parts = criterionParts(criterion, indent);
  const own = parts.length > 0 ? parts : [`opening at ${level(criterion.open)}`];
  return `${stated} (${own.join(", ")})`;
}

function same(one: Criterion, other: Criterion): boolean {
  const { eligibility: mine, ...rest } = one;
  const { eligibility: theirs, ...others } = other;
  const keys = Object.keys(rest) as readonly (keyof typeof rest)[];
  return (
    JSON.stringify(mine === null ? null : observers(mine)) ===
      JSON.stringify(theirs === null ? null : observers(theirs)) &&
    keys.every((key) => JSON.stringify(rest[key]) === JSON.stringify(others[key]))
  );
}
