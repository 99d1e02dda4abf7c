import { type Bearing, bearingOf, type Predicate, type Vocabulary } from "../agreement/index.ts";
import {
  type Audience,
  type EntryId,
  type Exhibit,
  type Failing,
  failings,
  groupByRoots,
  isReleasable,
  type Observation,
  type Position,
  type Report,
  seenUntil,
  speakersOf,
  strengthMillionths,
} from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { Atom } from "./form.ts";
import { type Chronicle, stands } from "./knowledge.ts";

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
  /** The independent source that it belongs to. */
  readonly group: string;
  /** Whether it is the word of whoever owes the thing, or drawn from it. */
  readonly own: boolean;
}

/** All that is put before an atom, as known at a position. */
export interface Evidence {
  readonly exhibits: readonly Exhibit[];
  /** The observations behind the exhibits, in the same order. */
  readonly observations: readonly Observation[];
  readonly excluded: readonly Excluded[];
  /**
   * The exhibits, and with them what is barred from opening the gate by its method or observers
   * alone: whatever they saw may still have overtaken what was seen before it (ADR 0018).
   */
  readonly heard: readonly Exhibit[];
  /** Observations that stand and only bear on it: promises, declarations, estimates. */
  readonly bearing: readonly Observation[];
  /** Where each of these comes from, in the same order. */
  readonly bearingSources: readonly BearingSource[];
  /** When the first report that bears on the atom was seen; `null` where none does. */
  readonly bearsFrom: Instant | null;
}

/** Every observation of the record that matches an atom, in the order of the record. */
export function postingsOf(
  atom: Atom,
  chronicle: Chronicle,
  vocabulary: Vocabulary,
): readonly Posting[] {
  return KINDS_FOR[atom.predicate.kind]
    .flatMap((kind) => chronicle.ofKind(kind))
    .flatMap(({ observation, position }): readonly Posting[] => {
      const bearing = bearingOn(atom, observation, vocabulary);
      return bearing === null ? [] : [{ observation, position, bearing }];
    })
    .sort((one, other) => one.position - other.position)
    .filter(({ position }, i, all) => position !== all[i - 1]?.position);
}

/** What an observation is to an atom: of one that is negated the sides are swapped. */
export function bearingOn(atom: Atom, observation: Observation, vocabulary: Vocabulary): Bearing {
  const bearing = bearingOf(atom.predicate, observation, vocabulary);
  // A count bounds from below and from above: what may open and what may doubt is told there.
  if (atom.predicate.kind === "count" || atom.predicate.kind === "identity") return bearing;
  return bearing === null || bearing === "bears" || !atom.negated ? bearing : opposite(bearing);
}

/** The kinds of report that can bear on a predicate: `bearingOf` says nothing of the others. */
const KINDS_FOR: Readonly<Record<Predicate["kind"], readonly Report["kind"][]>> = {
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
): Evidence {
  const known = postings.filter(({ position }) => position < knownAt);
  const basis = basisOf(atom, chronicle, knownAt, audience);
  const excluded: Excluded[] = [];
  const admitted: Posting[] = [];
  for (const posting of known) {
    if (posting.bearing === "bears") continue;
    const { observation, bearing: side } = posting;
    const failing = failings(observation, side, basis);
    if (failing.length === 0) admitted.push(posting);
    else excluded.push({ observation, side, failings: failing });
  }
  const fallen = new Set(
    excluded
      .filter((one) => one.failings.some(({ code }) => code === "standing"))
      .map(({ observation }) => observation.id),
  );
  // A declaration that is forged, or that rests on what no longer stands, is no base to count by.
  const counts = (one: Observation) => failings(one, "against", basis).length === 0;
  const standing = known.filter(
    ({ observation }) =>
      !fallen.has(observation.id) &&
      stands(chronicle, observation.id, knownAt) &&
      isReleasable(observation, audience),
  );
  const barred = known.filter(({ observation, bearing }) =>
    excluded.some(
      (one) => one.observation === observation && one.side === bearing && isBarred(one),
    ),
  );
  // Sources are told apart on the whole record; but what was derived from a report that may not be
  // shown is, for this audience, not shown by that report.
  const shown = known.filter(({ observation }) => isReleasable(observation, audience));
  const before = exhibitsOf(atom, admitted, shown, chronicle);
  const bearing = standing
    .filter((one) => one.bearing === "bears" && counts(one.observation))
    .map(({ observation }) => observation);
  return {
    ...before,
    heard:
      barred.length === 0
        ? before.exhibits
        : exhibitsOf(atom, [...admitted, ...barred], shown, chronicle).exhibits,
    excluded,
    bearing,
    bearingSources: bearingSourcesOf(bearing, basis, chronicle),
    bearsFrom: earliest(standing.map(({ observation }) => seenUntil(observation))),
  };
}

