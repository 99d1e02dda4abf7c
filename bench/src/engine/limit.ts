import type { Contender, Loaded, Outcome } from "./contender.ts";
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

/** Lists in one array: those of `i` stand from `first[i]` to `first[i + 1]`. */
export interface Lists {
  readonly first: Int32Array;
  readonly all: Int32Array;
}

/** Turns lists around: for each value below `size`, the lists that it stands in. */
export function turned(lists: readonly (readonly number[])[], size: number): Lists {
  const first = new Int32Array(size + 1);
  for (const list of lists) for (const one of list) first[one + 1] = (first[one + 1] as number) + 1;
  for (let at = 0; at < size; at += 1) {
    first[at + 1] = (first[at + 1] as number) + (first[at] as number);
  }
  const all = new Int32Array(first[size] as number);
  const next = first.slice();
  lists.forEach((list, index) => {
    for (const one of list) {
      all[next[one] as number] = index;
      next[one] = (next[one] as number) + 1;
    }
  });
  return { first, all };
}

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
      return { flips, kept };
    },
  };
}

/** The layered work needs a worklist, in the order of the layers so that nothing flips twice. */
function loadLayered(workload: Workload): Loaded {
  const { eventFacts, eventValues, rules } = workload;
  const above = turned(
    rules.map((rule) => rule.facts),
    workload.facts,
  );
  const next = turned(
    rules.map((rule) => rule.either),
    rules.length,
  );
  const so = new Uint8Array(workload.facts);
  const factsSo = new Uint8Array(rules.length);
  const eitherSo = Uint8Array.from(rules, (rule) => (rule.either.length === 0 ? 1 : 0));
  const keeps = new Uint8Array(rules.length);
  const listed = new Uint8Array(rules.length);
  const width = rules.length / 10;
  const layers = Array.from({ length: 10 }, () => new Int32Array(width));
  const lengths = new Int32Array(10);
  const layerOf = Uint8Array.from(rules, (_, rule) => Math.floor(rule / width));
  const list = (rule: number): void => {
    if (listed[rule] === 1) return;
    listed[rule] = 1;
    const layer = layerOf[rule] as number;
    const length = lengths[layer] as number;
    (layers[layer] as Int32Array)[length] = rule;
    lengths[layer] = length + 1;
  };
  return {
    run(events): Outcome {
      let flips = 0;
      let kept = 0;
      for (let event = 0; event < events; event += 1) {
        const fact = eventFacts[event] as number;
        const value = eventValues[event] as number;
        if (so[fact] === value) continue;
        so[fact] = value;
        const step = value === 1 ? 1 : -1;
        for (
          let at = above.first[fact] as number;
          at < (above.first[fact + 1] as number);
          at += 1
        ) {
          const rule = above.all[at] as number;
          const before = factsSo[rule] as number;
          factsSo[rule] = before + step;
          if (before === 3 || before + step === 3) list(rule);
        }
        for (let layer = 0; layer < 10; layer += 1) {
          const length = lengths[layer] as number;
          lengths[layer] = 0;
          for (let index = 0; index < length; index += 1) {
            const rule = (layers[layer] as Int32Array)[index] as number;
            listed[rule] = 0;
            const now = factsSo[rule] === 3 && (eitherSo[rule] as number) > 0 ? 1 : 0;
            if (now === keeps[rule]) continue;
            keeps[rule] = now;
            flips += 1;
            const change = now === 1 ? 1 : -1;
            kept += change;
            for (
              let at = next.first[rule] as number;
              at < (next.first[rule + 1] as number);
              at += 1
            ) {
              const higher = next.all[at] as number;
              const before = eitherSo[higher] as number;
              eitherSo[higher] = before + change;
              if (before === 0 || before + change === 0) list(higher);
            }
          }
        }
      }
      return { flips, kept };
    },
  };
}
