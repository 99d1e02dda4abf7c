import {
  bound,
  CountedOnce,
  markedFigure,
  type ScopeFigure,
  ScopeSum,
  type SummedScope,
} from "../../accounts/index.ts";
import type { Id, Level } from "../../evidence/index.ts";
import type { Atom } from "../form.ts";
import type { Found, Plane, ScopeMatter } from "./scope-matter.ts";
import { isState } from "./sighting.ts";
import { LEVELS } from "./supported-lows.ts";

/** What is counted in all at one level: scope by scope, then class by class. */
interface Sums {
  readonly classes: Map<Id | null, ClassSum>;
  /** Of how many scopes something is found. */
  scopes: number;
}

interface ClassSum {
  readonly sum: ScopeSum;
  readonly once: CountedOnce;
  /** Whether it is counted piece by piece. */
  readonly pieces: boolean;
  /** The scopes in which marks are named: what others count of them already is left out. */
  readonly marked: Map<string, MarkedLow>;
}

/** What was found of a scope that names marks, and what it comes to without what others count. */
interface MarkedLow {
  readonly place: SummedScope;
  readonly found: Found;
  low: number;
}

/** What was found of a scope last, level by level, and where it stands in the sums. */
interface Slot {
  readonly found: (Found | null)[];
  readonly places: (SummedScope | null)[];
}

/** The lower bounds of all scopes added up, on one plane; only what has changed is added anew. */
export class LowSum {
  readonly #atom: Atom;
  readonly #plane: Plane;
  readonly #moves: boolean;
  readonly #sums: readonly Sums[];
  readonly #slots = new Map<ScopeMatter, Slot>();
  readonly #changed = new Set<ScopeMatter>();

  constructor(atom: Atom, plane: Plane) {
    this.#atom = atom;
    this.#plane = plane;
    this.#moves = isState(atom.predicate);
    this.#sums = LEVELS.map(() => ({ classes: new Map(), scopes: 0 }));
  }

  /** Notes that what a scope supports may have changed. */
  note(matter: ScopeMatter): void {
    this.#changed.add(matter);
  }

  /** The number counted at a level; `null` where nothing is counted that well. */
  total(level: Level): number | null {
    this.settle();
    const { classes, scopes } = this.#sums[LEVELS.indexOf(level as (typeof LEVELS)[number])]!;
    if (scopes === 0) return null;
    let all = 0;
    for (const [item, { sum }] of classes) if (item !== null) all += sum.total;
    return Math.max(tidy(all), classes.get(null)?.sum.total ?? 0);
  }

  /** Ends an instant: adds what has changed by what was seen, or went stale, at it. */
  settle(): void {
    if (this.#changed.size === 0) return;
    for (const matter of this.#changed) this.#update(matter);
    this.#changed.clear();
    for (const { classes } of this.#sums) for (const { sum } of classes.values()) sum.settle();
  }

  #update(matter: ScopeMatter): void {
    const slot = this.#slots.get(matter) ?? {
      found: [null, null, null],
      places: [null, null, null],
    };
    this.#slots.set(matter, slot);
    const figures = matter.figures(this.#plane, this.#moves);
    for (const [at, sums] of this.#sums.entries()) {
      const figure = figures[at]!;
      const before = slot.found[at]!;
      if (isSame(figure, before)) continue;
      sums.scopes += (figure === null ? 0 : 1) - (before === null ? 0 : 1);
      slot.found[at] = figure;
      const of = this.#classOf(sums, matter.item);
      slot.places[at] ??= of.sum.at(matter.scope, matter.key);
      set(of, matter, slot.places[at], figure);
    }
  }

  #classOf({ classes }: Sums, item: Id | null): ClassSum {
    const known = classes.get(item);
    if (known !== undefined) return known;
    const { vocabulary } = this.#atom;
    const { covers } = vocabulary;
    const pieces = item === null || !vocabulary.isMeasured(item);
    const once = new CountedOnce({ moves: this.#moves, pieces, covers });
    const made = { sum: new ScopeSum(covers, this.#moves), once, pieces, marked: new Map() };
    classes.set(item, made);
    return made;
  }
}

function set(of: ClassSum, matter: ScopeMatter, place: SummedScope, found: Found | null): void {
  const { key } = matter;
  // Where nothing has a mark, nothing can be counted twice.
  if ((found === null || found.counts.length === 0) && !of.marked.has(key)) {
    of.sum.setAt(place, found === null ? null : figureOf(matter, found, found.high));
  } else setMarked(of, matter, place, found);
}

function setMarked(
  { sum, once, pieces, marked }: ClassSum,
  matter: ScopeMatter,
  place: SummedScope,
  found: Found | null,
): void {
  const { scope, key } = matter;
  if (found === null) marked.delete(key);
  else marked.set(key, { place, found, low: found.low });
  const figure = found === null ? null : markedFigure(scope, found.low, found.counts, found.moves);
  if (found === null) sum.setAt(place, null);
  for (const one of once.put(key, figure)) {
    const of = marked.get(one);
    const low = once.low(one);
    // What another scope shares with this one it may have shared before.
    if (of === undefined || (one !== key && of.low === low)) continue;
    of.low = low;
    const high = pieces ? of.found.high - (of.found.low - low) : of.found.high;
    sum.setAt(of.place, figureOf(of.place, { ...of.found, low }, Math.max(low, high)));
  }
}

/** A figure of a scope, with how much of its parts it bounds. */
function figureOf({ scope }: Pick<SummedScope, "scope">, found: Found, high: number): ScopeFigure {
  return { low: found.low, high: bound(scope, high, found) };
}

function isSame(one: Found | null, other: Found | null): boolean {
  if (one === null || other === null) return one === other;
  return one.low === other.low && one.high === other.high && one.sound === other.sound;
}

/** A sum of decimal fractions, without the digits that binary fractions leave behind. */
function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
