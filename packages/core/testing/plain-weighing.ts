/**
 * The weighing of a matter as the rules read, for the properties: every report is compared with
 * every other at every instant, and every selection of those that speak is tried. It shares the
 * tables of strengths and levels with what is used, and nothing else.
 */
import {
  type Criterion,
  type Exhibit,
  type Level,
  levelOf,
  oddsMillionths,
} from "../src/evidence/index.ts";
import { type Instant, isAfter } from "../src/time/index.ts";

/** The level and the odds of the best selection of reports that are live on one side. */
export interface PlainSide {
  readonly level: Level;
  readonly odds: number;
}

/** What both sides reach at an instant. */
export function weighPlainly(
  exhibits: readonly Exhibit[],
  criterion: Criterion,
  asOf: Instant,
): { readonly for: PlainSide; readonly against: PlainSide } {
  const live = exhibits.filter(
    (one) => isHeardAt(one, criterion, asOf) && !isOvertaken(one, exhibits, criterion, asOf),
  );
  return {
    for: bestOf(live.filter(({ side }) => side === "for")),
    against: bestOf(live.filter(({ side }) => side === "against")),
  };
}

function isHeardAt(one: Exhibit, criterion: Criterion, at: Instant): boolean {
  if (one.derived || one.seen.to > at || (one.speaksFrom ?? at) > at) return false;
  if (one.replacedAt !== undefined && one.replacedAt <= at) return false;
  if (one.side === "against" || criterion.freshness === null) return true;
  return one.seen.to + criterion.freshness > at;
}

function isOvertaken(
  one: Exhibit,
  all: readonly Exhibit[],
  criterion: Criterion,
  asOf: Instant,
): boolean {
  const later = all.filter((other) => other.side !== one.side && isAfter(other.seen, one.seen));
  const instants = later.map(({ seen, speaksFrom }) => Math.max(seen.to, speaksFrom ?? seen.to));
  return instants.some((at) => {
    if (at > asOf) return false;
    const heard = later.filter((other) => isHeardAt(other, criterion, at as Instant));
    return heard.length > 0 && bestOf(heard).level >= criterion.open;
  });
}

/** The best of all selections, by trying them. */
export function bestOf(live: readonly Exhibit[]): PlainSide {
  let best: PlainSide = { level: 0, odds: 0 };
  const tryFrom = (start: number, chosen: readonly Exhibit[]): void => {
    const side = comeTo(chosen);
    if (side.level > best.level || (side.level === best.level && side.odds > best.odds)) {
      best = side;
    }
    for (let i = start; i < live.length; i += 1) {
      if (mayJoin(chosen, live[i]!)) tryFrom(i + 1, [...chosen, live[i]!]);
    }
  };
  tryFrom(0, []);
  return best;
}

function rootsOf({ roots, group }: Exhibit): readonly string[] {
  return roots ?? [group];
}

function mayJoin(chosen: readonly Exhibit[], one: Exhibit): boolean {
  const roots = rootsOf(one);
  if (chosen.some((other) => rootsOf(other).some((root) => roots.includes(root)))) return false;
  return [...chosen, one].filter((some) => rootsOf(some).length > 1).length <= 2;
}

function comeTo(chosen: readonly Exhibit[]): PlainSide {
  const strengths = chosen.map(({ strength }) => strength).sort((one, other) => other - one);
  const odds = strengths.reduce((sum, strength) => sum + oddsMillionths(strength), 0);
  const soles = chosen.filter(({ sole }) => sole).map(({ strength }) => strength);
  const [first = 0, second = 0] = strengths;
  return { level: levelOf({ odds, first, second, sole: Math.max(0, ...soles) }), odds };
}
