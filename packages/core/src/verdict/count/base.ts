import { DeclaredSum, declaredByVoyage, type Estimated, estimated } from "../../accounts/index.ts";
import { asserts, type CountPredicate } from "../../agreement/index.ts";
import {
  type CountReport,
  type Exhibit,
  type Id,
  type Observation,
  seenUntil,
  speakersOf,
} from "../../evidence/index.ts";
import type { Instant } from "../../time/index.ts";
import type { Evidence } from "../exhibits.ts";
import type { Atom } from "../form.ts";
import { indexAt } from "../steps.ts";
import { classesOf } from "./sighting.ts";

/** What a count is held against: what is declared, and what is estimated, over time. */
export interface CountBase {
  /** Every instant at which anything is declared or estimated. */
  readonly instants: readonly Instant[];
  /** What is declared of all that is asked, `null` where not every class of it is. */
  readonly declaredAt: (at: Instant) => number | null;
  /** The independent estimate of the whole, wherever it is; `null` where a class has none. */
  readonly estimateAt: (at: Instant) => Interval | null;
  /** What is declared in all, wherever it is: an estimate is held against that. */
  readonly declaredWhereverAt: (at: Instant) => number | null;
  readonly declaredAboardAt: (at: Instant) => ReadonlyMap<string, number>;
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Reads what an atom's counts are held against. */
export function baseOf(atom: Atom, evidence: Evidence): CountBase {
  const declarations = declarationsIn(atom, evidence);
  const estimates = estimatesIn(atom, evidence);
  const { predicate, vocabulary } = atom;
  const place = predicate.kind === "count" ? predicate.place : null;
  const here = declarations.filter(
    ({ claim }) =>
      place === null || (claim.place !== null && vocabulary.covers(place, claim.place)),
  );
  const owing = (some: typeof declarations) => some.filter(({ isOwing }) => isOwing);
  return {
    instants: [...declarations, ...estimates].map(({ seen }) => seen),
    declaredAt: declaredOver(atom, owing(here)),
    declaredWhereverAt: declaredOver(atom, owing(declarations)),
    estimateAt: estimatedOver(atom, estimates),
    declaredAboardAt: (at) =>
      declaredByVoyage(here.filter(({ seen }) => seen <= at).map(({ claim }) => claim)),
  };
}

interface Declaration {
  readonly claim: CountReport;
  readonly seen: Instant;
  /** Whether whoever owes the thing declares it; where nobody does, whoever declares it. */
  readonly isOwing: boolean;
}

function declarationsIn(atom: Atom, evidence: Evidence): readonly Declaration[] {
  return evidence.bearing
    .flatMap((observation) => {
      const { report } = observation;
      if (report.kind !== "statement" || report.claim?.kind !== "count") return [];
      if (!asserts(report)) return [];
      if (report.claim.stage !== "declared" || report.claim.percentOf !== undefined) return [];
      const isOwing = atom.owing.length === 0 || atom.owing.includes(report.by);
      return [{ claim: report.claim, seen: seenUntil(observation), isOwing }];
    })
    .sort((one, other) => one.seen - other.seen);
}

/** What is declared at each instant, class by class and then added up. */
function declaredOver(
  atom: Atom,
  declarations: readonly Declaration[],
): (at: Instant) => number | null {
  const classes = new Map(
    classesOf(atom).map((one) => [one, new DeclaredSum(atom.vocabulary.covers)]),
  );
  const pooled = new DeclaredSum(atom.vocabulary.covers);
  return over(declarations, ({ claim }) => {
    (classes.get(claim.subject) ?? pooled).add(claim);
    return together(
      [...classes.values()].map(({ total }) => total),
      pooled.total,
    );
  });
}

interface Estimate extends Interval {
  readonly subject: Id;
  readonly exhibit: Exhibit;
  readonly seen: Instant;
}

/** Every estimate that may be one: nobody's own, denied or drawn from the bearer (section 7). */
function estimatesIn({ criterion }: Atom, evidence: Evidence): readonly Estimate[] {
  const mayEstimate = (observation: Observation) =>
    criterion.estimatedBy.length === 0 ||
    (speakersOf(observation).length > 0 &&
      speakersOf(observation).every((body) => criterion.estimatedBy.includes(body)));
  return evidence.bearing
    .flatMap((observation, index): readonly Estimate[] => {
      const { report } = observation;
      const { own, ...source } = evidence.bearingSources[index]!;
      if (report.kind !== "assessment" || report.state !== "so" || report.low === null) return [];
      if (own || !mayEstimate(observation)) return [];
      const seen = { from: observation.valid.from, to: seenUntil(observation) };
      const weight = { side: "for", ...source, seen, position: index } as const;
      const { subject, low, high } = report;
      const exhibit: Exhibit = { ...weight, derived: false, sole: false };
      return [{ subject, low, high: high ?? low, exhibit, seen: seen.to }];
    })
    .sort((one, other) => one.seen - other.seen);
}

function estimatedOver(
  atom: Atom,
  estimates: readonly Estimate[],
): (at: Instant) => Interval | null {
  const classes = new Map<Id, Estimate[]>(classesOf(atom).map((one) => [one, []]));
  const pooled: Estimate[] = [];
  return over(estimates, (estimate): Interval | null => {
    (classes.get(estimate.subject) ?? pooled).push(estimate);
    const each = [...classes.values()].map((some) => estimated(some));
    const whole: Estimated | null = estimated(pooled);
    const low = together(
      each.map((one) => one?.low ?? null),
      whole?.low ?? null,
    );
    const high = together(
      each.map((one) => one?.high ?? null),
      whole?.high ?? null,
    );
    return low === null || high === null ? null : { low, high };
  });
}

/** The sum of what is known of each class, or what is known of all together if that is greater. */
function together(each: readonly (number | null)[], whole: number | null): number | null {
  const known = each.filter((one) => one !== null);
  const sum = known.length < each.length ? null : known.reduce((all, one) => all + one, 0);
  if (sum === null || whole === null) return sum ?? whole;
  return Math.max(sum, whole);
}

/** A value that each of several, in the order of time, may change; `null` before the first. */
function over<Item extends { readonly seen: Instant }, Value>(
  items: readonly Item[],
  after: (item: Item) => Value | null,
): (at: Instant) => Value | null {
  const instants: Instant[] = [];
  const values: (Value | null)[] = [];
  for (const item of items) {
    const value = after(item);
    if (instants.at(-1) === item.seen) values[values.length - 1] = value;
    else {
      instants.push(item.seen);
      values.push(value);
    }
  }
  return (at) => {
    if (instants.length === 0 || instants[0]! > at) return null;
    return values[indexAt(instants, at)] ?? null;
  };
}

/** The number that is asked; `null` while it is a share of what nobody has declared. */
export function targetOf(
  asked: CountPredicate["amount"],
  declared: number | null,
  inPercent: boolean,
): number | null {
  if (typeof asked === "number") return asked;
  if (asked === "declared") return declared;
  return inPercent ? asked.percentOfDeclared : shareOf(declared ?? 100, asked.percentOfDeclared);
}

/** One way of reckoning for what is asked and what is reported, so that 90 % reaches 90 %. */
export function shareOf(whole: number, percent: number): number {
  return (whole * percent) / 100;
}
