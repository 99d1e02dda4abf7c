import type { Id } from "../evidence/index.ts";
import { RunningTotal } from "./running-total.ts";
import { type Covers, type Scope, scopeKey } from "./scope.ts";

/** What is known of a scope by itself. */
export interface ScopeFigure {
  readonly low: number;
  /** What its parts cannot exceed without conflicting with it; infinite where it bounds nothing. */
  readonly high: number;
}

/** What the scopes that another holds come to. */
class Totals {
  readonly placed = new RunningTotal();
  readonly unplaced = new RunningTotal();
  readonly unnamed = new RunningTotal();
  readonly leaves = new RunningTotal();
}

/** A scope with the scopes that it holds. */
class Node {
  readonly scope: Scope;
  figure: ScopeFigure | null = null;
  /** Whether its figure is of this instant. */
  isNew = false;
  value = 0;
  /** What its parts come to. */
  parts = 0;
  /** What the vessels and lots in it come to. */
  leaves = 0;
  holder: Node | null = null;
  /** Those that it holds; made with the first, since most scopes hold none. */
  held: Set<Node> | null = null;
  /** What those that it holds come to, kept up by what each of them changes. */
  totals: Totals | null = null;
  /** Of a vessel: where reports say that it was. */
  berths: Set<Id> | null = null;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  get isPlace(): boolean {
    return this.scope.vessel === null && this.scope.lot === null;
  }

  get depth(): number {
    let depth = 0;
    for (let one = this.holder; one !== null; one = one.holder) depth += 1;
    return depth;
  }
}

/**
 * The sum of figures of one class (semantics, section 7). Figures of disjoint places, lots, vessels
 * and voyages add up. A figure of a whole covers its parts and is never added to them: the whole
 * comes to its own figure, or to its parts if these are more; where it excludes that they are, they
 * conflict and the lower counts. What is known aboard a vessel whose place nobody gives may be what
 * was counted at a place: the greater of the two is sure, and not their sum.
 */
export class ScopeSum {
  readonly #covers: Covers;
  readonly #moves: boolean;
  readonly #nodes = new Map<string, Node>();
  readonly #places = new Map<Id, Node>();
  readonly #root = new Node(ALL);
  readonly #changed = new Set<Node>();

  /**
   * @param moves - whether what is counted stands somewhere for now. Then what was known of a whole
   *   and of none of its parts may be what is seen in a part later, and a part that is found to hold
   *   less makes the whole less. It is to be settled instant by instant.
   */
  constructor(covers: Covers, moves = false) {
    this.#covers = covers;
    this.#moves = moves;
    this.#nodes.set(scopeKey(ALL), this.#root);
  }

  /** Sets what is known of a scope by itself; `null` where nothing is. */
  set(scope: Scope, figure: ScopeFigure | null): void {
    const node = this.#node(scope);
    node.figure = figure;
    node.isNew = true;
    this.#note(node);
  }

  /** What all figures come to, to a millionth. */
  get total(): number {
    this.settle();
    return this.#root.value;
  }

  /** Ends an instant: works out what has changed by the figures that were set. */
  settle(): void {
    if (this.#changed.size === 0) return;
    const innermostFirst = [...this.#changed]
      .map((node) => ({ node, depth: node.depth }))
      .sort((one, other) => other.depth - one.depth);
    this.#changed.clear();
    for (const { node } of innermostFirst) this.#settle(node);
  }

  #note(node: Node): void {
    for (let one: Node | null = node; one !== null; one = one.holder) this.#changed.add(one);
  }

  #settle(node: Node): void {
    const before = { rest: node.value - node.parts, parts: node.parts };
    if (node.holder !== null) count(node, node.holder, -1);
    node.parts = this.#partsOf(node);
    node.value = tidy(
      node.isNew || !this.#moves
        ? whole(node.figure, node.parts)
        : node.parts + restAfter(before.rest, node.parts - before.parts),
    );
    node.isNew = false;
    node.leaves = node.isPlace ? (node.totals?.leaves.amount ?? 0) : node.value;
    if (node.holder !== null) count(node, node.holder, 1);
  }

