import type { Id } from "../evidence/index.ts";
import { RunningTotal } from "./running-total.ts";
import { type Covers, type Scope, scopeKey } from "./scope.ts";

/** What is known of a scope by itself. */
export interface ScopeFigure {
  readonly low: number;
  /** What its parts cannot exceed without conflicting with it; infinite where it bounds nothing. */
  readonly high: number;
}

/** What the scopes that another holds come to; most hold those of one kind alone. */
class Totals {
  readonly placed = new RunningTotal();
  unplaced: RunningTotal | null = null;
  unnamed: RunningTotal | null = null;
  leaves: RunningTotal | null = null;
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
  /** Whether what it comes to is to be worked out again. */
  isNoted = false;
  /** The places that it holds; made with the first, since most scopes hold none. */
  places: Set<Node> | null = null;
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

  get isVessel(): boolean {
    return this.scope.vessel !== null && this.scope.voyage === null && this.scope.lot === null;
  }

  get depth(): number {
    let depth = 0;
    for (let one = this.holder; one !== null; one = one.holder) depth += 1;
    return depth;
  }
}

/** A scope of a sum, by which it is set again without being looked up. */
export type SummedScope = Node;

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
  /** Voyages and lots by the key of their scope; vessels and places by their own names. */
  readonly #nodes = new Map<string, Node>();
  readonly #vessels = new Map<string, Node>();
  readonly #places = new Map<Id, Node>();
  readonly #root = new Node(ALL);
  #changed: Node[] = [];
  /** Whether what has changed is one scope, and what holds it. */
  #isOneLine = true;

  /**
   * @param moves - whether what is counted stands somewhere for now. Then what was known of a whole
   *   and of none of its parts may be what is seen in a part later, and a part that is found to hold
   *   less makes the whole less. It is to be settled instant by instant.
   */
  constructor(covers: Covers, moves = false) {
    this.#covers = covers;
    this.#moves = moves;
  }

  /** Sets what is known of a scope by itself; `null` where nothing is. */
  set(scope: Scope, figure: ScopeFigure | null): void {
    this.setAt(this.at(scope), figure);
  }

  /**
   * A scope to be set, from now on a part of the sum.
   *
   * @param key - its name by `scopeKey`, where it is known already.
   */
  at(scope: Scope, key?: string): SummedScope {
    const node = this.#node(scope, key);
    if (scope.vessel !== null && scope.place !== null) this.#berth(scope.vessel, scope.place);
    return node;
  }

  /** Sets what is known of a scope of this sum by itself; `null` where nothing is. */
  setAt(node: SummedScope, figure: ScopeFigure | null): void {
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
    const changed = this.#changed;
    if (changed.length === 0) return;
    this.#changed = [];
    for (const node of this.#isOneLine ? changed : innermostFirst(changed)) {
      node.isNoted = false;
      this.#settle(node);
    }
    this.#isOneLine = true;
  }

  #note(node: Node): void {
    if (node.isNoted) return;
    if (this.#changed.length > 0) this.#isOneLine = false;
    for (let one: Node | null = node; one !== null && !one.isNoted; one = one.holder) {
      one.isNoted = true;
      this.#changed.push(one);
    }
  }

  #settle(node: Node): void {
    const [rest, parts] = [node.value - node.parts, node.parts];
    if (node.holder !== null) count(node, node.holder, -1);
    node.parts = this.#partsOf(node);
    node.value = tidy(
      node.isNew || !this.#moves
        ? whole(node.figure, node.parts)
        : node.parts + restAfter(rest, node.parts - parts),
    );
    node.isNew = false;
    node.leaves = node.isPlace ? amountOf(node.totals?.leaves) : node.value;
    if (node.holder !== null) count(node, node.holder, 1);
  }

  #partsOf(node: Node): number {
    if (node.totals === null) return 0;
    const { placed, unplaced, unnamed, leaves } = node.totals;
    if (node !== this.#root) return tidy(Math.max(placed.amount, amountOf(unnamed)));
    const [isPlaced, isNot] = [placed.amount, amountOf(unplaced)];
    const beyondLeaves = Math.max(0, isPlaced - (amountOf(leaves) - isNot));
    return tidy(isPlaced + Math.max(0, isNot - beyondLeaves));
  }

  #node(scope: Scope, key?: string): Node {
    const { place, vessel, voyage, lot } = scope;
    if (vessel === null && lot === null) return place === null ? this.#root : this.#place(place);
    if (voyage === null && lot === null) return this.#vessel(vessel!);
    const name = key ?? scopeKey(scope);
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const node = new Node(scope);
    this.#nodes.set(name, node);
    put(node, this.#holderOf(scope));
    return node;
  }

  #place(place: Id): Node {
    const known = this.#places.get(place);
    if (known !== undefined) return known;
    const node = new Node({ ...ALL, place });
    this.#lay(node, place);
    return node;
  }

  #vessel(vessel: string): Node {
    const known = this.#vessels.get(vessel);
    if (known !== undefined) return known;
    const node = new Node({ ...ALL, vessel });
    this.#vessels.set(vessel, node);
    put(node, this.#root);
    return node;
  }

  #holderOf({ place, vessel, voyage, lot }: Scope): Node {
    if (vessel === null) return place === null ? this.#root : this.#place(place);
    return voyage !== null && lot !== null
      ? this.#node({ ...ALL, vessel, voyage })
      : this.#vessel(vessel);
  }

  /** Puts a place beneath the nearest that holds it, and above those that it holds. */
  #lay(made: Node, place: Id): void {
    let holder = this.#root;
    for (const [outer, node] of this.#places) {
      if (!this.#covers(outer, place)) continue;
      if (holder === this.#root || this.#covers(holder.scope.place!, outer)) holder = node;
    }
    for (const node of [...(holder.places ?? [])]) {
      if (this.#covers(place, node.scope.place!)) put(node, made);
    }
    this.#places.set(place, made);
    put(made, holder);
    this.#note(made);
  }

  /** Puts a vessel where reports say that it was: at one place, or at none that is its own. */
  #berth(vessel: string, place: Id): void {
    const node = this.#vessel(vessel);
    if (node.berths?.has(place)) return;
    node.berths ??= new Set();
    node.berths.add(place);
    const before = node.holder!;
    const berth = node.berths.size === 1 ? this.#place(place) : this.#root;
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

/** Each before what holds it. */
function innermostFirst(nodes: readonly Node[]): readonly Node[] {
  return nodes
    .map((node) => ({ node, depth: node.depth }))
    .sort((one, other) => other.depth - one.depth)
    .map(({ node }) => node);
}

function amountOf(total: RunningTotal | null | undefined): number {
  return total?.amount ?? 0;
}

const ALL: Scope = { place: null, vessel: null, voyage: null, lot: null };

function put(node: Node, holder: Node): void {
  if (node.holder !== null) {
    node.holder.places?.delete(node);
    count(node, node.holder, -1);
  }
  node.holder = holder;
  if (node.isPlace) {
    holder.places ??= new Set();
    holder.places.add(node);
  }
  count(node, holder, 1);
}

/** Adds what a part comes to, to what its holder keeps of all that it holds, or takes it away. */
function count(part: Node, holder: Node, sign: 1 | -1): void {
  if (part.value === 0 && part.leaves === 0) return;
  holder.totals ??= new Totals();
  const { totals } = holder;
  // A lot that names no voyage of its vessel may be of any of them.
  if (holder.isVessel && part.scope.lot !== null) {
    totals.unnamed ??= new RunningTotal();
    totals.unnamed.add(part.value, sign);
  } else if (holder.scope === ALL && !part.isPlace) {
    totals.unplaced ??= new RunningTotal();
    totals.unplaced.add(part.value, sign);
  } else totals.placed.add(part.value, sign);
  // What the vessels and lots in it come to is asked of a place alone.
  if (!holder.isPlace) return;
  totals.leaves ??= new RunningTotal();
  totals.leaves.add(part.leaves, sign);
}

/** A sum of decimal fractions, without the digits that binary fractions leave behind. */
function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
