import { type MarkedFigure, onceEach, ScopeSum } from "../../accounts/index.ts";
import type { Id, Level } from "../../evidence/index.ts";
import type { Atom } from "../form.ts";
import type { Plane, ScopeMatter } from "./scope-matter.ts";
import { isState } from "./sighting.ts";

/** The levels that a count is added up at, the highest first. */
export const LEVELS: readonly Level[] = [3, 2, 1];

/** What is counted in all at one level: scope by scope, then class by class. */
interface Sums {
  readonly level: Level;
  readonly classes: Map<Id | null, ScopeSum>;
  readonly figures: Map<ScopeMatter, number>;
}

/** The lower bounds of all scopes added up, on one plane; only what has changed is added anew. */
export class LowSum {
  readonly #atom: Atom;
  readonly #plane: Plane;
  readonly #sums: readonly Sums[];
  readonly #changed = new Set<ScopeMatter>();

  constructor(atom: Atom, plane: Plane) {
    this.#atom = atom;
    this.#plane = plane;
    this.#sums = LEVELS.map((level) => ({ level, classes: new Map(), figures: new Map() }));
  }

  /** Notes that what a scope supports may have changed. */
  note(matter: ScopeMatter): void {
    this.#changed.add(matter);
  }

  /**
   * The number counted at a level; `null` where nothing is counted that well.
   *
   * @param isMarked - whether any of it is known by a mark, and so is to be counted once.
   */
  total(level: Level, isMarked: boolean): number | null {
    if (this.#changed.size > 0) this.#settle(isMarked);
    const { classes, figures } = this.#sums.find((one) => one.level === level)!;
    if (figures.size === 0) return null;
    let sum = 0;
    for (const [item, { total }] of classes) if (item !== null) sum += total;
    return Math.max(tidy(sum), classes.get(null)?.total ?? 0);
  }

  #settle(isMarked: boolean): void {
    for (const sums of this.#sums) {
      for (const matter of this.#changed) {
        const low = matter.low(this.#plane, sums.level);
        if (low === null) sums.figures.delete(matter);
        else sums.figures.set(matter, low);
        if (!isMarked || low === null) this.#set(sums, matter, low ?? 0);
      }
      if (isMarked) this.#setOnceEach(sums);
    }
    this.#changed.clear();
  }

  #setOnceEach(sums: Sums): void {
    const { vocabulary, predicate } = this.#atom;
    const moves = isState(predicate);
    const byClass = new Map<Id | null, (MarkedFigure & { matter: ScopeMatter })[]>();
    for (const [matter, low] of sums.figures) {
      const { named, at } = matter.marked(this.#plane, low, moves);
      const figure = { scope: matter.scope, low, named, at, matter };
      byClass.set(matter.item, [...(byClass.get(matter.item) ?? []), figure]);
    }
    for (const [item, figures] of byClass) {
      const pieces = item === null || !vocabulary.isMeasured(item);
      const { lows } = onceEach(figures, { moves, pieces, covers: vocabulary.covers });
      figures.forEach(({ matter }, index) => {
        this.#set(sums, matter, lows[index]!);
      });
    }
  }

  #set({ classes }: Sums, { item, scope }: ScopeMatter, low: number): void {
    const known = classes.get(item) ?? new ScopeSum(this.#atom.vocabulary.covers);
    classes.set(item, known);
    known.set(scope, low);
  }
}

/** A sum of decimal fractions, without the digits that binary fractions leave behind. */
function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