  #partsOf(node: Node): number {
    if (node.totals === null) return 0;
    const { placed, unplaced, unnamed, leaves } = node.totals;
    if (node !== this.#root) return tidy(Math.max(placed.amount, unnamed.amount));
    const beyondLeaves = Math.max(0, placed.amount - (leaves.amount - unplaced.amount));
    return tidy(placed.amount + Math.max(0, unplaced.amount - beyondLeaves));
  }

  #node(scope: Scope): Node {
    const key = scopeKey(scope);
    const known = this.#nodes.get(key);
    const node = known ?? new Node(scope);
    if (known === undefined) {
      this.#nodes.set(key, node);
      if (node.isPlace) this.#lay(node, scope.place!);
      else put(node, this.#holderOf(scope));
    }
    if (scope.vessel !== null && scope.place !== null) this.#berth(scope.vessel, scope.place);
    return node;
  }

  #holderOf({ place, vessel, voyage, lot }: Scope): Node {
    if (vessel === null) return place === null ? this.#root : this.#node({ ...ALL, place });
    if (voyage !== null && lot !== null) return this.#node({ ...ALL, vessel, voyage });
    return voyage !== null || lot !== null ? this.#node({ ...ALL, vessel }) : this.#root;
  }

  /** Puts a place beneath the nearest that holds it, and above those that it holds. */
  #lay(made: Node, place: Id): void {
    let holder = this.#root;
    for (const [outer, node] of this.#places) {
      if (!this.#covers(outer, place)) continue;
      if (holder === this.#root || this.#covers(holder.scope.place!, outer)) holder = node;
    }
    for (const node of [...(holder.held ?? [])]) {
      const inner = node.scope.place;
      if (node.isPlace && inner !== null && this.#covers(place, inner)) put(node, made);
    }
    this.#places.set(place, made);
    put(made, holder);
    this.#note(made);
  }

  /** Puts a vessel where reports say that it was: at one place, or at none that is its own. */
  #berth(vessel: string, place: Id): void {
    const node = this.#nodes.get(scopeKey({ ...ALL, vessel }));
    if (node === undefined || node.berths?.has(place)) return;
    node.berths ??= new Set();
    node.berths.add(place);
    const before = node.holder!;
    const berth = node.berths.size === 1 ? this.#node({ ...ALL, place }) : this.#root;
    if (before === berth) return;
    put(node, berth);
    this.#note(before);
    this.#note(berth);
  }
}

/** What a whole comes to by its own figure and by what its parts come to. */
function whole(figure: ScopeFigure | null, parts: number): number {
  if (figure === null) return parts;
  return parts > figure.high ? figure.low : Math.max(figure.low, parts);
}

/**
 * What was known of a whole beyond its parts, once these have been counted anew: what is now seen in
 * a part may be of it. Where they had conflicted with the whole, the later counts stand.
 */
function restAfter(rest: number, grown: number): number {
  return Math.max(0, rest - Math.max(0, grown));
}

function isVessel({ scope }: Node): boolean {
  return scope.vessel !== null && scope.voyage === null && scope.lot === null;
}

const ALL: Scope = { place: null, vessel: null, voyage: null, lot: null };

function put(node: Node, holder: Node): void {
  if (node.holder !== null) {
    node.holder.held?.delete(node);
    count(node, node.holder, -1);
  }
  node.holder = holder;
  holder.held ??= new Set();
  holder.held.add(node);
  count(node, holder, 1);
}

/** Adds what a part comes to, to what its holder keeps of all that it holds, or takes it away. */
function count(part: Node, holder: Node, sign: 1 | -1): void {
  holder.totals ??= new Totals();
  const { placed, unplaced, unnamed, leaves } = holder.totals;
  // A lot that names no voyage of its vessel may be of any of them.
  if (isVessel(holder) && part.scope.lot !== null) unnamed.add(part.value, sign);
  else if (holder.scope === ALL && !part.isPlace) unplaced.add(part.value, sign);
  else placed.add(part.value, sign);
  leaves.add(part.leaves, sign);
}

/** A sum of decimal fractions, without the digits that binary fractions leave behind. */
function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
