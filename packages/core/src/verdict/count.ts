import { asserts, contentOf } from "../agreement/index.ts";
import {
  type CountReport,
  type Exhibit,
  fuse,
  type Id,
  type Level,
  levelOf,
  type Observation,
  seenUntil,
  speakersOf,
  strengthMillionths,
} from "../evidence/index.ts";
import { type Instant, isAfter } from "../time/index.ts";
import type { Evidence } from "./exhibits.ts";
import type { CountStanding, ShipStanding } from "./explanation.ts";
import type { Atom } from "./form.ts";

/** The finding of a count at an instant, with how the counting stands. */
export interface CountFinding {
  readonly forLevel: Level;
  readonly againstLevel: Level;
  readonly standing: CountStanding;
}

/** A count that is before us: its numbers, and the exhibit that carries its weight. */
interface Count {
  readonly low: number;
  readonly high: number;
  readonly voyage: string | null;
  readonly allDepartures: boolean;
  readonly overDeclared: number;
  /** What it weighs towards verifying; `null` where it may only doubt. */
  readonly exhibit: Exhibit | null;
  /** What it weighs where it falls short. */
  readonly doubt: Exhibit;
  readonly seen: { readonly from: Instant; readonly to: Instant };
}

const LEVELS: readonly Level[] = [3, 2, 1];

/**
 * Judges `counted at least declared`, or at least a number (semantics, section 7): shown when the
 * counted lower bound reaches what is asked and, where that is what was declared, the declaration
 * is not below the estimate. Without a declaration or an estimate it is unverified. It is shown
 * not only when a count of all departures falls short: 17 of 42 is 25 to go.
 */
export function countAt(atom: Atom, evidence: Evidence, asOf: Instant): CountFinding {
  const counts = countsSeen(evidence, asOf);
  const declared = declaredBy(atom, evidence, asOf);
  const estimate = estimateOf(atom, evidence, asOf);
  const { predicate, criterion } = atom;
  const asked = predicate.kind === "count" ? predicate.atLeast : "declared";
  const target = asked === "declared" ? declared : asked;
  const plausible =
    asked !== "declared" || (estimate !== null && declared !== null && declared >= estimate.low);
  const reached =
    target === null || !plausible
      ? 0
      : (LEVELS.find((level) => lowerBound(counts, level) >= target) ?? 0);
  const low = lowerBound(counts, criterion.open);
  const short = shortfall(counts, target, atom);
  return {
    forLevel: atom.negated ? short : reached,
    againstLevel: atom.negated ? reached : short,
    standing: {
      item: predicate.kind === "count" ? predicate.item : atom.clause,
      declared,
      estimate,
      counted: { low, high: upperBound(counts) },
      toGo: target === null ? null : Math.max(0, target - low),
      ships: shipsOf(counts, evidence, criterion.open, asOf),
    },
  };
}

function countsSeen(evidence: Evidence, asOf: Instant): readonly Count[] {
  const admitted = evidence.observations.flatMap((one, i) => countOf(one, evidence.exhibits[i]!));
  // A count that may not verify may still doubt: it is kept without weight (section 5).
  const barred = evidence.excluded
    .filter(({ failings }) => failings.every(({ code }) => MAY_DOUBT.has(code)))
    .flatMap(({ observation }) => countOf(observation, null));
  return [...admitted, ...barred].filter(({ seen }) => seen.to <= asOf);
}

const MAY_DOUBT: ReadonlySet<string> = new Set(["method", "observers", "not-self"]);

function countOf(observation: Observation, exhibit: Exhibit | null): readonly Count[] {
  const claim = contentOf(observation.report);
  if (claim?.kind !== "count" || exhibit?.derived === true) return [];
  const { low, high, allDepartures, overDeclared = 0 } = claim;
  const seen = { from: observation.valid.from, to: seenUntil(observation) };
  const doubt = exhibit ?? barredDoubt(observation, seen);
  return [
    { low, high, voyage: voyageOf(claim), allDepartures, overDeclared, exhibit, doubt, seen },
  ];
}

// All barred counts are one source among them: doubt is one voice, however often it is retold.
function barredDoubt(observation: Observation, seen: Exhibit["seen"]): Exhibit {
  const strength = strengthMillionths(observation.grade);
  const group = "barred";
  return { side: "against", strength, seen, group, derived: false, sole: false, position: 0 };
}

function voyageOf({ vessel, voyage }: CountReport): string | null {
  return vessel === null ? null : JSON.stringify([vessel, voyage]);
}

/** The number counted at a level: the best total, or the sum over voyages if that is greater. */
function lowerBound(counts: readonly Count[], level: Level): number {
  const totals = counts.filter(({ voyage }) => voyage === null);
  const vessels = new Map<string, { named: number; unnamed: number }>();
  for (const [name, of] of voyagesOf(counts)) {
    const [vessel, voyage] = JSON.parse(name) as [string, string | null];
    const known = vessels.get(vessel) ?? { named: 0, unnamed: 0 };
    known[voyage === null ? "unnamed" : "named"] += supported(of, level);
    vessels.set(vessel, known);
  }
  // A count that does not say which voyage may be of any of them: it is added to none.
  const sum = [...vessels.values()].reduce(
    (all, { named, unnamed }) => all + Math.max(named, unnamed),
    0,
  );
  return Math.max(supported(totals, level), sum);
}

/**
 * The greatest number that several counts of the same thing support at a level. A second count
 * corroborates and is never added; where another bounds the thing below that number, the two
 * conflict and the lower low counts, unless later counts alone support the number.
 */
