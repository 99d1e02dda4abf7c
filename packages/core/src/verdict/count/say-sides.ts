import type { CountBound } from "../../agreement/index.ts";
import type { CountStanding } from "../explanation.ts";
import type { Atom } from "../form.ts";

/** What shows a counting, and what shows the contrary, where it is shown. */
export interface CountSides {
  readonly for: string;
  readonly against: string;
}

const BOUND: Readonly<Record<CountBound, (asked: string) => CountSides>> = {
  "at-least": (asked) => ({
    for: `${asked} or more counted`,
    against: `fewer than ${asked} by counts of all that is asked`,
  }),
  "at-most": (asked) => ({
    for: `${asked} or fewer by counts of all that is asked`,
    against: `more than ${asked} counted`,
  }),
  exactly: (asked) => ({
    for: `${asked} counted, and no more by counts of all that is asked`,
    against: `another number than ${asked} counted`,
  }),
};

/**
 * What figures show each side of a counting: all counts speak of one number, so that the contrary
 * has no reports of its own (semantics, section 7). `null` for what is no counting.
 */
export function countSides(
  { predicate, negated }: Pick<Atom, "predicate" | "negated">,
  standing: CountStanding | null,
): CountSides | null {
  const sides = sidesOf(predicate, standing);
  if (sides === null) return null;
  return negated ? { for: sides.against, against: sides.for } : sides;
}

function sidesOf(predicate: Atom["predicate"], standing: CountStanding | null): CountSides | null {
  if (predicate.kind === "identity") {
    return {
      for: "every declared serial read, and no other",
      against: "a serial read that was not declared, or one declared that is missing",
    };
  }
  if (predicate.kind !== "count") return null;
  const asked = standing?.asked ?? null;
  const unit = standing?.inPercentOfDeclared ? " %" : "";
  return BOUND[predicate.bound](asked === null ? "what is asked" : `${asked}${unit}`);
}
