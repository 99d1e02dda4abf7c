import {
  type Bearing,
  bearingOf,
  isCounted,
  type Predicate,
  type Vocabulary,
} from "../agreement/index.ts";
import type { Exhibit, Failing, Observation, Report } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { Atom } from "./form.ts";

/** An observation that matches an atom, whatever is known of it later. */
export interface Posting {
  readonly observation: Observation;
  readonly position: number;
  readonly bearing: "for" | "against" | "bears";
}

/** An observation that bears on an atom and does not count for it. */
export interface Excluded {
  readonly observation: Observation;
  readonly side: "for" | "against";
  readonly failings: readonly Failing[];
  /** What it weighs as doubt of a count, which what may not open may still be; otherwise left out. */
  readonly doubt?: Exhibit;
}

/** Where a report that only bears on an atom comes from. */
export interface BearingSource {
  /** The root that it goes back to; of a compilation its roots, named together. */
  readonly group: string;
  /** The roots of a compilation; left out where `group` is its one root. */
  readonly roots?: readonly string[];
  /** In millionths. */
  readonly strength: number;
  /** Whether it is the word of whoever owes the thing, or drawn from it. */
  readonly own: boolean;
}

/** All that is put before an atom, as known at a position. */
export interface Evidence {
  readonly exhibits: readonly Exhibit[];
  /** The observations behind the exhibits, in the same order. */
  readonly observations: readonly Observation[];
  readonly excluded: readonly Excluded[];
  /** Observations that stand and only bear on it: promises, declarations, estimates. */
  readonly bearing: readonly Observation[];
  /** Where each of these comes from, in the same order. */
  readonly bearingSources: readonly BearingSource[];
  /** When the first report that bears on the atom was seen; `null` where none does. */
  readonly bearsFrom: Instant | null;
}

/** What an observation is to an atom: of one that is negated the sides are swapped. */
export function bearingOn(atom: Atom, observation: Observation, vocabulary: Vocabulary): Bearing {
  const bearing = bearingOf(atom.predicate, observation, vocabulary);
  // A count bounds from below and from above: what may open and what may doubt is told there.
  if (isCounted(atom.predicate)) return bearing;
  return bearing === null || bearing === "bears" || !atom.negated ? bearing : opposite(bearing);
}

/** The kinds of report that can bear on a predicate: `bearingOf` says nothing of the others. */
export const KINDS_FOR: Readonly<Record<Predicate["kind"], readonly Report["kind"][]>> = {
  presence: ["presence"],
  activity: ["activity"],
  access: ["access"],
  coverage: ["coverage"],
  count: ["count", "assessment"],
  identity: ["count"],
  statement: ["statement"],
  assessment: ["assessment"],
  "open-term": ["presence", "activity", "count", "assessment", "statement"],
};

function opposite(side: "for" | "against"): "for" | "against" {
  return side === "for" ? "against" : "for";
}
