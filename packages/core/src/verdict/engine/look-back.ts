import { atLeast, type Bits, NEITHER } from "../../logic/index.ts";
import { given } from "./network-layout.ts";
import { inputsOf, type NetworkPlan, type NodeIndex, type Order } from "./network-plan.ts";

/**
 * Works out a node from the bits that its leaves had at some moment: a question about the past
 * touches only what lies below the node, and nothing of what the engine stands at now.
 */
export class LookBack {
  readonly #plan: NetworkPlan;
  readonly #order: Order;
  readonly #below = new Map<NodeIndex, readonly NodeIndex[]>();

  constructor(plan: NetworkPlan, order: Order) {
    this.#plan = plan;
    this.#order = order;
  }

  /** The bits of a node, where `leafBits` gives those of leaves. */
  bitsOf(node: NodeIndex, leafBits: (leaf: NodeIndex) => Bits): Bits {
    const value = new Map<NodeIndex, Bits>();
    let cycle: NodeIndex[] = [];
    const below = this.#nodesBelow(node);
    below.forEach((at, i) => {
      const planned = this.#plan[at]!;
      if (planned.kind === "atom") {
        value.set(at, leafBits(at));
        return;
      }
      const number = this.#order.cycle[at]!;
      if (number < 0) {
        value.set(at, this.#judge(at, value));
        return;
      }
      // The members of a cycle stand together; once all are there they are settled together.
      cycle.push(at);
      const next = below[i + 1];
      if (next !== undefined && this.#order.cycle[next] === number) return;
      this.#settle(cycle, value);
      cycle = [];
    });
    return value.get(node) ?? NEITHER;
  }

  #judge(node: NodeIndex, value: ReadonlyMap<NodeIndex, Bits>): Bits {
    const planned = this.#plan[node]!;
    if (planned.kind === "atom") return value.get(node) ?? NEITHER;
    const inputs = planned.inputs.map((input) =>
      given(input.role, value.get(input.node) ?? NEITHER),
    );
    return atLeast(planned.k, inputs);
  }

  /** The least fixed point: members only ever gain, so that this ends. */
  #settle(members: readonly NodeIndex[], value: Map<NodeIndex, Bits>): void {
    for (const member of members) value.set(member, NEITHER);
    for (let changed = true; changed; ) {
      changed = false;
      for (const member of members) {
        const now = this.#judge(member, value);
        changed ||= now !== value.get(member);
        value.set(member, now);
      }
    }
  }

  /** All that a node rests on and the node itself, in the order of computation. */
  #nodesBelow(node: NodeIndex): readonly NodeIndex[] {
    const known = this.#below.get(node);
    if (known !== undefined) return known;
    const found = new Set<NodeIndex>([node]);
    for (const at of found) for (const input of inputsOf(this.#plan, at)) found.add(input.node);
    const { level, cycle } = this.#order;
    const below = [...found].sort((a, b) => level[a]! - level[b]! || cycle[a]! - cycle[b]!);
    this.#below.set(node, below);
    return below;
  }
}
