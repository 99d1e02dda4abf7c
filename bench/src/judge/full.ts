import type { Contender, Loaded, Outcome } from "./contender.ts";
import { JudgedWorkload } from "./judged.ts";
import { timeInBlocks } from "./record.ts";
import type { Workload } from "./workload.ts";

/**
 * The judge that the product asks, on the same events, each an observation: matched, admitted,
 * weighed, fused, kept fresh, told from what it overtakes; four values, life cycles, and any moment
 * of the past kept askable.
 */
export const FULL: Contender = {
  id: "judge",
  name: "Proviso's judge, full work",
  role: "ours",
  version: "this checkout",
  note: "observations in; value and status of all that rest on each, which the bench lists",
  events: { W1: 4_000, W2: 1_000, W3: 1_000, W4: 1_000 },
  load: loadJudge,
};

function loadJudge(workload: Workload): Loaded {
  const judged = new JudgedWorkload(workload);
  return {
    run(events): Outcome {
      let event = 0;
      const seconds = timeInBlocks(workload, events, (entries) => {
        for (const entry of entries) {
          judged.take(entry, workload.eventFacts[event] as number);
          event += 1;
        }
      });
      return { seconds, tally: () => ({ flips: judged.flips, kept: judged.kept }) };
    },
  };
}
