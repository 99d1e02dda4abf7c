import type { Instant } from "../time/index.ts";
import { type Covers, isDisjoint, type Scope, scopeKey } from "./scope.ts";

/** The marks by which a thing is told from another, one list a kind. */
export const MARKS = ["serials", "seals", "tags"] as const;

/** One kind of mark. */
export type Mark = (typeof MARKS)[number];

/** The marks that a report names, kind by kind. */
export type Named = Readonly<Partial<Record<Mark, readonly string[]>>>;

/** A figure of a scope, with the marks of what it counts. */
export interface MarkedFigure {
  readonly scope: Scope;
  readonly low: number;
  readonly named: Named;
  /** When that was seen which gives it. */
  readonly at: Instant;
}

/** A thing that a figure counts and another has counted already. */
export interface CountedTwice<Figure> {
  readonly figure: Figure;
  readonly first: Figure;
  readonly mark: Mark;
  readonly name: string;
}

/** What counts a thing again, and in which order. */
export interface OnceBasis {
  /** Whether a thing is where it was seen last; otherwise it counts where it was seen first. */
  readonly moves: boolean;
  /** Whether things are counted piece by piece. */
  readonly pieces: boolean;
  readonly covers: Covers;
}

/**
 * Counts everything that has a mark once, wherever it is seen again (semantics, section 7). Of
 * pieces a figure is less by one for each that stands in another; of what is measured nobody has
 * said how much of it was in which, so that nothing of such a figure is sure.
 *
 * @returns what each figure comes to, in the order given, and what was counted twice.
 */
export function onceEach<Figure extends MarkedFigure>(
  figures: readonly Figure[],
  { moves, pieces, covers }: OnceBasis,
): { readonly lows: readonly number[]; readonly twice: readonly CountedTwice<Figure>[] } {
  const order = figures
    .map((figure, index) => ({ figure, index, key: scopeKey(figure.scope) }))
    .sort((one, other) => {
      const sooner = one.figure.at - other.figure.at;
      return (moves ? -sooner : sooner) || (one.key < other.key ? -1 : 1);
    });
  const lows = figures.map(({ low }) => low);
  const twice: CountedTwice<Figure>[] = [];
  const holders = new Map<string, Figure[]>();
  for (const { figure, index } of order) {
    const again = MARKS.map((mark) => {
      const names = new Set(figure.named[mark] ?? []);
      return [...names].filter((name) => {
        const held = holders.get(`${mark} ${name}`) ?? [];
        const first = held.find((one) => isDisjoint(one.scope, figure.scope, covers));
        if (first === undefined) holders.set(`${mark} ${name}`, [...held, figure]);
        else twice.push({ figure, first, mark, name });
        return first !== undefined;
      }).length;
    });
    // A thing that is known again by its serial and by its seal is still one thing.
    const most = Math.max(...again);
    if (most > 0) lows[index] = pieces ? Math.max(0, figure.low - most) : 0;
  }
  return { lows, twice };
}
