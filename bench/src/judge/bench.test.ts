import { describe, expect, test } from "vitest";
import { FULL_CONTENDERS, isInstalled, TWO_VALUED_CONTENDERS } from "./contenders.ts";
import { askJudge, questionsOn } from "./lookback.ts";
import { measure } from "./measure.ts";
import { flatWorkload, layeredWorkload } from "./workload.ts";

const small = { facts: 100, rules: 50, events: 300 };
const workloads = [
  flatWorkload("W1", small),
  flatWorkload("W2", { facts: 10, rules: 40, events: 200 }),
  layeredWorkload(small),
  flatWorkload("W4", small),
];

describe("every contender", () => {
  // What is another program starts a process a run; the others run in this one.
  const contenders = [...TWO_VALUED_CONTENDERS, ...FULL_CONTENDERS].filter(isInstalled);

  test.each(workloads)("comes to what the oracle comes to on $id", async (workload) => {
    const { rows, wrong } = await measure(contenders, workload, { ours: 1, peers: 1 });
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThan(4);
  });
});

describe("a question about the past", () => {
  test("is answered by the last report of each fact, as seen by then and known by then", () => {
    const workload = flatWorkload("W1", { facts: 12, rules: 8, events: 400 });
    const questions = questionsOn(workload, 200);
    const { verified } = askJudge(workload, questions);
    const expected = questions.map(({ rule, moment }) =>
      workload.rules[rule]?.facts.every((fact) => {
        let so = false;
        for (let event = 0; event < moment.knownAt; event += 1) {
          const seen = 946_684_800_000 + event * 1_000 + 500;
          if (workload.eventFacts[event] === fact && seen <= moment.asOf) {
            so = workload.eventValues[event] === 1;
          }
        }
        return so;
      }),
    );
    expect(verified).toEqual(expected);
  });
});
