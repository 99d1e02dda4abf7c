/** The two-valued workloads of research/peers.md: deterministic, the same for every contender. */

/** One undertaking: it is kept while all its facts are so and, if layered, either one below is. */
export interface Rule {
  readonly facts: readonly number[];
  /** Two undertakings of the layer below, one of which must be kept; empty in the lowest layer. */
  readonly either: readonly number[];
}

/** Undertakings over facts, and the events that move the facts. All facts start out false. */
export interface Workload {
  readonly id: "W1" | "W2" | "W3" | "W4";
  readonly title: string;
  readonly facts: number;
  readonly rules: readonly Rule[];
  /** Which fact each event is about. */
  readonly eventFacts: Int32Array;
  /** Whether it is then so: 1 or 0. */
  readonly eventValues: Uint8Array;
}

/** How large a workload is; the tests run the same shapes small. */
export interface WorkloadSize {
  readonly facts: number;
  readonly rules: number;
  readonly events: number;
}

/** A generator of uniform numbers in [0, 1) (T. Ettinger's mulberry32): 32 bits of state. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** W1, W2 and W4: every undertaking rests on five distinct facts. */
export function flatWorkload(
  id: "W1" | "W2" | "W4",
  { facts, rules, events }: WorkloadSize,
): Workload {
  const chance = mulberry32(42);
  const fanOut = ((rules * 5) / facts).toString();
  return {
    id,
    title: `${rules.toLocaleString("en")} undertakings of 5 facts, fan-out ${fanOut}`,
    facts,
    rules: Array.from({ length: rules }, () => ({
      facts: distinct(chance, 5, facts),
      either: [],
    })),
    ...eventsOf(chance, facts, events, 0.8),
  };
}

/** W3: ten layers; above the lowest, three facts and one of two undertakings of the layer below. */
export function layeredWorkload({ facts, rules, events }: WorkloadSize): Workload {
  const chance = mulberry32(7);
  const width = rules / 10;
  return {
    id: "W3",
    title: `10 layers of ${width}, each on 3 facts and 1 of 2 undertakings below`,
    facts,
    rules: Array.from({ length: rules }, (_, rule) => {
      const below = (Math.floor(rule / width) - 1) * width;
      return {
        facts: distinct(chance, 3, facts),
        either: below < 0 ? [] : distinct(chance, 2, width).map((at) => below + at),
      };
    }),
    ...eventsOf(chance, facts, events, 0.9),
  };
}

/** The four workloads at the sizes of the report, or at a size for a quick look. */
export function workloads(quick: boolean): readonly Workload[] {
  const events = quick ? 40_000 : 400_000;
  return [
    flatWorkload("W1", { facts: 2_000, rules: 1_000, events }),
    flatWorkload("W2", { facts: 100, rules: 1_000, events }),
    layeredWorkload({ facts: 1_000, rules: 1_000, events }),
    quick
      ? flatWorkload("W4", { facts: 20_000, rules: 10_000, events })
      : flatWorkload("W4", { facts: 200_000, rules: 100_000, events: 1_000_000 }),
  ];
}

function distinct(chance: () => number, count: number, below: number): readonly number[] {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(Math.floor(chance() * below));
  return [...chosen];
}

function eventsOf(
  chance: () => number,
  facts: number,
  count: number,
  likelihood: number,
): Pick<Workload, "eventFacts" | "eventValues"> {
  const eventFacts = new Int32Array(count);
  const eventValues = new Uint8Array(count);
  for (let event = 0; event < count; event += 1) {
    eventFacts[event] = Math.floor(chance() * facts);
    eventValues[event] = chance() < likelihood ? 1 : 0;
  }
  return { eventFacts, eventValues };
}
