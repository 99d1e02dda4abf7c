import type { Id } from "../evidence/index.ts";
import { type Covers, type Scope, scopeKey } from "./scope.ts";

/** A scope with the scopes that it holds: it comes to its own figure, or to theirs if greater. */
class Node {
  readonly scope: Scope;
  own = 0;
  value = 0;
  /** What its vessels and lots come to by themselves. */
  leaves = 0;
  holder: Node | null = null;
  readonly held = new Set<Node>();
  /** Of a vessel: where reports say that it was. */
  readonly berths = new Set<Id>();

  constructor(scope: Scope) {
    this.scope = scope;
  }
}

/**
 * The sum of figures of one class (semantics, section 7). Figures of disjoint places, lots, vessels
 * and voyages add up; a figure of a whole covers its parts and is never added to them. What is
 * known aboard a vessel whose place nobody gives may be what was counted at a place: the greater of
 * the two is sure, and not their sum.
 */
export class ScopeSum {
  readonly #covers: Covers;
  readonly #nodes = new Map<string, Node>();
  readonly #places = new Map<Id, Node>();
  readonly #root = new Node({ place: null, vessel: null, voyage: null, lot: null });

  constructor(covers: Covers) {
    this.#covers = covers;
    this.#nodes.set(scopeKey(this.#root.scope), this.#root);
  }

  /** Sets what is known of a scope by itself; 0 where nothing is. */
  set(scope: Scope, amount: number): void {
    const node = this.#node(scope);
    if (node.own === amount) return;
    node.own = amount;
    for (let one: Node | null = node; one !== null; one = one.holder) this.#settle(one);
  }

  /** What all figures come to, to a millionth. */
  get total(): number {
    return this.#root.value;
  }

  #settle(node: Node): void {
    const { vessel, lot } = node.scope;
    const isPlace = vessel === null && lot === null;
    let parts = 0;
    let leaves = 0;
    let unplaced = 0;
    let unnamed = 0;
    for (const part of node.held) {
      const isLeaf = part.scope.vessel !== null || part.scope.lot !== null;
      // A lot of a vessel that names no voyage may be of any of its voyages.
      if (vessel !== null && part.scope.lot !== null && part.scope.voyage !== node.scope.voyage) {
        unnamed += part.value;
      } else if (node === this.#root && isLeaf) unplaced += part.value;
      else parts += part.value;
      leaves += isLeaf ? part.value : part.leaves;
    }
    const placedLeaves = leaves - unplaced;
    const rest = parts - (node === this.#root ? placedLeaves : 0);
    const all =
      node === this.#root ? placedLeaves + Math.max(rest, unplaced) : Math.max(parts, unnamed);
    node.value = Math.max(node.own, tidy(all));
    node.leaves = isPlace ? leaves : node.value;
  }

  #node(scope: Scope): Node {
    const key = scopeKey(scope);
    const known = this.#nodes.get(key);
    const node = known ?? new Node(scope);
    if (known === undefined) {
      this.#nodes.set(key, node);
      if (scope.vessel === null && scope.lot === null) this.#lay(node, scope.place!);
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
    for (const node of [...holder.held]) {
      const inner = node.scope;
      const isPlace = inner.vessel === null && inner.lot === null;
      if (isPlace && inner.place !== null && this.#covers(place, inner.place)) put(node, made);
    }
    this.#places.set(place, made);
    put(made, holder);
    this.#settle(made);
  }

  /** Puts a vessel where reports say that it was: at one place, or at none that is its own. */
  #berth(vessel: string, place: Id): void {
    const node = this.#nodes.get(scopeKey({ ...ALL, vessel }));
    if (node === undefined || node.berths.has(place)) return;
    node.berths.add(place);
    const before = node.holder!;
    const berth = node.berths.size === 1 ? this.#node({ ...ALL, place }) : this.#root;
    if (before === berth) return;
    put(node, berth);
    for (const from of [before, berth]) {
      for (let one: Node | null = from; one !== null; one = one.holder) this.#settle(one);
    }
  }
}

const ALL: Scope = { place: null, vessel: null, voyage: null, lot: null };

function put(node: Node, holder: Node): void {
  node.holder?.held.delete(node);
  node.holder = holder;
  holder.held.add(node);
}

/** A sum of decimal fractions, without the digits that binary fractions leave behind. */
function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
