import type { Bits } from "../../logic/index.ts";
import {
  type Input,
  type InputRole,
  inputsOf,
  type NetworkPlan,
  type NodeIndex,
  type Order,
} from "./network-plan.ts";

// A connective keeps both its counters in one word: in the low half 0x8000 − k plus the number of
// inputs shown, in the high half 0x8000 − (n − k + 1) plus the number shown not. The top bit of a
// half is set exactly when its threshold is reached, and one addition serves both.
/** The two top bits of a counter word: what is shown, and what is shown not. */
export const REACHED = 0x80008000 | 0;
const HALF = 0x8000;

/** What an input in a role gives, by its bits. */
const IN_ROLE: Readonly<Record<InputRole, readonly [Bits, Bits, Bits, Bits]>> = {
  counts: [0, 1, 2, 3],
  contrary: [0, 2, 1, 3],
  blocks: [1, 2, 1, 2],
  admits: [2, 1, 2, 1],
  "closes-every": [0, 1, 0, 1],
  "closes-some": [0, 2, 0, 2],
};
/** The roles in the order of their codes. */
export const ROLES: readonly InputRole[] = [
  "counts",
  "contrary",
  "blocks",
  "admits",
  "closes-every",
  "closes-some",
];

/** What an input with these bits gives to the connective above it. */
export function given(role: InputRole, bits: Bits): Bits {
  return IN_ROLE[role][bits];
}

/** How a counter word moves, by `role << 4 | was << 2 | now`. */
export const MOVE = moves();

function moves(): Int32Array {
  const table = new Int32Array(ROLES.length << 4);
  ROLES.forEach((role, code) => {
    for (let was = 0; was < 4; was += 1) {
      for (let now = 0; now < 4; now += 1) {
        const [before, after] = [IN_ROLE[role][was as Bits], IN_ROLE[role][now as Bits]];
        table[(code << 4) | (was << 2) | now] = word(after) - word(before);
      }
    }
  });
  return table;
}

function word(bits: Bits): number {
  return (bits & 1) + ((bits >>> 1) << 16);
}

/** The bits that an input in the role of a code loses between two pairs. */
export function lostBits(code: number, was: Bits, now: Bits): number {
  const role = IN_ROLE[ROLES[code] as InputRole];
  return role[was] & ~role[now];
}

/** The two bits that a counter word has reached. */
export function bitsOfWord(counter: number): Bits {
  return (((counter >>> 15) & 1) | ((counter >>> 30) & 2)) as Bits;
}

/** Counter words with every atom at (0,0) and every connective, too. */
export function startCounters(plan: NetworkPlan): Int32Array {
  return Int32Array.from(plan, (planned) => {
    if (planned.kind === "atom") return 0;
    const { k, inputs } = planned;
    const n = inputs.length;
    // An empty connective can reach neither threshold, whatever its k.
    const needShown = n === 0 ? 1 : clamp(k);
    const needShownNot = n === 0 ? 1 : clamp(n - k + 1);
    let counter = HALF - needShown + ((HALF - needShownNot) << 16);
    for (const input of inputs) counter += word(IN_ROLE[input.role][0]);
    return counter | 0;
  });
}

function clamp(need: number): number {
  return Math.max(0, Math.min(HALF, need));
}

/** The edges of a network, from each node up to the connectives above it. */
export interface Edges {
  readonly first: Int32Array;
  readonly firstPlain: Int32Array;
  readonly firstSpecial: Int32Array;
  readonly above: Int32Array;
  readonly role: Uint8Array;
}

/** The inputs of a plan turned around, each node's edges in their three classes. */
export function edgesOf(plan: NetworkPlan, order: Order): Edges {
  const counts = [0, 1, 2].map(() => new Int32Array(plan.length + 1));
  eachEdge(plan, order, (input, _above, kind) => {
    const count = counts[kind] as Int32Array;
    count[input.node] = (count[input.node] as number) + 1;
  });
  const [first, firstPlain, firstSpecial] = counts as [Int32Array, Int32Array, Int32Array];
  let edges = 0;
  // Counts become starts, class by class within each node.
  for (let node = 0; node <= plan.length; node += 1) {
    for (const starts of [first, firstPlain, firstSpecial]) {
      const count = starts[node] as number;
      starts[node] = edges;
      edges += count;
    }
  }
  const above = new Int32Array(edges);
  const role = new Uint8Array(edges);
  const next = [first, firstPlain, firstSpecial].map((starts) => starts.slice());
  eachEdge(plan, order, (input, node, kind) => {
    const at = next[kind] as Int32Array;
    const edge = at[input.node] as number;
    at[input.node] = edge + 1;
    above[edge] = node;
    role[edge] = ROLES.indexOf(input.role);
  });
  return { first, firstPlain, firstSpecial, above, role };
}

type OnEdge = (input: Input, above: NodeIndex, kind: 0 | 1 | 2) => void;

/** Visits all edges with their class: 0 to what rests on atoms alone, 1 plain, 2 the rest. */
function eachEdge(plan: NetworkPlan, order: Order, visit: OnEdge): void {
  for (let node = 0; node < plan.length; node += 1) {
    const inputs = inputsOf(plan, node);
    const special = order.cycle[node] !== -1;
    const distinct = new Set(inputs.map((input) => input.node)).size === inputs.length;
    // An input named twice would be seen in between, so such a node waits until it settles.
    const onAtoms = order.level[node] === 1 && distinct;
    for (const input of inputs) {
      if (special || input.role !== "counts") visit(input, node, 2);
      else visit(input, node, onAtoms ? 0 : 1);
    }
  }
}

/** Where each level's nodes begin, were all nodes listed by level. */
export function startOfLevels(order: Order): Int32Array {
  const start = new Int32Array(order.levels + 1);
  for (const level of order.level) start[level + 1] = (start[level + 1] as number) + 1;
  for (let level = 0; level < order.levels; level += 1) {
    start[level + 1] = (start[level + 1] as number) + (start[level] as number);
  }
  return start;
}
