import {
  isSuspected,
  type Named,
  type Scope,
  scopeKey,
  scopeOf,
  type WeighedCount,
} from "../../accounts/index.ts";
import { type CountPredicate, contentOf, isCounted } from "../../agreement/index.ts";
import {
  type CountReport,
  type EntryId,
  type Exhibit,
  type Id,
  mayConvictDespite,
  type Observation,
  seenUntil,
} from "../../evidence/index.ts";
import type { Evidence } from "../exhibits.ts";
import type { Atom } from "../form.ts";

/** A count that is before an atom, with all that is needed to hold it against a number. */
export interface Sighting extends WeighedCount {
  readonly id: EntryId;
  /** The class that was counted; `null` where it is all of them together. */
  readonly item: Id | null;
  readonly scope: Scope;
  /** A name for the scope. */
  readonly key: string;
  /** Whether it covers all that the atom asks of, so that its upper bound bounds the whole. */
  readonly covers: boolean;
  readonly doubt: Exhibit;
  /** Whether it may show a breach: what is barred by method or observers may doubt, not convict. */
  readonly convicts: boolean;
  /** Whether by itself it is at least suspected: a weaker one changes nothing. */
  readonly sound: boolean;
  /** The marks that it names; `null` for none. */
  readonly named: Named | null;
  readonly overDeclared: number;
  readonly percentOf: "declared" | null;
}

/** The counts before an atom in the order in which they were seen. */
export function sightingsOf(atom: Atom, evidence: Evidence): readonly Sighting[] {
  const admitted = evidence.observations.flatMap((one, i) => {
    const exhibit = evidence.exhibits[i]!;
    return exhibit.derived ? [] : sightingOf(atom, one, { exhibit, doubt: exhibit }, true);
  });
  const before = new Set<string>(
    [...evidence.observations, ...evidence.excluded.map((one) => one.observation)].map(
      ({ id }) => id,
    ),
  );
  const isRetold = ({ source: { lineage } }: Observation) =>
    lineage.length > 0 && lineage.every((root) => before.has(root));
  // A count that may not verify may still doubt: it is kept without weight (section 5).
  const barred = evidence.excluded.flatMap(({ observation, failings, doubt }) =>
    doubt === undefined || isRetold(observation)
      ? []
      : sightingOf(atom, observation, { exhibit: null, doubt }, mayConvictDespite(failings)),
  );
  return [...admitted, ...barred].sort(
    (one, other) => one.seen.to - other.seen.to || (one.id < other.id ? -1 : 1),
  );
}

function sightingOf(
  atom: Atom,
  observation: Observation,
  { exhibit, doubt }: { readonly exhibit: Exhibit | null; readonly doubt: Exhibit },
  convicts: boolean,
): readonly Sighting[] {
  const claim = contentOf(observation.report);
  if (claim?.kind !== "count" || claim.stage === "declared") return [];
  const { predicate } = atom;
  const { overDeclared = 0, percentOf = null } = claim;
  const scope = scopeOf(claim);
  // A count at one of two stages bounds both together from below, and never from above: 49.3 %
  // removed is no conflict with 53.6 % removed or destroyed.
  const isWhole = predicate.kind !== "count" || !predicate.orStage || claim.orStage !== undefined;
  const seen = { from: observation.valid.from, to: seenUntil(observation) };
  const bounds = boundsWithin(atom, claim);
  return [
    {
      id: observation.id,
      item: classOf(atom, claim.subject),
      scope,
      key: scopeKey(scope),
      low: bounds.low,
      high: isWhole ? bounds.high : Number.POSITIVE_INFINITY,
      covers: isWhole && coversAll(atom, claim),
      exhibit,
      doubt,
      sound: isSuspected({ ...bounds, exhibit, doubt, seen }),
      convicts,
      seen,
      named: namedBy(claim),
      overDeclared,
      percentOf,
    },
  ];
}

function namedBy({ serials, seals, tags }: CountReport): Named | null {
  if (serials === undefined && seals === undefined && tags === undefined) return null;
  return {
    ...(serials === undefined ? {} : { serials }),
    ...(seals === undefined ? {} : { seals }),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** The classes that an atom counts, each by itself, to be added up. */
export function classesOf({ predicate, vocabulary }: Atom): readonly Id[] {
  if (!isCounted(predicate)) return [];
  const together = predicate.kind === "count" ? predicate.together : [];
  return [...new Set([predicate.item, ...together].flatMap(vocabulary.leaves))];
}

function classOf(atom: Atom, subject: Id): Id | null {
  return classesOf(atom).includes(subject) ? subject : null;
}

// Of what was counted over a wider place than is asked, nobody knows how much was in this one.
function boundsWithin({ predicate, vocabulary }: Atom, claim: CountReport) {
  const asked = placeOf(predicate);
  const isInside =
    asked === null || (claim.place !== null && vocabulary.covers(asked, claim.place));
  return { low: isInside ? claim.low : 0, high: claim.high };
}

/**
 * Whether a count covers all that is asked. A figure without a place covers what its report says
 * that it covers; one of what stands at a place for now covers that place.
 */
function coversAll({ predicate, vocabulary }: Atom, claim: CountReport): boolean {
  if (claim.vessel !== null || claim.lot !== undefined) return false;
  const asked = placeOf(predicate);
  const { place, allDepartures } = claim;
  if (asked === null) {
    if (!allDepartures) return false;
    return (
      place === null || vocabulary.placesOfKind(null).every((one) => vocabulary.covers(place, one))
    );
  }
  if (place === null) return allDepartures;
  return vocabulary.covers(place, asked) && (allDepartures || claim.stage === "in-place");
}

function placeOf(predicate: Atom["predicate"]): Id | null {
  return isCounted(predicate) ? predicate.place : null;
}

/** Whether what a predicate asks for stands only for now, so that a count of it goes stale. */
export function isState(predicate: Atom["predicate"]): boolean {
  return predicate.kind === "identity" || (predicate as CountPredicate).stage === "in-place";
}
