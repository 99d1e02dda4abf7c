/** Counts held against a number or what was declared, by the reference (section 7). */
import type { AtomCondition, CountPredicate } from "../../src/agreement/index.ts";
import { type Id, LEVEL, type Level, seenUntil } from "../../src/evidence/index.ts";
import { isAcceptable, isOthersWord, isSound } from "./admissibility.ts";
import { type Judged, leaf, type Scope, type Sides, threshold } from "./conditions.ts";
import { countsOf, type Figure } from "./figures.ts";
import { asserts } from "./matching.ts";
import { leavesOf, withAgents } from "./names.ts";
import { addedUp } from "./sums.ts";
import { type Scale, weighSide } from "./weighing.ts";

/** Judges a count of one class, or of several together. */
export function judgeCount(
  atom: AtomCondition,
  predicate: CountPredicate,
  negated: boolean,
  scope: Scope,
): Judged {
  if (predicate.bound === "exactly") {
    const both = (["at-least", "at-most"] as const).map((bound) =>
      judgeCount(atom, { ...predicate, bound }, negated, scope),
    );
    return threshold(negated ? 1 : 2, both);
  }
  const counted = new Counted(atom, predicate, scope);
  const target = counted.target();
  const bears = counted.bears();
  if (target === null) {
    return leaf(atom, scope, { pro: { level: 0, odds: 0 }, con: { level: 0, odds: 0 }, bears });
  }
  const atLeast = predicate.bound === "at-least";
  const held: Held = {
    reaches: (sum) => (atLeast ? sum >= target.number : sum > target.number),
    bounds: (high) => (atLeast ? high < target.number : high <= target.number),
    lowOpens: atLeast !== negated,
  };
  const reached = counted.lowSide(held);
  const bounded = counted.highSide(held);
  const sides: Sides =
    atLeast !== negated
      ? { pro: target.opens ? reached : NOTHING, con: bounded, bears }
      : { pro: target.opens ? bounded : NOTHING, con: reached, bears };
  return leaf(atom, scope, sides);
}

const NOTHING: Scale = { level: 0, odds: 0 };

/** How a sum, and an upper bound, are held against the number asked. */
interface Held {
  readonly reaches: (sum: number) => boolean;
  readonly bounds: (high: number) => boolean;
  /** Whether to reach it opens the condition as written; otherwise to stay below does. */
  readonly lowOpens: boolean;
}

/** The number asked, and whether to reach it verifies anything. */
interface Target {
  readonly number: number;
  readonly opens: boolean;
}

class Counted {
  private readonly items: readonly Id[];
  private readonly figures: readonly Figure[];

  private readonly atom: AtomCondition;
  private readonly predicate: CountPredicate;
  private readonly scope: Scope;

  constructor(atom: AtomCondition, predicate: CountPredicate, scope: Scope) {
    this.atom = atom;
    this.predicate = predicate;
    this.scope = scope;
    const { names, asOf } = scope;
    this.items = [predicate.item, ...predicate.together].flatMap((item) => leavesOf(names, item));
    this.figures = countsOf(atom, this.items, predicate.place, scope).filter(
      ({ seen }) => seen.to <= asOf,
    );
  }

  /** Whether anything counted, declared or estimated speaks of it. */
  bears(): boolean {
    return this.figures.length > 0 || this.estimates().length > 0;
  }

  target(): Target | null {
    const { amount } = this.predicate;
    if (typeof amount === "number") return { number: amount, opens: true };
    const declared = this.declared();
    if (declared === null) return null;
    if (amount !== "declared") {
      return { number: (declared * amount.percentOfDeclared) / 100, opens: true };
    }
    const estimate = this.estimateLow();
    return { number: declared, opens: estimate !== null && declared >= estimate };
  }

  /** The greatest standing declaration of each scope; those of disjoint scopes add up. */
  declared(): number | null {
    const declared = this.figures.filter(({ count }) => count.stage === "declared");
    if (declared.length === 0) return null;
    return addedUp(
      declared,
      (scope) => Math.max(...scope.map(({ count }) => count.low)),
      this.scope,
    );
  }

  /** The most that estimates say there are at least; `null` where none is good enough. */
  private estimateLow(): number | null {
    const estimates = this.estimates().filter(({ seen }) => seen <= this.scope.asOf);
    const suspected = estimates
      .map(({ low }) => low)
      .filter((low) => {
        const atLeast = estimates.filter((one) => one.low >= low);
        return weighSide(atLeast).level >= LEVEL.suspected;
      });
    return suspected.length === 0 ? null : Math.max(...suspected);
  }

  private estimates() {
    const { rules, names } = this.scope;
    const { ledger } = rules;
    const { criterion, predicate } = this.atom;
    return ledger.observations.flatMap(({ observation }) => {
      const { report } = observation;
      const claim = report.kind === "statement" ? report.claim : report;
      if (claim?.kind !== "assessment" || claim.matter !== "estimate" || claim.low === null) {
        return [];
      }
      if (claim.state !== "so" || !this.items.includes(claim.subject)) return [];
      if (report.kind === "statement" && !asserts(report)) return [];
      if (!isSound(observation, rules) || !isOthersWord(observation, predicate, rules)) return [];
      // Method and observers bind an estimate only where the text says who may make it.
      if (criterion.estimatedBy.length > 0) {
        const may = withAgents(names, criterion.estimatedBy);
        const named = observation.observers.length > 0;
        if (!named || !observation.observers.every(({ body }) => may.has(body))) return [];
        if (!isAcceptable(observation, criterion, rules)) return [];
      }
      return [
        {
          low: claim.low,
          seen: seenUntil(observation),
          strength: ledger.strength(observation),
          roots: ledger.roots(observation),
          sole: false,
        },
      ];
    });
  }