function supported(counts: readonly Count[], level: Level): number {
  const lows = [...new Set(counts.map(({ low }) => low))].sort((a, b) => b - a);
  for (const number of lows) {
    const bearing = counts.filter(({ low, exhibit }) => low >= number && exhibit !== null);
    if (weightOf(bearing) < level) continue;
    const belied = counts.filter((other) => {
      if (other.high >= number) return false;
      return weightOf(bearing.filter((one) => isAfter(one.seen, other.seen))) < level;
    });
    return Math.min(number, ...belied.map(({ low }) => low));
  }
  return 0;
}

function weightOf(counts: readonly Count[]): Level {
  return levelOf(fuse(counts.flatMap(({ exhibit }) => exhibit ?? [])));
}

function voyagesOf(counts: readonly Count[]): readonly (readonly [string, readonly Count[]])[] {
  const byVoyage = new Map<string, Count[]>();
  for (const count of counts) {
    if (count.voyage === null) continue;
    const known = byVoyage.get(count.voyage);
    if (known === undefined) byVoyage.set(count.voyage, [count]);
    else known.push(count);
  }
  return [...byVoyage].sort(([one], [other]) => (one < other ? -1 : 1));
}

function upperBound(counts: readonly Count[]): number | null {
  const covering = counts.filter(({ allDepartures }) => allDepartures).map(({ high }) => high);
  return covering.length === 0 ? null : Math.max(...covering);
}

/**
 * How well it is shown that all departures together fall short. Whoever may not verify may doubt;
 * later counts that alone meet the opening standard overtake a shortfall.
 */
function shortfall(counts: readonly Count[], target: number | null, atom: Atom): Level {
  if (target === null) return 0;
  const short = counts.filter((count) => {
    if (!count.allDepartures || count.high >= target) return false;
    const later = counts.filter(({ low, seen }) => low >= target && isAfter(seen, count.seen));
    return weightOf(later) < atom.criterion.open;
  });
  // Where the shortfall is what is asked, only what is admissible for it counts.
  if (atom.negated) return weightOf(short);
  return levelOf(fuse(short.map(({ doubt }) => doubt)));
}

/** The greatest standing declaration: a smaller later one is an indicator, not a new base. */
function declaredBy(atom: Atom, evidence: Evidence, asOf: Instant): number | null {
  const declared = declarationsIn(evidence, asOf, atom.self);
  const totals = declared.filter(({ vessel }) => vessel === null).map(({ low }) => low);
  const ships = new Map<string, number>();
  for (const one of declared) {
    const voyage = voyageOf(one);
    if (voyage !== null) ships.set(voyage, Math.max(one.low, ships.get(voyage) ?? 0));
  }
  if (ships.size > 0) totals.push([...ships.values()].reduce((sum, low) => sum + low, 0));
  return totals.length === 0 ? null : Math.max(...totals);
}

function declarationsIn(
  evidence: Evidence,
  asOf: Instant,
  self: readonly Id[] | null,
): readonly CountReport[] {
  return evidence.bearing.flatMap((observation) => {
    const { report } = observation;
    if (report.kind !== "statement" || report.claim?.kind !== "count") return [];
    if (!asserts(report)) return [];
    if (report.claim.stage !== "declared" || seenUntil(observation) > asOf) return [];
    const owed = self === null || self.length === 0 || self.includes(report.by);
    return owed ? [report.claim] : [];
  });
}

/** The latest standing estimate, by anyone but the party that owes the thing. */
function estimateOf(atom: Atom, evidence: Evidence, asOf: Instant): CountStanding["estimate"] {
  let latest: Observation | null = null;
  for (const one of evidence.bearing) {
    if (one.report.kind !== "assessment" || seenUntil(one) > asOf) continue;
    if (speakersOf(one).some((body) => atom.self.includes(body))) continue;
    if (latest === null || seenUntil(one) >= seenUntil(latest)) latest = one;
  }
  if (latest?.report.kind !== "assessment" || latest.report.low === null) return null;
  return { low: latest.report.low, high: latest.report.high ?? latest.report.low };
}

function shipsOf(
  counts: readonly Count[],
  evidence: Evidence,
  open: Level,
  asOf: Instant,
): readonly ShipStanding[] {
  const declared = new Map<string, number>();
  for (const one of declarationsIn(evidence, asOf, null)) {
    const voyage = voyageOf(one);
    if (voyage !== null) declared.set(voyage, Math.max(one.low, declared.get(voyage) ?? 0));
  }
  const counted = new Map(voyagesOf(counts));
  const names = [...new Set([...declared.keys(), ...counted.keys()])].sort();
  return names.map((name) => {
    const [vessel, voyage] = JSON.parse(name) as [string, string | null];
    const admitted = counted.get(name)?.filter(({ exhibit }) => exhibit !== null) ?? [];
    // Where only a difference is reported, both figures stay blank.
    const of = admitted.filter(({ overDeclared }) => overDeclared === 0);
    const low = supported(of, open);
    const high = of.length === 0 ? null : Math.max(low, Math.min(...of.map((one) => one.high)));
    const promised = declared.get(name) ?? null;
    return {
      vessel,
      voyage,
      declared: promised,
      counted: high === null ? null : { low, high },
      standing: admitted.some(({ overDeclared }) => overDeclared > 0)
        ? "over"
        : standingOf(promised, high === null ? null : { low, high }),
    };
  });
}

function standingOf(
  declared: number | null,
  counted: { readonly low: number; readonly high: number } | null,
): ShipStanding["standing"] {
  if (declared === null || counted === null) return "open";
  if (counted.high < declared) return "short";
  return counted.low > declared ? "over" : "agrees";
}
