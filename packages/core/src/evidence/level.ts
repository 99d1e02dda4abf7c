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

// Percent of support and of strength that each level asks (semantics, section 3). A comparison of
// support with p percent is made on odds, O·(100−p) ≥ p·10⁶, so that it is exact.
const SUSPECTED = { support: 25, first: 25 } as const;
const PROBABLE = { support: 60, first: 40 } as const;
// Its second source must reach the floor of *probable*: 40 percent.
const CONFIRMED = { support: 75, first: 60 } as const;
const SOLE = 70;

/**
 * The level that a side reaches. The floors on the first and second source keep a flood of weak
 * reports from confirming anything; more support never lowers a level.
 */
export function levelOf(side: SideWeight): Level {
  if (isEnoughAlone(side.sole)) return 3;
  const [first, second] = [bandOf(side.first), bandOf(side.second)];
  return levelOfBands(
    side.odds,
    (first >= 3 ? 1 : 0) + (second >= 3 ? 1 : 0),
    (first >= 2 ? 1 : 0) + (second >= 2 ? 1 : 0),
    first >= 1 ? 1 : 0,
  );
}

/** Whether one observation, by a method that is sufficient alone, confirms by itself. */
export function isEnoughAlone(strength: number): boolean {
  return strength >= SOLE * 10_000;
}

/**
 * The band of a strength: 1 from the floor of *suspected* on, 2 from that of *probable* (which the
 * second source of *confirmed* must reach), 3 from that of *confirmed*; 0 below them all.
 */
export function bandOf(strength: number): 0 | 1 | 2 | 3 {
  if (strength >= CONFIRMED.first * 10_000) return 3;
  if (strength >= PROBABLE.first * 10_000) return 2;
  return strength >= SUSPECTED.first * 10_000 ? 1 : 0;
}

/**
 * The level of independent sources by their odds together, and by how many of them are in band 3,
 * in band 2 or above, and in band 1 or above.
 */
export function levelOfBands(odds: number, high: number, middle: number, low: number): Level {
  if (high >= 1 && middle >= 2 && reaches(odds, CONFIRMED.support)) return 3;
  if (middle >= 1 && reaches(odds, PROBABLE.support)) return 2;
  return low >= 1 && reaches(odds, SUSPECTED.support) ? 1 : 0;
}

function reaches(odds: number, supportPercent: number): boolean {
  return odds * (100 - supportPercent) >= supportPercent * MILLION;
}