  /** How well it is shown that so many were counted, by what no later bound has overtaken. */
  lowSide(held: Held): Scale {
    const figures = this.ofStage();
    const live = figures.filter((one) => this.counts(one, held.lowOpens));
    const bounds = figures.filter((one) => one.covers && this.mayCount(one, !held.lowOpens));
    return this.reached(
      live.filter((one) => !this.isOvertaken(one, bounds, (then) => this.bounded(then, held))),
      held,
    );
  }

  private reached(figures: readonly Figure[], held: Held): Scale {
    const levels: readonly Level[] = [3, 2, 1];
    const proven = (level: Level) => (scope: readonly Figure[]) =>
      this.proven(scope, level, held.lowOpens);
    const level = levels.find((one) => {
      const sum = addedUp(figures, proven(one), this.scope);
      return sum !== null && held.reaches(sum);
    });
    return level === undefined ? NOTHING : { level, odds: weighSide(figures).odds };
  }

  /** How well it is shown that there are no more, by what no later count has overtaken. */
  highSide(held: Held): Scale {
    const figures = this.ofStage();
    const live = figures.filter((one) => one.covers && this.counts(one, !held.lowOpens));
    const lows = figures.filter((one) => this.mayCount(one, held.lowOpens));
    return this.bounded(
      live.filter((one) => !this.isOvertaken(one, lows, (then) => this.reached(then, held))),
      held,
    );
  }

  private bounded(figures: readonly Figure[], held: Held): Scale {
    return weighSide(figures.filter(({ count }) => held.bounds(count.high)));
  }

  /** Whether later figures of the contrary have, at some instant, alone met the standard. */
  private isOvertaken(
    one: Figure,
    contrary: readonly Figure[],
    weighed: (then: readonly Figure[]) => Scale,
  ): boolean {
    const later = contrary.filter(({ seen }) => seen.from >= one.seen.to && seen.to > one.seen.to);
    return later.some(({ seen: { to } }) => {
      const then = later.filter((other) => other.seen.to <= to && other.isFresh(to));
      return weighed(then).level >= this.atom.criterion.open;
    });
  }

  /** Reports of the stage asked, but for those of a place that a later count has replaced. */
  private ofStage(): readonly Figure[] {
    const { stage, orStage } = this.predicate;
    const asked = orStage === undefined ? [stage] : [stage, orStage];
    const figures = this.figures.filter(({ count }) =>
      [count.stage, ...(count.orStage === undefined ? [] : [count.orStage])].every((one) =>
        asked.includes(one),
      ),
    );
    return figures.filter((one) => !this.isReplaced(one, figures));
  }

  /** Later counts of the same scope that may open, good enough alone, replace those before. */
  private isReplaced(one: Figure, figures: readonly Figure[]): boolean {
    const later = figures.filter(
      (other) =>
        other.mayOpen &&
        scopeOf(other) === scopeOf(one) &&
        other.count.allDepartures === one.count.allDepartures &&
        other.seen.from >= one.seen.to &&
        other.seen.to > one.seen.to,
    );
    return weighSide(later).level >= this.atom.criterion.open;
  }

  private counts(one: Figure, opens: boolean): boolean {
    const { lens, asOf } = this.scope;
    if (!opens) return lens.countsAgainst(one);
    return one.mayOpen && one.isFresh(asOf) && lens.countsFor(one, true);
  }

  private mayCount(one: Figure, opens: boolean): boolean {
    return !opens || one.mayOpen;
  }

  /**
   * The most that reports of one scope show at a level; where they disagree, the lower low. `null`
   * where they show nothing, which is not to show that there are none.
   */
  private proven(scope: readonly Figure[], level: Level, opens: boolean): number | null {
    const shown = scope
      .map(({ count }) => count.low)
      .filter((low) => weighSide(scope.filter(({ count }) => count.low >= low)).level >= level);
    if (shown.length === 0) return null;
    const most = Math.max(...shown);
    // A lower figure takes nothing from what doubts.
    if (!opens) return most;
    const rivals = this.ofStage().filter((one) => scopeOf(one) === scopeOf(scope[0]!));
    const lower = rivals.filter(
      ({ count }) =>
        count.high < most &&
        weighSide(rivals.filter((one) => isSameFigure(one, count))).level >= LEVEL.suspected,
    );
    return lower.length === 0 ? most : Math.min(...lower.map(({ count }) => count.low));
  }
}

function isSameFigure({ count }: Figure, other: Figure["count"]): boolean {
  return count.low === other.low && count.high === other.high;
}

/** What a figure covers: a class at a place, of a lot, aboard a vessel on a voyage. */
export function scopeOf({ count }: Figure): string {
  const { subject, place, lot, vessel, voyage } = count;
  return JSON.stringify([subject, place, lot ?? null, vessel, voyage]);
}
