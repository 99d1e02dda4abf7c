import {
  byVoyage,
  declaredByVoyage,
  greatestDeclared,
  levelOfCounts,
  lowerBound,
  shipStanding,
  supportedLow,
  voyageKey,
  voyageOfKey,
  type WeighedCount,
} from "../accounts/index.ts";
import { asserts, type CountPredicate, contentOf } from "../agreement/index.ts";
import {
  type CountReport,
  type Exhibit,
  fuse,
  type Id,
  type Level,
  levelOf,
  type Observation,
  type Stage,
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

/** A count that is before us, with what it weighs where it falls short. */
interface Count extends WeighedCount {
  readonly allDepartures: boolean;
  readonly overDeclared: number;
  readonly percentOf: "declared" | null;
  readonly doubt: Exhibit;
}

const LEVELS: readonly Level[] = [3, 2, 1];

/**
 * Judges `counted at least declared`, or at least a number (semantics, section 7): shown when the
 * counted lower bound reaches what is asked and, where that is what was declared, the declaration
 * is not below the estimate. Without a declaration or an estimate it is unverified. It is shown
 * not only when a count of all departures falls short: 17 of 42 is 25 to go.
 *
 * A percent of what is declared is a claim about the declaration alone, and is reported as such: it
 * asks for no estimate. Where sources state percents alone, it is held against these, and what is
 * declared is taken as 100.
 */
export function countAt(atom: Atom, evidence: Evidence, asOf: Instant): CountFinding {
  const declaredAt = (at: Instant) => greatestDeclared(declarationsIn(evidence, at, atom.self));
  const declared = declaredAt(asOf);
  const estimate = estimateOf(atom, evidence, asOf);
  const { predicate, criterion } = atom;
  const asked = predicate.kind === "count" ? predicate.amount : "declared";
  const seen = countsSeen(atom, evidence, asOf);
  // Where no amount was counted, amounts worked out of what is declared would be nobody's figures.
  const inPercent =
    typeof asked === "object" &&
    (declared === null || seen.every(({ percentOf }) => percentOf !== null));
  const counts = inPercent ? inShares(seen, declared, declaredAt) : inAmounts(seen, declaredAt);
  const target = targetOf(asked, inPercent ? null : declared);
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
      toGo: target === null ? null : Math.max(0, toMillionth(target - low)),
      ships: shipsOf(counts, evidence, criterion.open, asOf),
      ...(inPercent ? { inPercentOfDeclared: true as const } : {}),
      ...(typeof asked === "object"
        ? { stages: stagesOf(predicate), ...seenOfLow(counts, low) }
        : {}),
    },
  };
}

function targetOf(asked: CountPredicate["amount"], declared: number | null): number | null {
  if (typeof asked !== "object") return asked === "declared" ? declared : asked;
  return shareOf(declared ?? 100, asked.percentOfDeclared);
}

/** One way of reckoning for what is asked and what is reported, so that 90 % reaches 90 %. */
function shareOf(whole: number, percent: number): number {
  return (whole * percent) / 100;
}

/**
 * The counts as amounts; those that cannot be put into one say nothing here. A percentage is of what
 * was declared when it was seen: a later and greater declaration makes no more of it.
 */
function inAmounts(
  counts: readonly Count[],
  declaredAt: (at: Instant) => number | null,
): readonly Count[] {
  return counts.flatMap((count) => {
    if (count.percentOf === null) return [count];
    const declared = declaredAt(count.seen.to);
    if (declared === null) return [];
    return [{ ...count, low: shareOf(declared, count.low), high: shareOf(declared, count.high) }];
  });
}

/**
 * The shares, of what is declared by now: all of what was declared is less than all once more is.
 * Where no amount was declared when one was seen, it stays as it was stated.
 */
function inShares(
  counts: readonly Count[],
  declared: number | null,
  declaredAt: (at: Instant) => number | null,
): readonly Count[] {
  return counts.flatMap((count) => {
    if (count.percentOf === null) return [];
    const then = declaredAt(count.seen.to);
    if (declared === null || then === null || then >= declared) return [count];
    const { low, high } = count;
    // Rounded outwards: no rounding makes all of it out of nearly all.
    const now = (percent: number) => ((percent * then) / declared) * 1e6;
    return [{ ...count, low: Math.floor(now(low)) / 1e6, high: Math.ceil(now(high)) / 1e6 }];
  });
}

