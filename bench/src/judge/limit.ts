import type { Contender, Loaded, Outcome } from "./contender.ts";
import { loadLayered } from "./limit-layered.ts";
import { turned } from "./lists.ts";
import type { Workload } from "./workload.ts";

/**
 * The limit: a loop written by hand for this work alone. It keeps for each undertaking how many
 * of its facts are so, in flat arrays, and knows nothing but true and false.
 */
export const LIMIT: Contender = {
  id: "limit",
  name: "hand-indexed JavaScript loop",
  role: "limit",
  version: `node ${process.versions.node}`,
  note: "the limit: counters in typed arrays, nothing else",
  events: { W1: 400_000, W2: 400_000, W3: 400_000, W4: 1_000_000 },
  load: (workload) => (workload.id === "W3" ? loadLayered(workload) : loadFlat(workload)),
};

function loadFlat(workload: Workload): Loaded {
  const { eventFacts, eventValues } = workload;
  const { first, all } = turned(
    workload.rules.map((rule) => rule.facts),
    workload.facts,
  );
  const so = new Uint8Array(workload.facts);
  const count = new Uint8Array(workload.rules.length);
  return {
    run(events): Outcome {
      let flips = 0;
      let kept = 0;
      for (let event = 0; event < events; event += 1) {
        const fact = eventFacts[event] as number;
        const value = eventValues[event] as number;
        if (so[fact] === value) continue;
        so[fact] = value;
        const end = first[fact + 1] as number;
        for (let at = first[fact] as number; at < end; at += 1) {
          const rule = all[at] as number;
          const before = count[rule] as number;
          if (value === 1) {
            count[rule] = before + 1;
            if (before === 4) {
              flips += 1;
              kept += 1;
            }
          } else {
            count[rule] = before - 1;
            if (before === 5) {
              flips += 1;
              kept -= 1;
            }
          }
        }
      }
      return { tally: () => ({ flips, kept }) };
    },
  };
}
