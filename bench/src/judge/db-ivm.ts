import {
  concat,
  D2,
  type IStreamBuilder,
  join,
  MultiSet,
  map,
  output,
  reduce,
} from "@tanstack/db-ivm";
import type { Contender, Loaded, Outcome } from "./contender.ts";
import { packageVersion } from "./installed.ts";
import type { Workload } from "./workload.ts";

/**
 * `@tanstack/db-ivm` by its own operators: the facts that are not so, joined to the undertakings
 * that rest on them, reduced to the undertakings that are not kept. One event a step.
 */
export const DB_IVM: Contender = {
  id: "db-ivm",
  name: "@tanstack/db-ivm, join and reduce",
  role: "peer",
  version: packageVersion("@tanstack/db-ivm"),
  note: "its own index; layers unrolled into ten graphs of joins",
  events: { W1: 100_000, W2: 20_000, W3: 20_000, W4: 50_000 },
  load: loadGraph,
};

type Keyed = [number, number];
/** What an undertaking lacks: `FACT` for a fact that is not so, else an alternative not kept. */
const FACT = -1;

function loadGraph(workload: Workload): Loaded {
  const { eventFacts, eventValues } = workload;
  const broken = workload.rules.map(() => false);
  let flips = 0;
  const graph = new D2();
  const falseFacts = graph.newInput<Keyed>();
  const inputs = buildLayers(workload, graph, falseFacts, (rule, isBroken) => {
    if (broken[rule] !== isBroken) flips += 1;
    broken[rule] = isBroken;
  });
  graph.finalize();
  for (const { stream, edges } of inputs) {
    stream.sendData(new MultiSet(edges.map((edge): [Keyed, number] => [edge, 1])));
  }
  const facts = Array.from({ length: workload.facts }, (_, fact): [Keyed, number] => [
    [fact, 0],
    1,
  ]);
  falseFacts.sendData(new MultiSet(facts));
  graph.run();
  flips = 0;
  const so = new Uint8Array(workload.facts);
  return {
    run(events): Outcome {
      for (let event = 0; event < events; event += 1) {
        const fact = eventFacts[event] as number;
        const value = eventValues[event] as number;
        if (so[fact] === value) continue;
        so[fact] = value;
        falseFacts.sendData(new MultiSet<Keyed>([[[fact, 0], value === 1 ? -1 : 1]]));
        graph.run();
      }
      return { tally: () => ({ flips, kept: broken.filter((one) => !one).length }) };
    },
  };
}

interface Edges {
  readonly stream: ReturnType<D2["newInput"]> & { sendData(data: MultiSet<Keyed>): void };
  readonly edges: readonly Keyed[];
}

/** One join and reduce a layer; a flat workload has one layer. */
function buildLayers(
  workload: Workload,
  graph: D2,
  falseFacts: IStreamBuilder<Keyed>,
  onChange: (rule: number, isBroken: boolean) => void,
): readonly Edges[] {
  const width = workload.id === "W3" ? workload.rules.length / 10 : workload.rules.length;
  const inputs: Edges[] = [];
  let below: IStreamBuilder<Keyed> | null = null;
  for (let start = 0; start < workload.rules.length; start += width) {
    const rules = workload.rules.slice(start, start + width);
    const onFacts = graph.newInput<Keyed>();
    inputs.push({
      stream: onFacts,
      edges: rules.flatMap((rule, at) => rule.facts.map((fact): Keyed => [fact, start + at])),
    });
    let lacking = onFacts.pipe(
      join(falseFacts, "inner"),
      map(([, [rule]]): Keyed => [rule as number, FACT]),
    ) as IStreamBuilder<Keyed>;
    if (below !== null) {
      const onRules = graph.newInput<Keyed>();
      inputs.push({
        stream: onRules,
        edges: rules.flatMap((rule, at) => rule.either.map((one): Keyed => [one, start + at])),
      });
      const lost = onRules.pipe(
        join(below, "inner"),
        map(([other, [rule]]): Keyed => [rule as number, other as number]),
      ) as IStreamBuilder<Keyed>;
      lacking = lacking.pipe(concat(lost)) as IStreamBuilder<Keyed>;
    }
    below = lacking.pipe(
      reduce((values: [number, number][]): [number, number][] =>
        isBroken(values) ? [[0, 1]] : [],
      ),
      output((message: MultiSet<Keyed>) => {
        for (const [[rule], count] of message.getInner()) onChange(rule, count > 0);
      }),
    ) as IStreamBuilder<Keyed>;
  }
  return inputs;
}

/** A fact that is not so breaks an undertaking; so do both of its alternatives together. */
function isBroken(values: readonly (readonly [number, number])[]): boolean {
  let alternatives = 0;
  for (const [lacks, count] of values) {
    if (count > 0 && lacks === FACT) return true;
    if (count > 0) alternatives += 1;
  }
  return alternatives === 2;
}
