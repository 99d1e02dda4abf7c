import type { Contender, Loaded, Outcome } from "./contender.ts";
import type { Workload } from "./workload.ts";

/** No index at all: after every event every undertaking is asked again, lowest layer first. */
export const RECOMPUTE: Contender = {
  id: "recompute",
  name: "recompute all",
  role: "baseline",
  version: `node ${process.versions.node}`,
  note: "plain JavaScript, no increment",
  events: { W1: 20_000, W2: 20_000, W3: 20_000, W4: 400 },
  load: loadAll,
};

function loadAll(workload: Workload): Loaded {
  const { eventFacts, eventValues } = workload;
  const so: boolean[] = Array.from({ length: workload.facts }, () => false);
  const rules = workload.rules.map((rule) => ({ ...rule, kept: false }));
  const isKept = (rule: Workload["rules"][number]): boolean => {
    for (const fact of rule.facts) if (so[fact] !== true) return false;
    if (rule.either.length === 0) return true;
    for (const other of rule.either) if (rules[other]?.kept === true) return true;
    return false;
  };
  return {
    run(events): Outcome {
      let flips = 0;
      for (let event = 0; event < events; event += 1) {
        so[eventFacts[event] as number] = eventValues[event] === 1;
        for (const rule of rules) {
          const now = isKept(rule);
          if (now !== rule.kept) flips += 1;
          rule.kept = now;
        }
      }
      return { tally: () => ({ flips, kept: rules.filter((rule) => rule.kept).length }) };
    },
  };
}
