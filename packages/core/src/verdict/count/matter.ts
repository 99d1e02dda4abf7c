import { succeededUntil, supportedHigh } from "../../accounts/index.ts";
import type { CountPredicate } from "../../agreement/index.ts";
import type { Level } from "../../evidence/index.ts";
import { BEGINNING, END, type Instant } from "../../time/index.ts";
import type { Atom } from "../form.ts";
import { type CountBase, targetOf } from "./base.ts";
import { BOUNDS, type Limits } from "./bounds.ts";
import { LowSum } from "./low-sum.ts";
import { type Plane, ScopeMatter } from "./scope-matter.ts";
import { inAmount, inShare } from "./share.ts";
import { isState, type Sighting } from "./sighting.ts";
import { StandingAgainst } from "./standing-against.ts";
import { LEVELS } from "./supported-lows.ts";

/** How well a count is shown, and shown not, at an instant. */
export interface CountLevels {
  readonly forLevel: Level;
  readonly againstLevel: Level;
  /** The level against of what may convict: what is barred by method or observers may not. */
  readonly breachLevel: Level;
}

/**
 * The counts before an atom over time (semantics, section 7): it is put forward instant by instant,
 * so that at each only what has changed since is weighed again. Where counts are of what has passed
 * for good and are to reach a number, it can be put back as well, and given other counts from an
 * instant on.
 */
export class CountMatter {
  readonly atom: Atom;
  readonly predicate: CountPredicate;
  readonly base: CountBase;
  #all: readonly Sighting[];
  /** The planes on which lower bounds are asked for. */
  readonly #planes: readonly Plane[];
  readonly #ends: readonly { readonly at: Instant; readonly one: Sighting }[];
  /** Whether what was taken in can be taken back: by what is asked, and by what was counted. */
  readonly #mayReverse: boolean;
  #isReversible: boolean;
  /** The first that states an amount, and no share; there may be none. */
  #firstAmount: number;
  #asOf: Instant = BEGINNING;
  #known = 0;
  #ended = 0;
  #reckoning = { inPercent: false, declared: null as number | null };
  #seen: Sighting[] = [];
  #byId = new Map<Sighting["id"], Sighting>();
  #covering: Sighting[] = [];
  /** What stands against, for each plane that it was asked of, and the target it was held to. */
  #against = new Map<Plane, StandingAgainst>();
  #stale = new Set<Sighting["id"]>();
  #scopes = new Map<Sighting["item"], Map<string, ScopeMatter>>();
  #sums = new Map<Plane, LowSum>();
  #overtakenUntil = BEGINNING as number;

  /** @param sightings - in the order in which they were seen. */
  constructor(
    atom: Atom,
    predicate: CountPredicate,
    base: CountBase,
    sightings: readonly Sighting[],
  ) {
    this.atom = atom;
    this.predicate = predicate;
    this.base = base;
    this.#all = sightings;
    this.#ends = this.#endsOf(atom.criterion.freshness);
    this.#firstAmount = firstAmount(sightings);
    const doubtsByMore = predicate.bound !== "at-least" || atom.negated;
    this.#planes = doubtsByMore ? planesOf(sightings) : ["opens"];
    this.#mayReverse = !doubtsByMore && !isState(predicate) && isOfAmounts(predicate);
    this.#isReversible = this.#mayReverse && sightings.every(isReversible);
  }

  /** All counts, those that are still to be seen among them, in the order in which they are seen. */
  get all(): readonly Sighting[] {
    return this.#all;
  }

