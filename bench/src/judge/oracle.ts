import type { Tally } from "./contender.ts";
import { affectedBy } from "./lists.ts";
import type { Workload } from "./workload.ts";

/**
 * What the first `events` events come to, by the plainest means: after each event every
 * undertaking that may have changed is asked again, lowest layer first. It shares nothing with
 * any contender.
 */
export function expectedTally(workload: Workload, events: number): Tally {
  const so: boolean[] = Array.from({ length: workload.facts }, () => false);
  const kept = workload.rules.map(() => false);
  const affected = affectedBy(workload.facts, workload.rules);
  let flips = 0;
  for (let event = 0; event < events; event += 1) {
    const fact = workload.eventFacts[event] as number;
    so[fact] = workload.eventValues[event] === 1;
    for (const index of affected[fact] as readonly number[]) {
      const rule = workload.rules[index];
      if (rule === undefined) continue;
      const below = rule.either.length === 0 || rule.either.some((other) => kept[other]);
      const now = below && rule.facts.every((one) => so[one]);
      if (now !== kept[index]) flips += 1;
      kept[index] = now;
    }
  }
  return { flips, kept: kept.filter(Boolean).length };
}
