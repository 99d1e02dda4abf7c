import type { EntryId } from "./ids.ts";

/** Reliability of a source on the Admiralty scale: A completely reliable … E unreliable, F not to be judged. */
export type Reliability = "A" | "B" | "C" | "D" | "E" | "F";

/** Credibility of a report on the Admiralty scale: 1 confirmed … 5 improbable, 6 not to be judged. */
export type Credibility = 1 | 2 | 3 | 4 | 5 | 6;

/** The Admiralty pair, each half judged by itself (semantics, section 3). */
export interface Grade {
  readonly reliability: Reliability;
  readonly credibility: Credibility;
  /** For credibility 1: the entries that confirmed it; without one that stands it counts as 2. */
  readonly confirmedBy?: readonly EntryId[];
}

/** All reliabilities, best first. */
export const RELIABILITIES: readonly Reliability[] = ["A", "B", "C", "D", "E", "F"];

/** All credibilities, best first. */
export const CREDIBILITIES: readonly Credibility[] = [1, 2, 3, 4, 5, 6];

// Hundredths, so that products are exact integers. The one place where these numbers stand.
const RELIABILITY_PERCENT: Readonly<Record<Reliability, number>> = {
  A: 100,
  B: 85,
  C: 65,
  D: 40,
  E: 15,
  F: 30,
};
const CREDIBILITY_PERCENT: Readonly<Record<Credibility, number>> = {
  1: 95,
  2: 75,
  3: 50,
  4: 20,
  5: 5,
  6: 0,
};

/** One, in the millionths in which strengths and odds are kept as integers. */
export const MILLION = 1_000_000;

/**
 * The strength of an observation in millionths: reliability × credibility × coverage.
 *
 * @param coverage - for an absence, the fraction (0 to 1) of the place that was looked at; 1 for
 *   everything else.
 * @returns a whole number from 0 to 950,000.
 */
export function strengthMillionths(grade: Grade, coverage = 1): number {
  const percent = RELIABILITY_PERCENT[grade.reliability] * CREDIBILITY_PERCENT[grade.credibility];
  return Math.round(percent * 100 * coverage);
}

/**
 * The odds s/(1−s) of a strength, in millionths, rounded once, so that sums of odds are integers
 * and no order of summing changes a digit.
 *
 * @see Jøsang, *Subjective Logic* (2016), cumulative fusion in evidence space.
 */
export function oddsMillionths(strength: number): number {
  return Math.round((strength * MILLION) / (MILLION - strength));
}

/** The support O/(1+O) of a side whose odds sum to `odds` millionths; 0 to below 1. */
export function support(odds: number): number {
  return odds / (MILLION + odds);
}

/** Whether a reliability is at least as good as `bound`; F, which is not judged, never is. */
export function isAtLeastAsReliable(reliability: Reliability, bound: Reliability): boolean {
  if (reliability === "F") return bound === "F";
  return RELIABILITIES.indexOf(reliability) <= RELIABILITIES.indexOf(bound);
}

/** Writes a grade as analysts do: `B2`. */
export function formatGrade(grade: Grade): string {
  return `${grade.reliability}${grade.credibility}`;
}

/** Reliability in words. */
export const RELIABILITY_WORDS: Readonly<Record<Reliability, string>> = {
  A: "completely reliable",
  B: "usually reliable",
  C: "fairly reliable",
  D: "not usually reliable",
  E: "unreliable",
  F: "reliability cannot be judged",
};

/** Credibility in words. */
export const CREDIBILITY_WORDS: Readonly<Record<Credibility, string>> = {
  1: "confirmed by other sources",
  2: "probably true",
  3: "possibly true",
  4: "doubtful",
  5: "improbable",
  6: "truth cannot be judged",
};
