import { staleAt, weigh } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { AtomHistory } from "../verdict/index.ts";
import type { Freshness } from "./assessment.ts";

/**
 * How fresh what a verdict rests on is: a light of its own, never a rung of the verdict (T23). It
 * is stale as soon as one of the things asked has only stale evidence for it.
 */
export function freshnessOf(atoms: readonly AtomHistory[], asOf: Instant): Freshness {
  let newest: Instant | null = null;
  let first: Ageing | null = null;
  let ages = false;
  for (const { atom, evidence } of atoms) {
    ages ||= atom.criterion.freshness !== null;
    const { fates } = weigh(evidence.exhibits, atom.criterion, asOf);
    let last: Ageing | null = null;
    evidence.exhibits.forEach((exhibit, i) => {
      const fate = fates[i]!;
      if (fate === "not-yet" || fate === "derived") return;
      const seen = exhibit.seen.to;
      if (newest === null || seen > newest) newest = seen;
      const staleFrom = fate === "overtaken" ? null : staleAt(exhibit, atom.criterion);
      if (staleFrom !== null && (last === null || staleFrom > last.staleAt)) {
        last = { seen, staleAt: staleFrom };
      }
    });
    first = earlier(first, last);
  }
  if (newest === null) return { state: "never seen", seen: null, staleAt: null };
  if (!ages || first === null) return { state: "does not age", seen: newest, staleAt: null };
  return { state: first.staleAt <= asOf ? "stale" : "fresh", ...first };
}

/** When something was last seen that ages, and from when on that is stale: of one matter alone. */
interface Ageing {
  readonly seen: Instant;
  readonly staleAt: Instant;
}

function earlier(one: Ageing | null, other: Ageing | null): Ageing | null {
  if (one === null || other === null) return one ?? other;
  return other.staleAt < one.staleAt ? other : one;
}
