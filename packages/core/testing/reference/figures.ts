/** The figures that count reports give, each with what it covers (section 7). */
import type { AtomCondition } from "../../src/agreement/index.ts";
import {
  type CountReport,
  type Id,
  type Observation,
  seenUntil,
} from "../../src/evidence/index.ts";
import type { Instant } from "../../src/time/index.ts";
import { isAcceptable, isSound, mayOpen } from "./admissibility.ts";
import type { Scope } from "./conditions.ts";
import { isEvent, isRetold, type Piece } from "./evidence.ts";
import { asserts } from "./matching.ts";
import { type Declarations, holds, placesOf } from "./names.ts";

/** One report of a number, on the side that its use decides. */
export interface Figure extends Piece {
  readonly count: CountReport;
  /** Whether it covers all that is asked. */
  readonly covers: boolean;
  /** Whether it passes what the opening side must pass. */
  readonly mayOpen: boolean;
  readonly isFresh: (asOf: Instant) => boolean;
}

/** Every sound report that counts, or declares, one of some items at a place or anywhere. */
export function countsOf(
  atom: AtomCondition,
  items: readonly Id[],
  place: Id | null,
  { names, rules }: Pick<Scope, "names" | "rules">,
): readonly Figure[] {
  const { ledger } = rules;
  const { predicate, criterion } = atom;
  const concerns = (count: CountReport | null): count is CountReport =>
    count !== null && items.includes(count.subject) && isThere(count, place, names);
  const all = ledger.observations.filter(({ observation }) => concerns(countIn(observation)));
  const before = new Set<string>(all.map(({ observation }) => observation.id));
  return all.flatMap(({ observation, position }): Figure[] => {
    const count = countIn(observation);
    if (!concerns(count) || !isSound(observation, rules)) return [];
    if (isRetold({ observation }, before)) return [];
    const seen = { from: observation.valid.from, to: seenUntil(observation) };
    const event = predicate.kind === "count" && isEvent(predicate, false);
    return [
      {
        observation,
        position,
        count: { ...count, low: lowAt(count, place, names) },
        covers: isOfAll(count, place, names),
        side: "pro",
        seen,
        strength: ledger.strength(observation),
        roots: ledger.roots(observation),
        sole: criterion.soleMethods.includes(observation.method),
        mayOpen: mayOpen(observation, criterion, predicate, rules),
        mayConvict: isAcceptable(observation, criterion, rules),
        isFresh: (asOf) =>
          event || criterion.freshness === null || asOf < seen.to + criterion.freshness,
      },
    ];
  });
}

/** One of the place that is asked or of a part of it; one of more bounds it from above. */
function isThere(
  { place, stage, allDepartures }: CountReport,
  asked: Id | null,
  names: Declarations,
) {
  if (asked === null) return true;
  if (place !== null && holds(names, asked, place)) return true;
  if (stage === "declared") return false;
  return place === null ? allDepartures : holds(names, place, asked);
}

/**
 * Whether a count covers all that is asked, so that its upper bound bounds the whole. A figure
 * without a vessel or a place covers only what its report says; one of what stands at a place for
 * now covers that place.
 */
function isOfAll(
  { place, vessel, lot, stage, allDepartures }: CountReport,
  asked: Id | null,
  names: Declarations,
): boolean {
  if (vessel !== null || lot !== undefined) return false;
  if (place === null) return allDepartures;
  if (asked !== null) return holds(names, place, asked) && (allDepartures || stage === "in-place");
  return allDepartures && placesOf(names, null).every((one) => holds(names, place, one));
}

/** What is surely so in the place that is asked: of what was counted over more, nobody knows. */
function lowAt({ place, low }: CountReport, asked: Id | null, names: Declarations): number {
  const isInside = asked === null || (place !== null && holds(names, asked, place));
  return isInside ? low : 0;
}

function countIn({ report }: Observation): CountReport | null {
  const claim = report.kind === "statement" ? report.claim : report;
  if (claim?.kind !== "count") return null;
  return report.kind === "statement" && !asserts(report) ? null : claim;
}
