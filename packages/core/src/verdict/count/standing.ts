import {
  type Scope,
  ScopeSum,
  shipStanding,
  supportedLow,
  voyageOfKey,
} from "../../accounts/index.ts";
import type { CountPredicate } from "../../agreement/index.ts";
import { addTo, LEVEL, type Level, type Stage } from "../../evidence/index.ts";
import type { Instant } from "../../time/index.ts";
import type { CountStanding, ShipStanding } from "../explanation.ts";
import type { CountMatter } from "./matter.ts";
import type { ScopeMatter } from "./scope-matter.ts";
import { isState, type Sighting } from "./sighting.ts";

/** How a counting stands at an instant to which its matter has been put forward. */
export function standingOf(matter: CountMatter, asOf: Instant): CountStanding {
  const { predicate, atom, base, target, inPercent } = matter;
  const low = matter.low(atom.criterion.open);
  const isShare = typeof predicate.amount === "object";
  return {
    item: predicate.item,
    declared: base.declaredAt(asOf),
    estimate: base.estimateAt(asOf),
    counted: low === null && matter.high === null ? null : { low: low ?? 0, high: matter.high },
    bound: predicate.bound,
    asked: target,
    toGo:
      target === null || predicate.bound === "at-most"
        ? null
        : Math.max(0, toMillionth(target - (low ?? 0))),
    ...reportedBeside(matter, low ?? 0),
    ships: shipsOf(matter, atom.criterion.open, asOf),
    ...(inPercent ? { inPercentOfDeclared: true as const } : {}),
    ...(isShare ? { stages: stagesOf(predicate), ...seenOfLow(matter.seen, low ?? 0) } : {}),
  };
}

/** What is reported in all, where no accepted count comes so far: 94 % confirmed, 100 % reported. */
function reportedBeside(matter: CountMatter, low: number): { readonly reported?: number } {
  const { predicate, seen } = matter;
  if (isState(predicate) || predicate.bound !== "at-least" || matter.atom.negated) return {};
  // A figure for no one vessel and no one lot speaks of what left in all.
  const totals = seen.filter(({ scope, sound }) => {
    return sound && scope.vessel === null && scope.lot === null;
  });
  const all = [matter.low(LEVEL.suspected) ?? 0, ...totals.map((one) => one.low)];
  const reported = toMillionth(all.reduce((most, one) => Math.max(most, one), 0));
  return reported > low ? { reported } : {};
}

function stagesOf({ stage, orStage }: CountPredicate): readonly Stage[] {
  return orStage === undefined ? [stage] : [stage, orStage];
}

/** Until when that was seen which gives a lower bound: a percentage without its date says little. */
function seenOfLow(seen: readonly Sighting[], low: number): { readonly countedUntil?: Instant } {
  const first = seen.find((one) => one.exhibit !== null && one.low === low);
  return first === undefined ? {} : { countedUntil: first.seen.to };
}

function shipsOf(matter: CountMatter, open: Level, asOf: Instant): readonly ShipStanding[] {
  const declared = matter.base.declaredAboardAt(asOf);
  const counted = new Map<string, ScopeMatter[]>();
  for (const scope of matter.scopes()) {
    const { voyage } = scope;
    if (voyage === null || scope.seen.length === 0) continue;
    addTo(counted, voyage, scope);
  }
  const names = [...new Set([...declared.keys(), ...counted.keys()])].sort();
  return names.map((name) =>
    shipOf(name, counted.get(name) ?? [], declared.get(name) ?? null, open),
  );
}

function shipOf(
  name: string,
  scopes: readonly ScopeMatter[],
  declared: number | null,
  open: Level,
): ShipStanding {
  const first = scopes[0]?.scope;
  const { vessel, voyage } =
    first === undefined ? voyageOfKey(name) : { vessel: first.vessel!, voyage: first.voyage };
  let isOver = false;
  const whole: Sighting[] = [];
  for (const one of scopes.flatMap(({ seen }) => seen)) {
    if (one.exhibit === null) continue;
    // Where only a difference is reported, both figures stay blank.
    if (one.overDeclared > 0) isOver = true;
    else if (one.overDeclared === 0 && one.high < Infinity) whole.push(one);
  }
  const counted = aboard(whole, open);
  const standing = isOver ? "over" : shipStanding(declared, counted);
  return { vessel, voyage, declared, counted, standing };
}

/** What was counted aboard one voyage, its lots together. */
function aboard(counts: readonly Sighting[], open: Level) {
  if (counts.length === 0) return null;
  const { item, key } = counts[0]!;
  if (counts.every((one) => one.item === item && one.key === key)) {
    const low = toMillionth(supportedLow(counts, open) ?? 0);
    return { low, high: Math.max(low, toMillionth(leastHigh(counts))) };
  }
  const byScope = new Map<string, { scope: Scope; of: Sighting[] }>();
  for (const one of counts) {
    const key = `${one.item} ${one.key}`;
    const known = byScope.get(key) ?? { scope: one.scope, of: [] };
    byScope.set(key, known);
    known.of.push(one);
  }
  const lows = new ScopeSum((outer, inner) => outer === inner);
  const highs = new ScopeSum((outer, inner) => outer === inner);
  for (const { scope, of } of byScope.values()) {
    lows.set(scope, { low: supportedLow(of, open) ?? 0, high: Number.POSITIVE_INFINITY });
    highs.set(scope, { low: leastHigh(of), high: Number.POSITIVE_INFINITY });
  }
  return { low: lows.total, high: Math.max(lows.total, highs.total) };
}

function leastHigh(counts: readonly Sighting[]): number {
  return counts.reduce((least, one) => Math.min(least, one.high), Number.POSITIVE_INFINITY);
}

function toMillionth(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
