import { buildNetwork, type NetworkPlan, type PlannedNode } from "@proviso/core";
import type { Contender, Loaded, Outcome } from "./contender.ts";
import type { Workload } from "./workload.ts";

/** The engine's network of thresholds on two-valued work: so is (1,0), not so is (0,1). */
export const TWO_VALUED: Contender = {
  id: "engine",
  name: "Proviso engine, two-valued",
  role: "ours",
  version: "this checkout",
  note: "compiled from the plan of the undertakings, no index by hand",
  events: { W1: 400_000, W2: 400_000, W3: 400_000, W4: 1_000_000 },
  load: loadNetwork,
};

/** Facts first, then the alternatives of each undertaking, then the undertakings themselves. */
function planOf(workload: Workload): { readonly plan: NetworkPlan; readonly firstRule: number } {
  const layered = workload.rules.filter((rule) => rule.either.length > 0);
  const firstRule = workload.facts + layered.length;
  const counts = (node: number) => ({ node, role: "counts" as const });
  const plan: PlannedNode[] = Array.from({ length: workload.facts }, () => ({ kind: "atom" }));
  for (const rule of layered) {
    const inputs = rule.either.map((other) => counts(firstRule + other));
    plan.push({ kind: "threshold", k: 1, inputs });
  }
  let nextEither = workload.facts;
  for (const rule of workload.rules) {
    const inputs = rule.facts.map(counts);
    if (rule.either.length > 0) inputs.push(counts(nextEither++));
    plan.push({ kind: "threshold", k: inputs.length, inputs });
  }
  return { plan, firstRule };
}

function loadNetwork(workload: Workload): Loaded {
  const { eventFacts, eventValues } = workload;
  const { plan, firstRule } = planOf(workload);
  const network = buildNetwork(plan);
  for (let fact = 0; fact < workload.facts; fact += 1) network.set(fact, 2);
  network.settle();
  const { changes } = network;
  return {
    run(events): Outcome {
      let flips = 0;
      let kept = 0;
      for (let event = 0; event < events; event += 1) {
        const so = eventValues[event] === 1 ? 1 : 2;
        const changed = network.update(eventFacts[event] as number, so);
        for (let at = 0; at < changed; at += 1) {
          const node = changes[at] as number;
          if (node < firstRule) continue;
          flips += 1;
          kept += network.bitsOf(node) === 1 ? 1 : -1;
        }
      }
      return { tally: () => ({ flips, kept }) };
    },
  };
}
