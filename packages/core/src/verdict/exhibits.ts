import {
  type Bearing,
  bearingOf,
  isCounted,
  type Predicate,
  type Vocabulary,
} from "../agreement/index.ts";
import {
  type AdmissibilityBasis,
  type Audience,
  acceptedFrom,
  type EntryId,
  type Exhibit,
  type Failing,
  failings,
  isReleasable,
  mayConvict,
  type Observation,
  type Position,
  type Report,
  seenUntil,
  speakersOf,
} from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import { type Equivalents, equivalentsOf } from "./equivalents.ts";
import type { Atom } from "./form.ts";
import { type Chronicle, stands } from "./knowledge.ts";
import { countBelow } from "./search.ts";
import { strengthAt } from "./strength.ts";

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

/** Sorts the postings that are known into what counts and what does not (section 5). */
export function evidenceFor(
  atom: Atom,
  postings: readonly Posting[],
  chronicle: Chronicle,
  knownAt: Position,
  audience: Audience = null,
  equivalents: Equivalents = equivalentsOf(chronicle),
): Evidence {
  const known = postings.slice(
    0,
    countBelow(postings, knownAt, ({ position }) => position),
  );
  const basis = basisOf(atom, chronicle, knownAt, audience, equivalents);
  const excluded: Excluded[] = [];
  const admitted: Posting[] = [];
  const bearing: Observation[] = [];
  let bearsFrom: Instant | null = null;
  for (const posting of known) {
    const { observation, bearing: side } = posting;
    // A declaration that is forged, or that rests on what no longer stands, is no base to count by.
    const failing = failings(observation, side === "bears" ? "against" : side, basis);
    if (!failing.some(({ code }) => code === "standing" || code === "release")) {
      bearsFrom = earlier(bearsFrom, seenUntil(observation));
    }
    if (side === "bears") {
      if (failing.length === 0) bearing.push(observation);
      continue;
    }
    if (failing.length === 0) admitted.push(posting);
    else excluded.push({ observation, side, failings: failing });
  }
  // Sources are told apart on the whole record; but what was derived from a report that may not be
  // shown is, for this audience, not shown by that report.
  const shown = new Set<EntryId>();
  for (const { observation, bearing: side } of known) {
    if (side !== "bears" && isReleasable(observation, audience)) shown.add(observation.id);
  }
  const made = (one: Posting) => exhibitOf(one, atom, { chronicle, basis, shown, knownAt });
  const exhibits = withGrantsReplaced(atom, admitted, admitted.map(made));
  return {
    exhibits,
    observations: admitted.map(({ observation }) => observation),
    excluded,
    bearing,
    bearingSources: bearing.map((one) => bearingSourceOf(one, basis, chronicle, knownAt)),
    bearsFrom,
  };
}

function bearingSourceOf(
  one: Observation,
  { ancestors, self }: AdmissibilityBasis,
  chronicle: Chronicle,
  knownAt: Position,
): BearingSource {
  const isOwn = (some: Observation) => speakersOf(some).some((body) => self.has(body));
  // What is concluded from the bearer's own word alone is drawn from it.
  const from = one.report.kind === "assessment" ? one.report.from : [];
  const grounds = from.flatMap((id) => chronicle.observation(id) ?? []);
  const isDrawn = grounds.length > 0 && grounds.every(isOwn);
  const roots = chronicle.ends(one);
  return {
    group: roots.join(" + "),
    ...(roots.length > 1 ? { roots } : {}),
    strength: strengthAt(one, chronicle, knownAt),
    own: [one, ...ancestors(one)].some(isOwn) || isDrawn,
  };
}

interface ExhibitBasis {
  readonly chronicle: Chronicle;
  readonly basis: AdmissibilityBasis;
  /** What stands before the atom and may be shown. */
  readonly shown: ReadonlySet<EntryId>;
  readonly knownAt: Position;
}

function exhibitOf(
  { observation, position, bearing }: Posting,
  atom: Atom,
  { chronicle, basis, shown, knownAt }: ExhibitBasis,
): Exhibit {
  const roots = chronicle.ends(observation);
  const seen = { from: observation.valid.from, to: seenUntil(observation) };
  const side = bearing as "for" | "against";
  const before = chronicle.ancestors(observation);
  const speaksFrom = [observation, ...before].reduce(
    (latest, one) => Math.max(latest, acceptedFrom(one.method, basis) ?? latest),
    seen.to as number,
  ) as Instant;
  return {
    side,
    strength: strengthAt(observation, chronicle, knownAt),
    seen,
    group: roots.join(" + "),
    derived: isDerived(observation, shown),
    sole: atom.criterion.soleMethods.includes(observation.method),
    position,
    ...(roots.length > 1 ? { roots } : {}),
    ...(side === "for" && speaksFrom > seen.to ? { speaksFrom } : {}),
    ...(side === "against" && !mayConvict(observation, basis) ? { convicts: false } : {}),
  };
}

// A derived report adds nothing where all that it rests on speaks for itself on the same matter.
function isDerived(observation: Observation, shown: ReadonlySet<EntryId>): boolean {
  const { lineage } = observation.source;
  return lineage.length > 0 && lineage.every((root) => shown.has(root as EntryId));
}

/**
 * What a party says later of its own grant replaces what it said before: a refusal ends its grant
 * at once, and a new grant its refusal. A word of no weight, or one retold, replaces nothing.
 */
function withGrantsReplaced(
  { predicate }: Atom,
  admitted: readonly Posting[],
  exhibits: readonly Exhibit[],
): readonly Exhibit[] {
  if (predicate.kind !== "access") return exhibits;
  const next = new Map<string, number>();
  const replacedAt = new Map<number, Instant>();
  const words = admitted.flatMap(({ observation: { report } }, i) =>
    report.kind === "statement" && exhibits[i]!.strength > 0 && !exhibits[i]!.derived
      ? [{ by: report.by, i }]
      : [],
  );
  const when = ({ i }: { readonly i: number }) => exhibits[i]!.seen.to;
  words.sort((one, other) => when(one) - when(other) || one.i - other.i);
  for (const { by, i } of words.toReversed()) {
    const later = next.get(by);
    if (later !== undefined) replacedAt.set(i, exhibits[later]!.seen.to);
    next.set(by, i);
  }
  return exhibits.map((one, i) => {
    const at = replacedAt.get(i);
    return at === undefined ? one : { ...one, replacedAt: at };
  });
}

function basisOf(
  atom: Atom,
  chronicle: Chronicle,
  knownAt: Position,
  audience: Audience,
  equivalents: Equivalents,
): AdmissibilityBasis {
  const { predicate, clause } = atom;
  return {
    criterion: atom.criterion,
    self: new Set(atom.self),
    performs: ({ statement }) => {
      if (statement === null) return false;
      if (predicate.kind === "access") return statement.stance === "grants";
      // That its bearer says a duty is performed does not perform it.
      const ownPerformance = statement.stance === "performed" && statement.on === clause;
      return predicate.kind === "statement" && !ownPerformance;
    },
    stands: (id) => stands(chronicle, id, knownAt),
    releasable: (labels) => isReleasable({ labels }, audience),
    ancestors: chronicle.ancestors,
    equivalents: equivalents(atom, knownAt),
  };
}

function earlier(one: Instant | null, other: Instant): Instant {
  return one === null || other < one ? other : one;
}
