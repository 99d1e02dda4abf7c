/**
 * The part that an input plays in the connective above it:
 *
 * - `counts`: its two bits, as they are;
 * - `contrary`: its two bits, swapped;
 * - `blocks`: an exception (`unless X`): shown not once X is shown, shown until then (T15);
 * - `admits`: the contrary of that: shown once X is shown, shown not until then;
 * - `closes-every`: the coverage of a domain: shown once it is shown, else nothing;
 * - `closes-some`: the same for `some`: shown not once it is shown, else nothing.
 */
export type InputRole =
  | "counts"
  | "contrary"
  | "blocks"
  | "admits"
  | "closes-every"
  | "closes-some";

/** A node of a network: a whole number from 0, in the order in which nodes were drawn up. */
export type NodeIndex = number;

/** One input of a connective. */
export interface Input {
  readonly node: NodeIndex;
  readonly role: InputRole;
}

/**
 * A node of a network. An atom has no threshold and takes its bits from outside. A connective is
 * shown when `k` of its inputs are, and shown not when so many are shown not that fewer than `k`
 * are left; with no inputs at all nothing is known (semantics, section 6).
 */
export type PlannedNode =
  | { readonly kind: "atom" }
  | { readonly kind: "threshold"; readonly k: number; readonly inputs: readonly Input[] };

/**
 * All the nodes of a network, its atoms first; inputs name nodes by index, forwards as well as
 * back.
 */
export type NetworkPlan = readonly PlannedNode[];

/** The most inputs one connective may have: its two counters share one 32-bit word. */
export const MAX_INPUTS = 32_767;

/** What can be wrong with a plan. */
export type NetworkFault =
  | "NETWORK_TOO_WIDE"
  | "NETWORK_EXCEPTION_IN_CYCLE"
  | "NETWORK_UNKNOWN_INPUT"
  | "NETWORK_ATOM_AFTER_CONNECTIVE";

/** A plan that no network can be built from: a defect of whoever drew it up, not of the record. */
export class NetworkError extends Error {
  readonly code: NetworkFault;
  readonly node: NodeIndex;

  constructor(code: NetworkFault, node: NodeIndex, message: string) {
    super(message);
    this.name = "NetworkError";
    this.code = code;
    this.node = node;
  }
}

/** Where each node stands in the order of computation. */
export interface Order {
  /** How many atoms there are; they are the first nodes. */
  readonly atoms: number;
  /** A node is computed after every node of a lower level; atoms are at 0. */
  readonly level: Int32Array;
  readonly levels: number;
  /** The reciprocal cycle that a node belongs to; −1 for none. */
  readonly cycle: Int32Array;
  readonly cycles: readonly (readonly NodeIndex[])[];
}

/**
 * Orders a plan: strongly connected components first (R. Tarjan, 1972, without recursion, since
 * a chain of clauses may be long), then each component one level above the highest it reads.
 *
 * @throws {NetworkError} where an input is unknown, a connective is too wide, or a cycle passes
 *   through an exception: what blocks itself has no least fixed point.
 */
export function orderOf(plan: NetworkPlan): Order {
  const atoms = plan.filter((planned) => planned.kind === "atom").length;
  checkPlan(plan, atoms);
  const component = new Int32Array(plan.length).fill(-1);
  const level = new Int32Array(plan.length);
  const cycle = new Int32Array(plan.length).fill(-1);
  const cycles: NodeIndex[][] = [];
  let levels = 1;
  // Tarjan yields a component only after every component that it reads, so levels are known.
  componentsOf(plan, (members, number) => {
    for (const member of members) component[member] = number;
    let height = 0;
    let reciprocal = members.length > 1;
    for (const member of members) {
      for (const input of inputsOf(plan, member)) {
        if (component[input.node] !== number) {
          height = Math.max(height, (level[input.node] as number) + 1);
          continue;
        }
        reciprocal = true;
        if (input.role === "blocks" || input.role === "admits") throw exceptionInCycle(member);
      }
    }
    if (reciprocal) height = Math.max(height, 1);
    levels = Math.max(levels, height + 1);
    for (const member of members) level[member] = height;
    if (!reciprocal) return;
    for (const member of members) cycle[member] = cycles.length;
    cycles.push([...members]);
  });
  return { atoms, level, levels, cycle, cycles };
}

