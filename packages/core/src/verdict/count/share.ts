import type { Instant } from "../../time/index.ts";
import { shareOf } from "./base.ts";
import type { Sighting } from "./sighting.ts";

/**
 * A count as an amount; `null` where it cannot be put into one. A percentage is of what was declared
 * when it was seen: a later and greater declaration makes no more of it.
 */
export function inAmount(
  one: Sighting,
  declaredAt: (at: Instant) => number | null,
): Sighting | null {
  if (one.percentOf === null) return one;
  const declared = declaredAt(one.seen.to);
  if (declared === null) return null;
  return { ...one, low: shareOf(declared, one.low), high: shareOf(declared, one.high) };
}

/**
 * A count as a share of what is declared by now: all of what was declared is less than all of it,
 * once more is declared. Where no amount was declared when it was seen, it stays as it was stated.
 */
export function inShare(
  one: Sighting,
  declared: number | null,
  declaredAt: (at: Instant) => number | null,
): Sighting | null {
  if (one.percentOf === null) return null;
  const then = declaredAt(one.seen.to);
  if (declared === null || then === null || then >= declared) return one;
  // Rounded outwards: no rounding makes all of it out of nearly all.
  const now = (percent: number) => ((percent * then) / declared) * 1e6;
  return { ...one, low: Math.floor(now(one.low)) / 1e6, high: Math.ceil(now(one.high)) / 1e6 };
}
