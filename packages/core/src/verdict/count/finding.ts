import type { Instant } from "../../time/index.ts";
import type { Evidence } from "../exhibits.ts";
import type { CountStanding } from "../explanation.ts";
import type { Atom } from "../form.ts";
import { type Steps, stepsOf } from "../steps.ts";
import { Counting } from "./counting.ts";
import { identityAt } from "./identity.ts";
import type { CountLevels } from "./matter.ts";
import { standingOf } from "./standing.ts";

/** The finding of a count at an instant, with how the counting stands. */
export interface CountFinding extends CountLevels {
  /** `null` where it is asked whether things are the same ones, and not how many. */
  readonly standing: CountStanding | null;
}

/**
 * Judges a count, or whether things are the same, at an instant (semantics, section 7); `null` for
 * an atom that asks for neither.
 */
export function countAt(atom: Atom, evidence: Evidence, asOf: Instant): CountFinding | null {
  const { predicate } = atom;
  if (predicate.kind === "identity") {
    return { ...identityAt(atom, predicate, evidence, asOf), standing: null };
  }
  const matter = countingOf(atom)?.at(evidence, asOf) ?? null;
  return matter === null ? null : { ...matter.levels(), standing: standingOf(matter, asOf) };
}

/**
 * The levels of a count over time; `null` for an atom that is none. One pass serves all instants.
 *
 * @param changes - the instants at which anything before the atom changes.
 */
export function countOver(
  atom: Atom,
  evidence: Evidence,
  changes: () => readonly Instant[],
): Steps<CountLevels> | null {
  const { predicate } = atom;
  if (predicate.kind === "identity") {
    return stepsOf(changes(), (asOf) => identityAt(atom, predicate, evidence, asOf));
  }
  return countingOf(atom)?.over(evidence) ?? null;
}

/** The counting of each atom, for as long as the atom is there. */
const countings = new WeakMap<Atom, Counting>();

function countingOf(atom: Atom): Counting | null {
  const { predicate } = atom;
  if (predicate.kind !== "count") return null;
  const known = countings.get(atom) ?? new Counting(atom, predicate);
  countings.set(atom, known);
  return known;
}
