import { MILLION } from "./grade.ts";

/** How well one side of a matter is supported: 0 not at all, 1 suspected, 2 probable, 3 confirmed. */
export type Level = 0 | 1 | 2 | 3;

/** The levels that a standard may name. */
export type NamedLevel = "suspected" | "probable" | "confirmed";

/** The level of each name. */
export const LEVEL: Readonly<Record<NamedLevel, Level>> = {
  suspected: 1,
  probable: 2,
  confirmed: 3,
};

/** The name of a level; `null` for none. */
export function nameOfLevel(level: Level): NamedLevel | null {
  return ([null, "suspected", "probable", "confirmed"] as const)[level];
}

/** What the fusion of one side yields, all in millionths and whole. */
export interface SideWeight {
  /** The sum of the odds of the independent sources. */
  readonly odds: number;
  /** The strength of the strongest independent source; 0 where there is none. */
  readonly first: number;
  /** The strength of the second strongest independent source; 0 where there is none. */
  readonly second: number;
  /** The strength of the strongest observation made by a method that is sufficient alone. */
  readonly sole: number;
}

/** A side that nothing speaks for. */
export const NOTHING: SideWeight = { odds: 0, first: 0, second: 0, sole: 0 };

// Percent of support and of strength that each level asks (semantics, section 3). A comparison of
// support with p percent is made on odds, O·(100−p) ≥ p·10⁶, so that it is exact.
const SUSPECTED = { support: 25, first: 25 } as const;
const PROBABLE = { support: 60, first: 40 } as const;
const CONFIRMED = { support: 75, first: 60, second: 40 } as const;
const SOLE = 70;

/**
 * The level that a side reaches. The floors on the first and second source keep a flood of weak
 * reports from confirming anything; more support never lowers a level.
 */
export function levelOf(side: SideWeight): Level {
  if (side.sole >= SOLE * 10_000) return 3;
  const second = side.second >= CONFIRMED.second * 10_000;
  if (reaches(side, CONFIRMED.support, CONFIRMED.first) && second) return 3;
  if (reaches(side, PROBABLE.support, PROBABLE.first)) return 2;
  return reaches(side, SUSPECTED.support, SUSPECTED.first) ? 1 : 0;
}

function reaches(side: SideWeight, supportPercent: number, firstPercent: number): boolean {
  return (
    side.odds * (100 - supportPercent) >= supportPercent * MILLION &&
    side.first >= firstPercent * 10_000
  );
}