function bearingSourcesOf(
  bearing: readonly Observation[],
  { ancestors, self }: ReturnType<typeof basisOf>,
  chronicle: Chronicle,
): readonly BearingSource[] {
  const groups = groupByRoots(bearing.map(chronicle.roots));
  const isOwn = (one: Observation) => speakersOf(one).some((body) => self.has(body));
  return bearing.map((one, index) => {
    // What is concluded from the bearer's own word alone is drawn from it.
    const from = one.report.kind === "assessment" ? one.report.from : [];
    const grounds = from.flatMap((id) => chronicle.observation(id) ?? []);
    const isDrawn = grounds.length > 0 && grounds.every(isOwn);
    return { group: groups[index]!, own: [one, ...ancestors(one)].some(isOwn) || isDrawn };
  });
}

/** Whether only the method or the observers keep a report from counting. */
export function isBarred({ failings: failing }: Excluded): boolean {
  return failing.every(({ code }) => code === "method" || code === "observers");
}

function exhibitsOf(
  atom: Atom,
  admitted: readonly Posting[],
  known: readonly Posting[],
  chronicle: Chronicle,
) {
  const candidates = new Set<EntryId>(
    known.filter(({ bearing }) => bearing !== "bears").map(({ observation }) => observation.id),
  );
  const derived = admitted.map(({ observation }) => isDerived(observation, candidates));
  const roots = admitted.map(({ observation }, i) =>
    derived[i] ? [observation.id] : chronicle.roots(observation),
  );
  const groups = groupByRoots(roots);
  const exhibits = admitted.map(
    ({ observation, position, bearing }, i): Exhibit => ({
      side: bearing as "for" | "against",
      strength: strengthMillionths(observation.grade, lookedAt(observation)),
      seen: { from: observation.valid.from, to: seenUntil(observation) },
      group: groups[i]!,
      derived: derived[i]!,
      sole: atom.criterion.soleMethods.includes(observation.method),
      position,
    }),
  );
  return { exhibits, observations: admitted.map(({ observation }) => observation) };
}

// A derived report adds nothing where all that it rests on speaks for itself on the same matter.
function isDerived(observation: Observation, candidates: ReadonlySet<EntryId>): boolean {
  const { lineage } = observation.source;
  return lineage.length > 0 && lineage.every((root) => candidates.has(root as EntryId));
}

/** For an absence, how much of the place was looked at (0 to 1); 1 for everything else. */
function lookedAt({ report }: Observation): number {
  const claim = report.kind === "statement" ? report.claim : report;
  return claim?.kind === "presence" && claim.state === "absent" ? claim.coverage : 1;
}

function basisOf(atom: Atom, chronicle: Chronicle, knownAt: Position, audience: Audience) {
  return {
    criterion: atom.criterion,
    self: new Set(atom.self),
    performs: ({ report }: Observation) =>
      atom.predicate.kind === "statement" ||
      (atom.predicate.kind === "access" &&
        report.kind === "statement" &&
        report.stance === "grants"),
    stands: (one: Observation) => stands(chronicle, one.id, knownAt),
    releasable: (one: Observation) => isReleasable(one, audience),
    ancestors: (one: Observation) =>
      chronicle
        .roots(one)
        .filter((root) => root !== one.id)
        .flatMap((root) => chronicle.observation(root as EntryId) ?? []),
    equivalents: chronicle.approvals
      .filter(
        ({ clause, by, position }) =>
          clause === atom.clause &&
          by === atom.criterion.equivalentApprovedBy &&
          position < knownAt,
      )
      .map(({ method }) => method),
  };
}

function earliest(instants: readonly Instant[]): Instant | null {
  return instants.length === 0 ? null : (Math.min(...instants) as Instant);
}