/** The inputs of a node; an atom has none. */
export function inputsOf(plan: NetworkPlan, node: NodeIndex): readonly Input[] {
  const planned = plan[node];
  return planned === undefined || planned.kind === "atom" ? [] : planned.inputs;
}

function exceptionInCycle(node: NodeIndex): NetworkError {
  return new NetworkError(
    "NETWORK_EXCEPTION_IN_CYCLE",
    node,
    `Node ${node} depends on itself through an exception. Take the exception out of the cycle.`,
  );
}

function checkPlan(plan: NetworkPlan, atoms: number): void {
  for (let node = 0; node < plan.length; node += 1) {
    if (node >= atoms && plan[node]?.kind === "atom") {
      const message = `Node ${node} is an atom and stands after a connective. Put atoms first.`;
      throw new NetworkError("NETWORK_ATOM_AFTER_CONNECTIVE", node, message);
    }
    const inputs = inputsOf(plan, node);
    if (inputs.length > MAX_INPUTS) {
      const message = `Node ${node} has ${inputs.length} inputs; at most ${MAX_INPUTS} fit.`;
      throw new NetworkError("NETWORK_TOO_WIDE", node, message);
    }
    for (const input of inputs) {
      if (plan[input.node] !== undefined) continue;
      const message = `Node ${node} reads node ${input.node}, which the plan does not have.`;
      throw new NetworkError("NETWORK_UNKNOWN_INPUT", node, message);
    }
  }
}

type OnComponent = (members: readonly NodeIndex[], number: number) => void;

/** Tarjan's search with its own stack: `at[depth]` is the next input of `path[depth]`. */
function componentsOf(plan: NetworkPlan, onComponent: OnComponent): void {
  const search = newSearch(plan.length);
  for (let root = 0; root < plan.length; root += 1) {
    if (search.seen[root] !== 0) continue;
    enter(search, root);
    while (search.path.length > 0) step(plan, search, onComponent);
  }
}

interface Search {
  /** The order in which nodes were first met, from 1; 0 for not yet. */
  readonly seen: Int32Array;
  readonly lowest: Int32Array;
  readonly open: Uint8Array;
  readonly stack: NodeIndex[];
  readonly path: NodeIndex[];
  readonly at: number[];
  met: number;
  found: number;
}

function newSearch(size: number): Search {
  return {
    seen: new Int32Array(size),
    lowest: new Int32Array(size),
    open: new Uint8Array(size),
    stack: [],
    path: [],
    at: [],
    met: 0,
    found: 0,
  };
}

function enter(search: Search, node: NodeIndex): void {
  search.met += 1;
  search.seen[node] = search.met;
  search.lowest[node] = search.met;
  search.open[node] = 1;
  search.stack.push(node);
  search.path.push(node);
  search.at.push(0);
}

function step(plan: NetworkPlan, search: Search, onComponent: OnComponent): void {
  const depth = search.path.length - 1;
  const node = search.path[depth] as NodeIndex;
  const input = inputsOf(plan, node)[search.at[depth] as number];
  if (input !== undefined) {
    search.at[depth] = (search.at[depth] as number) + 1;
    if (search.seen[input.node] === 0) enter(search, input.node);
    else if (search.open[input.node] === 1) lower(search, node, search.seen[input.node] as number);
    return;
  }
  search.path.pop();
  search.at.pop();
  const parent = search.path[depth - 1];
  if (parent !== undefined) lower(search, parent, search.lowest[node] as number);
  if (search.lowest[node] === search.seen[node]) onComponent(close(search, node), search.found++);
}

function lower(search: Search, node: NodeIndex, to: number): void {
  if (to < (search.lowest[node] as number)) search.lowest[node] = to;
}

/** Takes the finished component of `root` off the stack. */
function close(search: Search, root: NodeIndex): readonly NodeIndex[] {
  const members = search.stack.splice(search.stack.lastIndexOf(root));
  for (const member of members) search.open[member] = 0;
  return members;
}
