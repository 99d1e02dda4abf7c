import { Engine, type TopLevelCondition } from "json-rules-engine";
import type { Contender, Loaded, Outcome } from "./contender.ts";
import { packageVersion } from "./installed.ts";
import { affectedBy } from "./lists.ts";
import type { Rule, Workload } from "./workload.ts";

const version = packageVersion("json-rules-engine");

/** `json-rules-engine` as its documentation has it: one engine, all rules, all facts every time. */
export const RULES_ENGINE: Contender = {
  id: "json-rules-engine",
  name: "json-rules-engine, documented use",
  role: "peer",
  version,
  note: "one engine, run(facts) after every event",
  events: { W1: 150, W2: 150, W3: 0, W4: 0 },
  load: loadWhole,
};

/** The same with an index of ours: an engine an undertaking, run where an event may matter. */
export const RULES_ENGINE_INDEXED: Contender = {
  id: "json-rules-engine-indexed",
  name: "json-rules-engine, indexed by us",
  role: "peer",
  version,
  note: "one engine an undertaking; the index, and the order of the layers, are ours",
  events: { W1: 20_000, W2: 3_000, W3: 5_000, W4: 20_000 },
  load: loadIndexed,
};

function conditionsOf(rule: Rule): TopLevelCondition {
  const isTrue = (fact: string) => ({ fact, operator: "equal", value: true });
  const facts = rule.facts.map((fact) => isTrue(`f${fact}`));
  if (rule.either.length === 0) return { all: facts };
  return { all: [...facts, { any: rule.either.map((other) => isTrue(`u${other}`)) }] };
}

function loadWhole(workload: Workload): Loaded {
  const engine = new Engine();
  const facts = falseFacts(workload);
  let kept = new Set<string>();
  workload.rules.forEach((rule, index) => {
    engine.addRule({ conditions: conditionsOf(rule), event: { type: `u${index}` } });
  });
  let flips = 0;
  return {
    async run(events): Promise<Outcome> {
      for (let event = 0; event < events; event += 1) {
        facts[`f${workload.eventFacts[event]}`] = workload.eventValues[event] === 1;
        const { events: successes } = await engine.run(facts);
        const now = new Set(successes.map(({ type }) => type));
        for (const one of now) if (!kept.has(one)) flips += 1;
        for (const one of kept) if (!now.has(one)) flips += 1;
        kept = now;
      }
      return { tally: () => ({ flips, kept: kept.size }) };
    },
  };
}

function loadIndexed(workload: Workload): Loaded {
  const facts = falseFacts(workload);
  const engines = workload.rules.map((rule) => {
    const engine = new Engine();
    engine.addRule({ conditions: conditionsOf(rule), event: { type: "kept" } });
    return engine;
  });
  workload.rules.forEach((_, rule) => {
    facts[`u${rule}`] = false;
  });
  const affected = affectedBy(workload.facts, workload.rules);
  const own = workload.rules.map((rule) => [
    ...rule.facts.map((fact) => `f${fact}`),
    ...rule.either.map((other) => `u${other}`),
  ]);
  let flips = 0;
  return {
    async run(events): Promise<Outcome> {
      for (let event = 0; event < events; event += 1) {
        const fact = workload.eventFacts[event] as number;
        const value = workload.eventValues[event] === 1;
        if (facts[`f${fact}`] === value) continue;
        facts[`f${fact}`] = value;
        for (const rule of affected[fact] as readonly number[]) {
          const given = Object.fromEntries(
            (own[rule] as readonly string[]).map((name) => [name, facts[name]]),
          );
          const { events: successes } = await (engines[rule] as Engine).run(given);
          const now = successes.length > 0;
          if (facts[`u${rule}`] !== now) flips += 1;
          facts[`u${rule}`] = now;
        }
      }
      const kept = workload.rules.filter((_, rule) => facts[`u${rule}`] === true).length;
      return { tally: () => ({ flips, kept }) };
    },
  };
}

function falseFacts(workload: Workload): Record<string, boolean> {
  const names = Array.from({ length: workload.facts }, (_, fact) => [`f${fact}`, false] as const);
  return Object.fromEntries(names);
}
