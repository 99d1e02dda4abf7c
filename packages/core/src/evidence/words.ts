import type { Level } from "./level.ts";

/**
 * The estimative words, in the order in which they are tried (semantics, section 3; T4).
 * `confirmed` is said flatly, without a word of estimation.
 */
export type Words =
  | "unclear"
  | "no satisfactory assurance"
  | "confirmed"
  | "confirmed against"
  | "good evidence"
  | "good evidence against"
  | "some evidence"
  | "some evidence against"
  | "no decisive evidence"
  | "nothing reported";

/** What the words are chosen from. */
export interface WordsBasis {
  readonly forLevel: Level;
  readonly againstLevel: Level;
  /** Whether it is verified: an assurance that is needs no other word. */
  readonly verified: boolean;
  readonly openTerm: boolean;
  readonly satisfactory: boolean;
  readonly bears: boolean;
}

/**
 * The first words that apply.
 *
 * An assurance that was asked for and is not verified is "no satisfactory assurance" before the
 * evidence on it is weighed in words: the telegram says so of verification while refusals were
 * well reported (T4; ADR 0014).
 */
export function wordsFor(basis: WordsBasis): Words {
  const { forLevel, againstLevel } = basis;
  if (basis.openTerm || (forLevel > 0 && againstLevel > 0)) return "unclear";
  if (basis.satisfactory && !basis.verified && basis.bears) return "no satisfactory assurance";
  if (forLevel > 0) return FOR_WORDS[forLevel];
  if (againstLevel > 0) return AGAINST_WORDS[againstLevel];
  return basis.bears ? "no decisive evidence" : "nothing reported";
}

const FOR_WORDS: Readonly<Record<Level, Words>> = {
  0: "nothing reported",
  1: "some evidence",
  2: "good evidence",
  3: "confirmed",
};
const AGAINST_WORDS: Readonly<Record<Level, Words>> = {
  0: "nothing reported",
  1: "some evidence against",
  2: "good evidence against",
  3: "confirmed against",
};
