import { Engine, type Observation } from "@proviso/core";
import type { Contender, Loaded, Outcome } from "./contender.ts";
import { frameOfWorkload, observationOf, ruleName, timeInBlocks } from "./record.ts";
import type { Workload } from "./workload.ts";

/**
 * The whole engine on the same events, each an observation: matched, admitted, weighed, fused,
 * kept fresh, told from what it overtakes; four values; and history and reasons kept.
 */
export const FULL: Contender = {
  id: "engine-full",
  name: "Proviso engine, full work",
  role: "ours",
  version: "this checkout",
  note: "observations in, verdicts, history and reasons kept",
  events: { W1: 400_000, W2: 400_000, W3: 400_000, W4: 400_000 },
  load: loadEngine,
};

function loadEngine(workload: Workload): Loaded {
  const recall = (at: number): Observation => observationOf(workload, at);
  const engine = new Engine({ frame: frameOfWorkload(workload), recall });
  return {
    run(events): Outcome {
      const seconds = timeInBlocks(workload, events, (entries) => {
        for (const entry of entries) {
          engine.advance(entry.known);
          engine.apply(entry);
        }
      });
      // Read from the history that the engine kept, once the clock has stopped.
      return { seconds, tally: () => tallyOf(engine, workload) };
    },
  };
}

/** How often an undertaking came to be verified or ceased to be, and how many are at the end. */
function tallyOf(engine: Engine, workload: Workload) {
  let flips = 0;
  let kept = 0;
  for (let rule = 0; rule < workload.rules.length; rule += 1) {
    let verified = false;
    for (const { bits } of engine.changesOf(ruleName(rule))) {
      if ((bits === 1) === verified) continue;
      verified = bits === 1;
      flips += 1;
    }
    if (verified) kept += 1;
  }
  return { flips, kept };
}
