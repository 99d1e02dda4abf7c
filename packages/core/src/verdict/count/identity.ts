import { levelOfCounts, levelOfExhibits } from "../../accounts/index.ts";
import { asserts, type IdentityPredicate } from "../../agreement/index.ts";
import { type Level, seenUntil } from "../../evidence/index.ts";
import { type Instant, isAfter } from "../../time/index.ts";
import type { Evidence } from "../exhibits.ts";
import type { Atom } from "../form.ts";
import type { CountLevels } from "./matter.ts";
import { type Sighting, sightingsOf } from "./sighting.ts";

/**
 * Whether things are the same, by their serials, as those that were declared (semantics, section 7):
 * shown when the last counts of each place read all declared serials and no other; shown not when
 * they read another, or read all that is there and one is missing. It says nothing of how many.
 */
export function identityAt(
  atom: Atom,
  predicate: IdentityPredicate,
  evidence: Evidence,
  asOf: Instant,
): CountLevels {
  const declared = declaredSerials(atom, predicate, evidence, asOf);
  const counts = sightingsOf(atom, evidence).filter(({ seen }) => seen.to <= asOf);
  if (declared.size === 0) return NOTHING;
  const { open, freshness } = atom.criterion;
  const isFresh = ({ seen }: Sighting) => freshness === null || seen.to + freshness > asOf;
  const standing = lastOfEach(counts, open);
  const named = (of: readonly Sighting[]) => new Set(of.flatMap((one) => one.named?.serials ?? []));
  const reading = standing.filter((one) => (one.named?.serials ?? []).length > 0);
  const all = named(reading);
  const isSame = all.size === declared.size && [...all].every((serial) => declared.has(serial));
  const same = isSame ? levelOfCounts(reading.filter(isFresh)) : 0;
  const freshNames = named(reading.filter((one) => one.exhibit !== null && isFresh(one)));
  const isShown = [...declared].every((serial) => freshNames.has(serial));
  const others = reading.filter(({ named }) =>
    (named?.serials ?? []).some((serial) => !declared.has(serial)),
  );
  // Where everything that is there was read, what was not read is not there.
  const isWhole = reading.length === standing.length && reading.every(isReadInFull);
  const missing = isWhole && [...declared].some((serial) => !all.has(serial)) ? reading : [];
  const against = [...new Set([...others, ...missing])];
  const doubt = (of: readonly Sighting[]) => levelOfExhibits(of.map((one) => one.doubt));
  const [is, not] = [isShown ? same : 0, doubt(against)];
  const convicting = doubt(against.filter(({ convicts }) => convicts));
  if (!atom.negated) return { forLevel: is, againstLevel: not, breachLevel: convicting };
  const admitted = against.filter((one) => one.exhibit !== null && isFresh(one));
  return { forLevel: doubt(admitted), againstLevel: is, breachLevel: is };
}

const NOTHING: CountLevels = { forLevel: 0, againstLevel: 0, breachLevel: 0 };

function isReadInFull({ named, high }: Sighting): boolean {
  return new Set(named?.serials).size >= high;
}

/** The counts of each scope that no later ones, which alone reach a level, have followed. */
function lastOfEach(counts: readonly Sighting[], open: Level): readonly Sighting[] {
  const byScope = new Map<string, Sighting[]>();
  for (const one of counts) {
    const { key } = one;
    byScope.set(key, [...(byScope.get(key) ?? []), one]);
  }
  return [...byScope.values()].flatMap((of) =>
    of.filter((one) => levelOfCounts(of.filter((other) => isAfter(other.seen, one.seen))) < open),
  );
}

function declaredSerials(
  { self, vocabulary }: Atom,
  { place }: IdentityPredicate,
  evidence: Evidence,
  asOf: Instant,
): ReadonlySet<string> {
  const serials = evidence.bearing.flatMap((observation) => {
    const { report } = observation;
    if (report.kind !== "statement" || report.claim?.kind !== "count") return [];
    if (!asserts(report) || seenUntil(observation) > asOf) return [];
    if (self.length > 0 && !self.includes(report.by)) return [];
    const { claim } = report;
    const isThere = place === null || claim.place === null || vocabulary.covers(place, claim.place);
    return isThere ? (claim.serials ?? []) : [];
  });
  return new Set(serials);
}
