import { bound, CountedOnce, markedFigure, type Scope, ScopeSum } from "../../accounts/index.ts";
import type { Id, Level } from "../../evidence/index.ts";
import type { Atom } from "../form.ts";
import type { Found, Plane, ScopeMatter } from "./scope-matter.ts";
import { isState } from "./sighting.ts";

/** The levels that a count is added up at, the highest first. */
export const LEVELS: readonly Level[] = [3, 2, 1];

/** What is counted in all at one level: scope by scope, then class by class. */
interface Sums {
  readonly level: Level;
  readonly classes: Map<Id | null, ClassSum>;
  readonly figures: Map<ScopeMatter, Found>;
}

interface ClassSum {
  readonly sum: ScopeSum;
  readonly once: CountedOnce;
  /** Whether it is counted piece by piece. */
  readonly pieces: boolean;
  readonly figures: Map<string, ScopeLow>;
}

/** What was found of a scope, and what it comes to without what others count already. */
interface ScopeLow {
  readonly scope: Scope;
  readonly found: Found;
  low: number;
}

/** The lower bounds of all scopes added up, on one plane; only what has changed is added anew. */
export class LowSum {
  readonly #atom: Atom;
  readonly #plane: Plane;
  readonly #moves: boolean;
  readonly #sums: readonly Sums[];
  readonly #changed = new Set<ScopeMatter>();

  constructor(atom: Atom, plane: Plane) {
    this.#atom = atom;
    this.#plane = plane;
    this.#moves = isState(atom.predicate);
    this.#sums = LEVELS.map((level) => ({ level, classes: new Map(), figures: new Map() }));
  }

  /** Notes that what a scope supports may have changed. */
  note(matter: ScopeMatter): void {
    this.#changed.add(matter);
  }

  /** The number counted at a level; `null` where nothing is counted that well. */
  total(level: Level): number | null {
    this.settle();
    const { classes, figures } = this.#sums.find((one) => one.level === level)!;
    if (figures.size === 0) return null;
    let all = 0;
    for (const [item, { sum }] of classes) if (item !== null) all += sum.total;
    return Math.max(tidy(all), classes.get(null)?.sum.total ?? 0);
  }

  /** Ends an instant: adds what has changed by what was seen, or went stale, at it. */
  settle(): void {
    if (this.#changed.size === 0) return;
    for (const sums of this.#sums) {
      for (const matter of this.#changed) {
        const figure = matter.figure(this.#plane, sums.level, this.#moves);
        if (isSame(figure, sums.figures.get(matter) ?? null)) continue;
        if (figure === null) sums.figures.delete(matter);
        else sums.figures.set(matter, figure);
        this.#set(this.#classOf(sums, matter.item), matter, figure);
      }
      for (const { sum } of sums.classes.values()) sum.settle();
    }
    this.#changed.clear();
  }

  #set(
    { sum, once, figures, pieces }: ClassSum,
    { scope, key }: ScopeMatter,
    found: Found | null,
  ): void {
    if (found === null) figures.delete(key);
    else figures.set(key, { scope, found, low: found.low });
    const marked =
      found === null ? null : markedFigure(scope, found.low, found.counts, this.#moves);
    if (found === null) sum.set(scope, null);
    for (const one of once.put(key, marked)) {
      const of = figures.get(one);
      const low = once.low(one);
      // What another scope shares with this one it may have shared before.
      if (of === undefined || (one !== key && of.low === low)) continue;
      of.low = low;
      sum.set(of.scope, {
        low,
        high: bound(
          of.scope,
          Math.max(low, pieces ? of.found.high - (of.found.low - low) : of.found.high),
          of.found,
        ),
      });
    }
  }

  #classOf({ classes }: Sums, item: Id | null): ClassSum {
    const known = classes.get(item);
    if (known !== undefined) return known;
    const { vocabulary } = this.#atom;
    const { covers } = vocabulary;
    const pieces = item === null || !vocabulary.isMeasured(item);
    const once = new CountedOnce({ moves: this.#moves, pieces, covers });
    const made = { sum: new ScopeSum(covers, this.#moves), once, pieces, figures: new Map() };
    classes.set(item, made);
    return made;
  }
}

function isSame(one: Found | null, other: Found | null): boolean {
  if (one === null || other === null) return one === other;
  return one.low === other.low && one.high === other.high && one.sound === other.sound;
}

/** A sum of decimal fractions, without the digits that binary fractions leave behind. */
function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
