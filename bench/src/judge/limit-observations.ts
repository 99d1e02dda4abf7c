import type { Observation } from "@proviso/core";
import type { Contender, Loaded, Outcome } from "./contender.ts";
import { turned } from "./lists.ts";
import { reportOf, timeInBlocks } from "./record.ts";
import type { Workload } from "./workload.ts";

/**
 * The limit of the full work: the same loop by hand, handed the same observations as the judge
 * rather than numbers. It looks up the place and the state, and knows nothing but true and false.
 */
export const LIMIT_OBSERVATIONS: Contender = {
  id: "limit-observations",
  name: "hand-indexed loop, fed observations",
  role: "limit",
  version: `node ${process.versions.node}`,
  note: "place looked up in a Map, state compared, counters in typed arrays, nothing else",
  events: { W1: 400_000, W2: 400_000, W3: 0, W4: 400_000 },
  load: loadObservations,
};

function loadObservations(workload: Workload): Loaded {
  const { first, all } = turned(
    workload.rules.map((rule) => rule.facts),
    workload.facts,
  );
  const factOf = new Map<string, number>();
  for (let fact = 0; fact < workload.facts; fact += 1) factOf.set(placeOf(fact), fact);
  const so = new Uint8Array(workload.facts);
  const count = new Uint8Array(workload.rules.length);
  return {
    run(events): Outcome {
      let flips = 0;
      let kept = 0;
      const take = ({ report }: Observation): void => {
        if (report.kind !== "presence") return;
        const fact = factOf.get(report.place);
        if (fact === undefined) return;
        const step = report.state === "absent" ? 1 : -1;
        if (so[fact] === (step === 1 ? 1 : 0)) return;
        so[fact] = step === 1 ? 1 : 0;
        const end = first[fact + 1] as number;
        for (let at = first[fact] as number; at < end; at += 1) {
          const rule = all[at] as number;
          const before = count[rule] as number;
          count[rule] = before + step;
          if (before + step === 5 || before === 5) {
            flips += 1;
            kept += step;
          }
        }
      };
      const seconds = timeInBlocks(workload, events, (entries) => {
        for (const entry of entries) take(entry);
      });
      return { seconds, tally: () => ({ flips, kept }) };
    },
  };
}

function placeOf(fact: number): string {
  const report = reportOf(fact, true);
  return report.kind === "presence" ? report.place : "";
}
