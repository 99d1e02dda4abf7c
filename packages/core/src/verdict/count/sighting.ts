import {
  isSuspected,
  type Named,
  type Scope,
  scopeKey,
  scopeOf,
  voyageKey,
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
} from "../../evidence/index.ts";
import type { Evidence } from "../exhibits.ts";
import type { Atom } from "../form.ts";

/** A count that is before an atom, with all that is needed to hold it against a number. */
export interface Sighting extends WeighedCount {
  readonly id: EntryId;
  /** The class that was counted; `null` where it is all of them together. */
  readonly item: Id | null;
  readonly scope: Scope;
  /** A name for the scope, and one for the vessel and voyage in it. */
  readonly key: string;
  readonly voyage: string | null;
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
  return new Sightings(atom).of(evidence);
}

/** The counts that were ever before an atom; each is read once, whoever asks for it and when. */
export class Sightings {
  readonly #atom: Atom;
  readonly #classes: ReadonlySet<Id>;
  readonly #read = new Map<Observation, Sighting>();
  readonly #scopes = new Map<string, NamedScope>();

  constructor(atom: Atom) {
    this.#atom = atom;
    this.#classes = new Set(classesOf(atom));
  }

  /** Those that some evidence holds, in the order in which they were seen. */
  of(evidence: Evidence): readonly Sighting[] {
    const found: Sighting[] = [];
    const { exhibits, observations, excluded } = evidence;
    const put = (observation: Observation, weight: Weight) => {
      const one = this.#sighting(observation, weight);
      if (one !== null) found.push(one);
    };
    for (let at = 0; at < exhibits.length; at += 1) {
      const exhibit = exhibits[at]!;
      if (!exhibit.derived) put(observations[at]!, { exhibit, doubt: exhibit, convicts: true });
    }
    const isRetold = retoldIn(evidence);
    // A count that may not verify may still doubt: it is kept without weight (section 5).
    for (const { observation, failings, doubt } of excluded) {
      if (doubt === undefined || isRetold(observation)) continue;
      put(observation, { exhibit: null, doubt, convicts: mayConvictDespite(failings) });
    }
    return found.sort((one, other) => one.seen.to - other.seen.to || (one.id < other.id ? -1 : 1));
  }

  #sighting(observation: Observation, weight: Weight): Sighting | null {
    const known = this.#read.get(observation);
    if (known !== undefined && isAsHeavy(known, weight)) return known;
    const claim = contentOf(observation.report);
    if (claim?.kind !== "count" || claim.stage === "declared") return null;
    const item = this.#classes.has(claim.subject) ? claim.subject : null;
    const named = this.#named(scopeOf(claim));
    const fresh = sightingOf(this.#atom, observation, claim, { ...weight, item, named });
    this.#read.set(observation, fresh);
    return fresh;
  }

  /** Counts of one scope share its names. */
  #named(scope: Scope): NamedScope {
    const key = scopeKey(scope);
    const known = this.#scopes.get(key);
    if (known === undefined) {
      const made = { scope, key, voyage: voyageKey(scope) };
      this.#scopes.set(key, made);
      return made;
    }
    // Aboard a vessel, where it was is no part of the name.
    return known.scope.place === scope.place ? known : { ...known, scope };
  }
}

/** A scope with a name for it, and one for the vessel and voyage in it. */
type NamedScope = Pick<Sighting, "scope" | "key" | "voyage">;

/** What a count weighs where it may open, and where it only doubts. */
type Weight = Pick<Sighting, "exhibit" | "doubt" | "convicts">;

function isAsHeavy(one: Weight, other: Weight): boolean {
  return (
    one.convicts === other.convicts &&
    isSame(one.exhibit, other.exhibit) &&
    (one.doubt === one.exhibit ? other.doubt === other.exhibit : isSame(one.doubt, other.doubt))
  );
}

/** Whether an exhibit says the same of a count as it did. */
function isSame(one: Exhibit | null, other: Exhibit | null): boolean {
  if (one === other) return true;
  if (one === null || other === null) return false;
  return (
    one.strength === other.strength &&
    one.sole === other.sole &&
    one.group === other.group &&
    one.roots?.join() === other.roots?.join()
  );
}

/** Whether all that a report was drawn from is before the atom itself. */
function retoldIn({ observations, excluded }: Evidence): (one: Observation) => boolean {
  let before: Set<string> | null = null;
  return ({ source: { lineage } }) => {
    if (lineage.length === 0) return false;
    before ??= new Set(
      [...observations, ...excluded.map((one) => one.observation)].map(({ id }) => id),
    );
    return lineage.every((root) => before?.has(root));
  };
}

/** How a count is taken. */
interface Taken extends Weight {
  readonly item: Id | null;
  readonly named: NamedScope;
}

function sightingOf(
  atom: Atom,
  observation: Observation,
  claim: CountReport,
  { item, exhibit, doubt, convicts, named: { scope, key, voyage } }: Taken,
): Sighting {
  const { predicate } = atom;
  const { overDeclared = 0, percentOf = null } = claim;
  // A count at one of two stages bounds both together from below, and never from above: 49.3 %
  // removed is no conflict with 53.6 % removed or destroyed.
  const isWhole = predicate.kind !== "count" || !predicate.orStage || claim.orStage !== undefined;
  const bounds = boundsWithin(atom, claim);
  const { seen } = doubt;
  return {
    id: observation.id,
    item,
    scope,
    key,
    voyage,
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
  };
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