  /** Every instant from one on at which something is seen, goes stale, or is declared or estimated. */
  instantsFrom(first: Instant): readonly Instant[] {
    const instants = this.base.instants.filter((at) => at >= first);
    for (let at = this.#all.length - 1; at >= 0 && this.#all[at]!.seen.to >= first; at -= 1) {
      instants.push(this.#all[at]!.seen.to);
    }
    for (const { at } of this.#ends) if (at >= first) instants.push(at);
    return instants;
  }

  /**
   * Goes on from what it has in common with other counts before the same atom and the same base.
   *
   * @returns whether it can; if not, nothing has changed.
   */
  follow(sightings: readonly Sighting[], inCommon: number): boolean {
    if (!this.#isReversible || !sightings.every(isReversible)) return false;
    this.#takeBack(inCommon);
    this.#against.clear();
    this.#all = sightings;
    this.#firstAmount = firstAmount(sightings);
    return true;
  }

  /** The counts that were seen by now, as they are reckoned now. */
  get seen(): readonly Sighting[] {
    return this.#seen;
  }

  /** The scopes of which anything was counted by now; some of what is to be seen later alone. */
  *scopes(): Iterable<ScopeMatter> {
    for (const of of this.#scopes.values()) yield* of.values();
  }

  /** Whether all is reckoned in percents of what is declared, since nobody states amounts. */
  get inPercent(): boolean {
    return this.#reckoning.inPercent;
  }

  /** The number that is asked by now; `null` while it is a share of what nobody has declared. */
  get target(): number | null {
    return targetOf(this.predicate.amount, this.base.declaredAt(this.#asOf), this.inPercent);
  }

  /**
   * Goes to an instant, with what was seen by then.
   *
   * @returns whether it could: not every one can be put back.
   */
  goTo(asOf: Instant): boolean {
    if (asOf < this.#asOf) {
      const after = this.#all.findLastIndex(({ seen }) => seen.to <= asOf) + 1;
      if (!this.#isReversible && !this.#isSameAt(asOf, after)) return false;
      this.#takeBack(after);
    }
    this.#advance(asOf);
    return true;
  }

  /** Whether nothing at all has happened since an instant, by which so many were seen. */
  #isSameAt(asOf: Instant, seen: number): boolean {
    const isBefore = (at: Instant) => at <= asOf || at > this.#asOf;
    return seen >= this.#known && this.#ends.length === 0 && this.base.instants.every(isBefore);
  }

  /** Takes back all but the first so many. */
  #takeBack(first: number): void {
    while (this.#known > first) {
      this.#known -= 1;
      const one = this.#seen.pop()!;
      if (one.covers) this.#covering.pop();
      const matter = this.#scopeOf(one);
      matter.takeBack(one);
      this.#sum("opens").note(matter);
      this.#against.clear();
    }
  }

  #advance(asOf: Instant): void {
    this.#asOf = asOf;
    const before = this.#known;
    while (this.#known < this.#all.length && this.#all[this.#known]!.seen.to <= asOf) {
      this.#known += 1;
    }
    const inPercent = this.#isInPercent(asOf);
    const declared = inPercent ? this.base.declaredAt(asOf) : null;
    const isSame = inPercent === this.#reckoning.inPercent && declared === this.#reckoning.declared;
    if (!isSame) this.#restart({ inPercent, declared });
    this.#takeUpTo(asOf, isSame ? before : 0);
  }

  /** Takes in what was seen, and what went stale, in the order of time. */
  #takeUpTo(asOf: Instant, from: number): void {
    let next = from;
    for (;;) {
      const seen = next < this.#known ? this.#all[next]!.seen.to : END;
      const ends = this.#ends[this.#ended]?.at ?? END;
      const at = Math.min(seen, ends);
      if (at > asOf) return;
      for (; next < this.#known && this.#all[next]!.seen.to === at; next += 1) {
        this.#take(this.#all[next]!);
      }
      for (; this.#ends[this.#ended]?.at === at; this.#ended += 1) {
        this.#expire(this.#ends[this.#ended]!.one);
      }
      if (isState(this.predicate)) for (const plane of this.#planes) this.#sum(plane).settle();
    }
  }

  /** How well it is shown, and shown not, by now. */
  levels(): CountLevels {
    const target = this.target;
    if (target === null) return { forLevel: 0, againstLevel: 0, breachLevel: 0 };
    this.#overtake(target);
    const { is, not } = BOUNDS[this.predicate.bound];
    const [opening, contrary] = this.atom.negated ? [not, is] : [is, not];
    const againstLevel = contrary(this.#limits("doubts", target));
    return {
      forLevel: opening(this.#limits("opens", target)),
      againstLevel,
      breachLevel: againstLevel === 0 ? 0 : contrary(this.#limits("convicts", target)),
    };
  }

  /** The number counted at a level; `null` where nothing is counted that well. */
  low(level: Level): number | null {
    return this.#sum("opens").total(level);
  }

  /** The most that counts of all that is asked leave room for; `null` where there are none. */
  get high(): number | null {
    return this.#covering.reduce<number | null>(
      (most, { high }) => Math.max(most ?? high, high),
      null,
    );
  }

  #limits(plane: Plane, target: number): Limits {
    const best = (reaches: (level: Level) => boolean): Level => LEVELS.find(reaches) ?? 0;
    const low = (level: Level) => this.#sum(plane).total(level);
    const bounded = (isBound: (high: number) => boolean): Level =>
      plane === "opens"
        ? best((level) => isBound(this.#highAt(level) ?? Number.POSITIVE_INFINITY))
        : this.#standingAgainst(plane, target, isBound).level;
    return {
      reached: () => (this.#isPlausible() ? best((level) => (low(level) ?? -1) >= target) : 0),
      exceeded: () => best((level) => (low(level) ?? -1) > target),
      short: () => bounded((high) => high < target),
      within: () => bounded((high) => high <= target),
    };
  }

  /** Whether what is declared, where that is asked, is not below what is estimated. */
  #isPlausible(): boolean {
    if (this.predicate.amount !== "declared") return true;
    const declared = this.base.declaredWhereverAt(this.#asOf);
    const estimate = this.base.estimateAt(this.#asOf);
    return declared !== null && estimate !== null && declared >= estimate.low;
  }

  /** The number that fresh counts of all that is asked support from above. */
  #highAt(level: Level): number | null {
    const fresh = this.#covering.filter(({ id }) => !this.#stale.has(id));
    return fresh.length === 0 ? null : supportedHigh(fresh, level, this.#seen);
  }

  /** What shows a bound against; begun anew only when another number is asked. */
  #standingAgainst(
    plane: Plane,
    target: number,
    isBound: (high: number) => boolean,
  ): StandingAgainst {
    const known = this.#against.get(plane);
    if (known?.target === target) return known;
    const { open } = this.atom.criterion;
    const convicting = plane === "convicts";
    const atMost = this.#all.length;
    const made = new StandingAgainst({ target, isBound, convicting, open, atMost });
    for (const one of this.#seen) made.add(one);
    this.#against.set(plane, made);
    return made;
  }

  /** What was counted in all, and is within what is asked, overtakes all that was seen before. */
  #overtake(target: number): void {
    const { negated, criterion } = this.atom;
    const isFromAbove = (this.predicate.bound === "at-least") === negated;
    if (!isFromAbove || this.#covering.length === 0) return;
    const most = (high: number) => (negated ? high < target : high <= target);
    const within = this.#covering.filter(({ high }) => most(high));
    const until = succeededUntil(within, criterion.open) ?? BEGINNING;
    if (until <= this.#overtakenUntil) return;
    this.#overtakenUntil = until;
    for (const of of this.#scopes.values()) {
      for (const matter of of.values()) {
        if (!matter.overtake(until)) continue;
        this.#sum("doubts").note(matter);
        this.#sum("convicts").note(matter);
      }
    }
  }

  #take(sighting: Sighting): void {
    const one = this.#reckoned(sighting);
    if (one === null) return;
    this.#seen.push(one);
    if (one.covers) this.#covering.push(one);
    if (this.#ends.length > 0) this.#byId.set(one.id, one);
    for (const against of this.#against.values()) against.add(one);
    const matter = this.#scopeOf(one);
    matter.add(one);
    for (const plane of this.#planes) this.#sum(plane).note(matter);
  }

  #scopeOf(one: Sighting): ScopeMatter {
    const { item, key } = one;
    const scopes = this.#scopes.get(item) ?? new Map<string, ScopeMatter>();
    this.#scopes.set(item, scopes);
    const known = scopes.get(key);
    if (known !== undefined) return known;
    const { open } = this.atom.criterion;
    const made = new ScopeMatter(one, { open, planes: this.#planes });
    scopes.set(key, made);
    return made;
  }

  #expire({ id }: Sighting): void {
    this.#stale.add(id);
    const one = this.#byId.get(id);
    if (one === undefined) return;
    const matter = this.#scopeOf(one);
    matter.expire(one);
    this.#sum("opens").note(matter);
  }

  #sum(plane: Plane): LowSum {
    // Where all of it may convict, what convicts is what doubts.
    const on = this.#planes.includes(plane) ? plane : "doubts";
    const known = this.#sums.get(on) ?? new LowSum(this.atom, on);
    this.#sums.set(on, known);
    return known;
  }

  #isInPercent(asOf: Instant): boolean {
    if (typeof this.predicate.amount !== "object") return false;
    if (this.base.declaredAt(asOf) === null) return true;
    // Where no amount was counted, amounts worked out of what is declared would be nobody's figures.
    return this.#firstAmount >= this.#known;
  }

  #reckoned(one: Sighting): Sighting | null {
    if (!this.inPercent) return inAmount(one, this.base.declaredAt);
    return inShare(one, this.#reckoning.declared, this.base.declaredAt);
  }

  #restart(reckoning: { inPercent: boolean; declared: number | null }): void {
    this.#reckoning = reckoning;
    this.#seen = [];
    this.#byId = new Map();
    this.#covering = [];
    this.#against = new Map();
    this.#stale = new Set();
    this.#scopes = new Map();
    this.#sums = new Map();
    this.#overtakenUntil = BEGINNING;
    this.#ended = 0;
  }

  #endsOf(freshness: number | null) {
    if (freshness === null || !isState(this.predicate)) return [];
    return this.#all
      .map((one) => ({ at: (one.seen.to + freshness) as Instant, one }))
      .sort((one, other) => one.at - other.at);
  }
}

/** The planes on which lower bounds are asked for, where more than is allowed may be shown. */
function planesOf(sightings: readonly Sighting[]): readonly Plane[] {
  return sightings.every(({ convicts }) => convicts)
    ? ["opens", "doubts"]
    : ["opens", "doubts", "convicts"];
}

function firstAmount(sightings: readonly Sighting[]): number {
  const first = sightings.findIndex(({ percentOf }) => percentOf === null);
  return first < 0 ? sightings.length : first;
}

function isOfAmounts({ amount }: CountPredicate): boolean {
  return typeof amount !== "object";
}

/**
 * Whether a count can be taken back: a share depends on what was declared before, and where a vessel
 * was is known for good.
 */
function isReversible({ percentOf, scope }: Sighting): boolean {
  return percentOf === null && (scope.vessel === null || scope.place === null);
}
