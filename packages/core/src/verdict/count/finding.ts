import type { Instant } from "../../time/index.ts";
import type { Evidence } from "../exhibits.ts";
import type { CountStanding } from "../explanation.ts";
import type { Atom } from "../form.ts";
import { identityAt } from "./identity.ts";
import { type CountLevels, CountMatter } from "./matter.ts";
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
  if (predicate.kind !== "count") return null;
  const matter = new CountMatter(atom, predicate, evidence);
  matter.advance(asOf);
  return { ...matter.levels(), standing: standingOf(matter, asOf) };
}

/**
 * The levels of a count at each of several instants, which ascend; `null` for an atom that is none.
 * One pass serves them all.
 */
export function countOver(atom: Atom, evidence: Evidence): ((asOf: Instant) => CountLevels) | null {
  const { predicate } = atom;
  if (predicate.kind === "identity") {
    return (asOf) => identityAt(atom, predicate, evidence, asOf);
  }
  if (predicate.kind !== "count") return null;
  const matter = new CountMatter(atom, predicate, evidence);
  return (asOf) => {
    matter.advance(asOf);
    return matter.levels();
  };
}