function stagesOf(predicate: Atom["predicate"]): readonly Stage[] {
  if (predicate.kind !== "count") return [];
  const { stage, orStage } = predicate;
  return orStage === undefined ? [stage] : [stage, orStage];
}

/** Until when that was seen which gives a lower bound: a percentage without its date says little. */
function seenOfLow(counts: readonly Count[], low: number): { readonly countedUntil?: Instant } {
  const giving = counts.filter((one) => one.exhibit !== null && one.low === low);
  if (giving.length === 0) return {};
  return { countedUntil: Math.min(...giving.map(({ seen }) => seen.to)) as Instant };
}

function toMillionth(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

function countsSeen(atom: Atom, evidence: Evidence, asOf: Instant): readonly Count[] {
  const admitted = evidence.observations.flatMap((one, i) =>
    countOf(atom, one, evidence.exhibits[i]!),
  );
  // A count that may not verify may still doubt: it is kept without weight (section 5).
  const barred = evidence.excluded
    .filter(({ failings }) => failings.every(({ code }) => MAY_DOUBT.has(code)))
    .flatMap(({ observation }) => countOf(atom, observation, null));
  return [...admitted, ...barred].filter(({ seen }) => seen.to <= asOf);
}

const MAY_DOUBT: ReadonlySet<string> = new Set(["method", "observers", "not-self"]);

function countOf(
  { predicate }: Atom,
  observation: Observation,
  exhibit: Exhibit | null,
): readonly Count[] {
  const claim = contentOf(observation.report);
  if (claim?.kind !== "count" || exhibit?.derived === true) return [];
  const { low, overDeclared = 0, percentOf = null } = claim;
  // A count at one of two stages bounds both together from below, and never from above: 49.3 %
  // removed is no conflict with 53.6 % removed or destroyed.
  const isWhole = predicate.kind !== "count" || claim.orStage !== undefined || !predicate.orStage;
  const high = isWhole ? claim.high : Number.POSITIVE_INFINITY;
  const allDepartures = claim.allDepartures && isWhole;
  const seen = { from: observation.valid.from, to: seenUntil(observation) };
  const doubt = exhibit ?? barredDoubt(observation, seen);
  const numbers = { low, high, percentOf, overDeclared, allDepartures };
  return [{ ...numbers, voyage: voyageKey(claim), exhibit, doubt, seen }];
}

// All barred counts are one source among them: doubt is one voice, however often it is retold.
function barredDoubt(observation: Observation, seen: Exhibit["seen"]): Exhibit {
  const strength = strengthMillionths(observation.grade);
  const group = "barred";
  return { side: "against", strength, seen, group, derived: false, sole: false, position: 0 };
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
    return levelOfCounts(later) < atom.criterion.open;
  });
  // Where the shortfall is what is asked, only what is admissible for it counts.
  if (atom.negated) return levelOfCounts(short);
  return levelOf(fuse(short.map(({ doubt }) => doubt)));
}

/** Standing declarations of how many there are, by whoever owes the thing; by anyone for `null`. */
function declarationsIn(
  evidence: Evidence,
  asOf: Instant,
  self: readonly Id[] | null,
): readonly CountReport[] {
  return evidence.bearing.flatMap((observation) => {
    const { report } = observation;
    if (report.kind !== "statement" || report.claim?.kind !== "count") return [];
    if (!asserts(report)) return [];
    if (report.claim.stage !== "declared" || report.claim.percentOf !== undefined) return [];
    if (seenUntil(observation) > asOf) return [];
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
  const declared = declaredByVoyage(declarationsIn(evidence, asOf, null));
  const counted = new Map(byVoyage(counts));
  const names = [...new Set([...declared.keys(), ...counted.keys()])].sort();
  return names.map((name) => {
    const { vessel, voyage } = voyageOfKey(name);
    const admitted = counted.get(name)?.filter(({ exhibit }) => exhibit !== null) ?? [];
    // Where only a difference is reported, both figures stay blank.
    const of = admitted.filter(({ overDeclared, high }) => overDeclared === 0 && high < Infinity);
    const low = supportedLow(of, open) ?? 0;
    const high = of.length === 0 ? null : Math.max(low, Math.min(...of.map((one) => one.high)));
    const promised = declared.get(name) ?? null;
    return {
      vessel,
      voyage,
      declared: promised,
      counted: high === null ? null : { low, high },
      standing: admitted.some(({ overDeclared }) => overDeclared > 0)
        ? "over"
        : shipStanding(promised, high === null ? null : { low, high }),
    };
  });
}
