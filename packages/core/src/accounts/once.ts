import type { EntryId } from "../evidence/index.ts";
import { type Interval, isAfter } from "../time/index.ts";
import { type Covers, isDisjoint, type Scope } from "./scope.ts";
import { isSuspected, type WeighedCount } from "./supported.ts";

/** The marks by which a thing is told from another, one list a kind. */
export const MARKS = ["serials", "seals", "tags"] as const;

/** One kind of mark. */
export type Mark = (typeof MARKS)[number];

/** The marks that a report names, kind by kind. */
export type Named = Readonly<Partial<Record<Mark, readonly string[]>>>;

/** A count that names marks, with what it weighs. */
export interface MarkedCount extends WeighedCount {
  readonly id: EntryId;
  /** The marks that it names; `null` for none. */
  readonly named: Named | null;
}

/** A figure of a scope, with the marks of what it counts. */
export interface MarkedFigure {
  readonly scope: Scope;
  readonly low: number;
  /** The marks that what gives the figure names, each with its kind. */
  readonly gives: ReadonlySet<string>;
  /** Every mark that was seen in the scope, and by what. */
  readonly saw: ReadonlyMap<string, MarkSeen>;
}

/** The report by which a mark was seen: the last one of what moves, otherwise the first. */
export interface MarkSeen {
  readonly by: EntryId;
  readonly seen: Interval;
}

/** A thing that a figure counts and another has counted already. */
export interface CountedTwice {
  readonly mark: Mark;
  readonly name: string;
  /** By what it was counted again, and by what first. */
  readonly by: MarkSeen;
  readonly first: MarkSeen;
  /** The key of the figure that keeps it. */
  readonly keptBy: string;
}

/** What makes a second sight of a thing one that counts it again. */
export interface OnceBasis {
  /** Whether a thing is where it was seen last; otherwise it counts where it was seen first. */
  readonly moves: boolean;
  /** Whether things are counted piece by piece. */
  readonly pieces: boolean;
  readonly covers: Covers;
}

/**
 * A figure of a scope with the marks that its counts name; what is not suspected names nothing. Of
 * what has passed for good all that was ever named is in it; of what moves, what was named last.
 */
export function markedFigure(
  scope: Scope,
  low: number,
  counts: readonly MarkedCount[],
  moves: boolean,
): MarkedFigure {
  if (counts.every(namesNothing)) return { scope, low, gives: NO_MARKS, saw: NO_MARKS_SEEN };
  const sound = counts
    .filter(isSuspected)
    .sort((one, other) => one.seen.to - other.seen.to || (one.id < other.id ? -1 : 1));
  const last = sound.findLast((one) => one.low >= low);
  const gives = new Set<string>();
  const saw = new Map<string, MarkSeen>();
  for (const { id, named, seen, low: of } of sound) {
    const isLast = last !== undefined && of >= low && !isAfter(last.seen, seen);
    for (const mark of MARKS) {
      for (const name of named?.[mark] ?? []) {
        const key = `${mark} ${name}`;
        if (!moves || isLast) gives.add(key);
        if (moves || !saw.has(key)) saw.set(key, { by: id, seen });
      }
    }
  }
  return { scope, low, gives, saw };
}

function namesNothing({ named }: MarkedCount): boolean {
  return named === null || MARKS.every((mark) => named[mark] === undefined);
}

// Most figures name nothing, and share these.
const NO_MARKS: ReadonlySet<string> = new Set();
const NO_MARKS_SEEN: ReadonlyMap<string, MarkSeen> = new Map();

/**
 * Counts everything that has a mark once, wherever it is seen again (semantics, section 7). Of
 * pieces a figure is less by one for each that another has; of what is measured nobody has said how
 * much of it was in which, so that nothing of such a figure is sure.
 */
export class CountedOnce {
  readonly #basis: OnceBasis;
  readonly #figures = new Map<string, MarkedFigure>();
  readonly #seenIn = new Map<string, Set<string>>();

  constructor(basis: OnceBasis) {
    this.#basis = basis;
  }

  /**
   * Sets a figure, or takes it away.
   *
   * @returns the keys of all figures that may have changed by it, itself among them.
   */
  put(key: string, figure: MarkedFigure | null): ReadonlySet<string> {
    const touched = new Set([key]);
    const before = this.#figures.get(key);
    for (const mark of before?.saw.keys() ?? []) {
      const seenIn = this.#seenIn.get(mark)!;
      seenIn.delete(key);
      for (const other of seenIn) touched.add(other);
    }
    this.#figures.delete(key);
    if (figure === null) return touched;
    this.#figures.set(key, figure);
    for (const mark of figure.saw.keys()) {
      const seenIn = this.#seenIn.get(mark) ?? new Set();
      this.#seenIn.set(mark, seenIn);
      for (const other of seenIn) touched.add(other);
      seenIn.add(key);
    }
    return touched;
  }

  /** The keys of other figures in which a mark of this one was seen. */
  sharing(key: string, figure: MarkedFigure): ReadonlySet<string> {
    const marks = [...figure.saw.keys()];
    const others = new Set(marks.flatMap((mark) => [...(this.#seenIn.get(mark) ?? [])]));
    others.delete(key);
    return others;
  }

  /** By how many pieces a figure is less than it was counted. */
  less(key: string): number {
    const twice = this.twice(key);
    if (twice.length === 0) return 0;
    // A thing that is known again by its serial and by its seal is still one thing.
    const most = Math.max(...MARKS.map((kind) => twice.filter(({ mark }) => mark === kind).length));
    const low = this.#figures.get(key)?.low ?? 0;
    return most === 0 || this.#basis.pieces ? Math.min(most, low) : low;
  }

  /** What a figure comes to; 0 where there is none. */
  low(key: string): number {
    return (this.#figures.get(key)?.low ?? 0) - this.less(key);
  }

  /** What a figure counts that others have counted already. */
  twice(key: string): readonly CountedTwice[] {
    const figure = this.#figures.get(key);
    if (figure === undefined || figure.gives.size === 0) return [];
    return [...figure.gives].flatMap((mark) => {
      const keptBy = this.#keeperFrom(key, mark);
      if (keptBy === null) return [];
      const first = this.#figures.get(keptBy)!.saw.get(mark)!;
      const [kind] = mark.split(" ", 1) as [Mark];
      const name = mark.slice(kind.length + 1);
      return [{ mark: kind, name, by: figure.saw.get(mark)!, first, keptBy }];
    });
  }

  /** The figure that keeps what has a mark, where that is not this one nor part of it. */
  #keeperFrom(key: string, mark: string): string | null {
    const keepers: string[] = [];
    for (const other of this.#inOrder(mark)) {
      const { scope } = this.#figures.get(other)!;
      const kept = keepers.find((one) => {
        return isDisjoint(this.#figures.get(one)!.scope, scope, this.#basis.covers);
      });
      if (other === key) return kept ?? null;
      if (kept === undefined) keepers.push(other);
    }
    return null;
  }

  #inOrder(mark: string): readonly string[] {
    const keys = this.#seenIn.get(mark);
    if (keys === undefined || keys.size < 2) return [];
    const at = (key: string) => this.#figures.get(key)!.saw.get(mark)!.seen.to;
    const sign = this.#basis.moves ? -1 : 1;
    return [...keys].sort((one, other) => sign * (at(one) - at(other)) || (one < other ? -1 : 1));
  }
}
