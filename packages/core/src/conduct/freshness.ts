import { staleAt } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import { type AtomHistory, findingOf } from "../verdict/index.ts";
import type { Freshness } from "./assessment.ts";

/**
 * How fresh what a verdict rests on is: a light of its own, never a rung of the verdict (T23). It
 * is stale as soon as one of the things asked has only stale evidence for it.
 */
export function freshnessOf(atoms: readonly AtomHistory[], asOf: Instant): Freshness {
  let seen: Instant | null = null;
  let ages = false;
  let nextStale: Instant | null = null;
  let wentStale: Instant | null = null;
  for (const { atom, evidence } of atoms) {
    ages ||= atom.criterion.freshness !== null;
    const { fates } = findingOf(atom, evidence, asOf).weighing;
    const ends: Instant[] = [];
    evidence.exhibits.forEach((exhibit, i) => {
      const fate = fates[i]!;
      if (fate === "not-yet" || fate === "derived") return;
      seen = later(seen, exhibit.seen.to);
      const end = fate === "overtaken" ? null : staleAt(exhibit, atom.criterion);
      if (end !== null) ends.push(end);
    });
    const last = ends.length === 0 ? null : (Math.max(...ends) as Instant);
    if (last === null) continue;
    if (last <= asOf) wentStale = earlier(wentStale, last);
    else nextStale = earlier(nextStale, last);
  }
  if (seen === null) return { state: "never seen", seen, staleAt: null };
  if (!ages) return { state: "does not age", seen, staleAt: null };
  if (wentStale !== null) return { state: "stale", seen, staleAt: wentStale };
  return { state: nextStale === null ? "does not age" : "fresh", seen, staleAt: nextStale };
}

function later(one: Instant | null, other: Instant): Instant {
  return one === null || other > one ? other : one;
}

function earlier(one: Instant | null, other: Instant): Instant {
  return one === null || other < one ? other : one;
}
