import type { Bits } from "../../logic/index.ts";
import {
  bitsOfWord,
  edgesOf,
  lostBits,
  MOVE,
  REACHED,
  startCounters,
  startOfLevels,
} from "./network-layout.ts";
import { type NetworkPlan, type NodeIndex, type Order, orderOf } from "./network-plan.ts";

/**
 * The connectives of an agreement as flat arrays. Setting an atom touches only the counters of
 * the connectives above it; `settle` then walks up while values change, level by level, so that
 * each connective is computed at most once a wave and none is ever seen in between (no glitches).
 */
export interface Network {
  /** Sets an atom's bits; nothing above it changes before `settle`. */
  set(atom: NodeIndex, bits: Bits): void;
  /**
   * Brings every connective up to date.
   *
   * @returns how many changed: the first so many of `changes`, each once.
   */
  settle(): number;
  /** Sets one atom and settles, which is quicker than the two in turn. */
  update(atom: NodeIndex, bits: Bits): number;
  /** The connectives that changed in the last wave; overwritten by the next. */
  readonly changes: ArrayLike<NodeIndex>;
  /** The bits of a node as of the last `settle`; of an atom, as last set. */
  bitsOf(node: NodeIndex): Bits;
  readonly size: number;
}

/**
 * Builds the network of a plan, with every atom at (0,0), settled.
 *
 * @throws {NetworkError} for a plan that `orderOf` refuses.
 */
export function buildNetwork(plan: NetworkPlan): Network {
  return new ThresholdNetwork(plan, orderOf(plan));
}

class ThresholdNetwork implements Network {
  readonly size: number;
  private readonly counter: Int32Array;
  // The connectives above a node: from `firstEdge[node]` those that rest on atoms alone, to
  // `firstPlain[node]`; then the others in no cycle in which it simply counts, to
  // `firstSpecial[node]`; then the rest, up to `firstEdge[node + 1]`.
  private readonly firstEdge: Int32Array;
  private readonly firstPlain: Int32Array;
  private readonly firstSpecial: Int32Array;
  private readonly above: Int32Array;
  private readonly role: Uint8Array;
  private readonly level: Int32Array;
  private readonly cycle: Int32Array;
  private readonly cycles: readonly Int32Array[];
  private readonly cycleLost: Uint8Array;
  // What waits to be computed, by level: each level has room for all of its nodes.
  private readonly pending: Int32Array;
  private readonly firstPending: Int32Array;
  private readonly waiting: Int32Array;
  private readonly isPending: Uint8Array;
  /** The bits that a pending connective had; otherwise its counter says what they are. */
  private readonly was: Uint8Array;
  private readonly atoms: number;
  private readonly atomBits: Uint8Array;
  readonly changes: Int32Array;
  private changed = 0;
  /** Whether no connective rests on another and none holds a special input. */
  private readonly isFlat: boolean;
  private highest = 0;
  private lowest = 0x7fffffff;

  constructor(plan: NetworkPlan, order: Order) {
    const size = plan.length;
    this.size = size;
    this.counter = startCounters(plan);
    const edges = edgesOf(plan, order);
    this.firstEdge = edges.first;
    this.firstPlain = edges.firstPlain;
    this.firstSpecial = edges.firstSpecial;
    this.above = edges.above;
    this.role = edges.role;
    this.level = order.level;
    this.cycle = order.cycle;
    this.cycles = order.cycles.map((members) => Int32Array.from(members));
    this.cycleLost = new Uint8Array(order.cycles.length);
    this.isFlat = edges.firstPlain.every((first, node) => first === edges.first[node + 1]);
    this.pending = new Int32Array(size);
    this.firstPending = startOfLevels(order);
    this.waiting = new Int32Array(order.levels);
    this.isPending = new Uint8Array(size);
    this.was = new Uint8Array(size);
    this.atoms = order.atoms;
    this.atomBits = new Uint8Array(order.atoms);
    this.changes = new Int32Array(size + 1);
    for (let node = 0; node < size; node += 1) {
      if (bitsOfWord(this.counter[node] as number) !== 0) this.push(node, 0);
    }
    this.settle();
  }

  bitsOf(node: NodeIndex): Bits {
    if (node < this.atoms) return this.atomBits[node] as Bits;
    if (this.highest > 0 && this.isPending[node] === 1) return this.was[node] as Bits;
    return bitsOfWord(this.counter[node] as number);
  }

  set(atom: NodeIndex, bits: Bits): void {
    const was = this.atomBits[atom] as Bits;
    if (was === bits) return;
    this.atomBits[atom] = bits;
    this.spread(atom, was, bits, this.firstEdge[atom] as number);
  }

  update(atom: NodeIndex, bits: Bits): number {
    if (this.highest > 0) {
      this.set(atom, bits);
      return this.settle();
    }
    const was = this.atomBits[atom] as Bits;
    if (was === bits) return 0;
    this.atomBits[atom] = bits;
    const move = MOVE[(was << 2) | bits] as number;
    if (this.isFlat) return this.moveDirect(atom, move, this.firstEdge[atom + 1] as number);
    const end = this.firstPlain[atom] as number;
    this.changed = this.moveDirect(atom, move, end);
    const direct = this.changed;
    for (let at = 0; at < direct; at += 1) {
      const node = this.changes[at] as NodeIndex;
      const counter = this.counter[node] as number;
      this.climb(node, bitsOfWord(counter - move), bitsOfWord(counter));
    }
    this.spread(atom, was, bits, end);
    return this.highest > 0 ? this.settle() : this.finish();
  }

  /**
   * Moves what rests on atoms alone: it is final at once, since no other atom moves in this wave.
   * This is the hot loop of the engine. It branches on nothing and calls nothing: every target is
   * written down, and only those that crossed a threshold are counted.
   */
  private moveDirect(atom: NodeIndex, move: number, end: number): number {
    const { counter, above, changes } = this;
    let changed = 0;
    for (let edge = this.firstEdge[atom] as number; edge < end; edge += 1) {
      const target = above[edge] as number;
      const before = counter[target] as number;
      const after = (before + move) | 0;
      counter[target] = after;
      changes[changed] = target;
      changed += (((before ^ after) >>> 15) | ((before ^ after) >>> 31)) & 1;
    }
    return changed;
  }

  private finish(): number {
    const changed = this.changed;
    this.changed = 0;
    return changed;
  }

  private climb(node: NodeIndex, was: Bits, now: Bits): void {
    const start = this.firstEdge[node] as number;
    if (start !== this.firstEdge[node + 1]) this.spread(node, was, now, start);
  }

  settle(): number {
    const { pending, isPending, counter, cycle } = this;
    // What is spread from a level lands on higher ones only, so `highest` may rise on the way.
    for (let level = this.lowest; level <= this.highest; level += 1) {
      const start = this.firstPending[level] as number;
      const end = start + (this.waiting[level] as number);
      this.waiting[level] = 0;
      for (let at = start; at < end; at += 1) {
        const node = pending[at] as number;
        if (isPending[node] === 0) continue;
        if ((cycle[node] as number) >= 0) {
          this.settleCycle(cycle[node] as number);
          continue;
        }
        isPending[node] = 0;
        const now = bitsOfWord(counter[node] as number);
        const was = this.was[node] as Bits;
        if (now === was) continue;
        this.changes[this.changed] = node;
        this.changed += 1;
        this.climb(node, was, now);
      }
    }
    this.highest = 0;
    this.lowest = 0x7fffffff;
    return this.finish();
  }

  /** Moves the counters above a node whose bits changed; notes whose thresholds were crossed. */
  private spread(node: NodeIndex, was: Bits, now: Bits, start: number): void {
    const { counter, above } = this;
    const change = (was << 2) | now;
    const middle = this.firstSpecial[node] as number;
    const move = MOVE[change] as number;
    for (let edge = start; edge < middle; edge += 1) {
      const target = above[edge] as number;
      const before = counter[target] as number;
      const after = (before + move) | 0;
      counter[target] = after;
      if (((before ^ after) & REACHED) !== 0) this.push(target, bitsOfWord(before));
    }
    const end = this.firstEdge[node + 1] as number;
    for (let edge = middle; edge < end; edge += 1) this.tell(edge, was, now);
  }

  /** Moves the counter above one edge that is not plain. */
  private tell(edge: number, was: Bits, now: Bits): void {
    const target = this.above[edge] as number;
    const code = this.role[edge] as number;
    const before = this.counter[target] as number;
    this.move(target, code, was, now);
    if (((before ^ (this.counter[target] as number)) & REACHED) !== 0) {
      this.push(target, bitsOfWord(before));
    }
    // What a member has told the others may rest on the bit that it loses here, even where its
    // own threshold is still reached: by what they have told it in turn.
    const cycle = this.cycle[target] as number;
    if (cycle >= 0 && lostBits(code, was, now) !== 0) {
      this.cycleLost[cycle] = 1;
      this.push(target, bitsOfWord(before));
    }
  }

  private push(node: NodeIndex, was: Bits): void {
    if (this.isPending[node] !== 0) return;
    this.isPending[node] = 1;
    this.was[node] = was;
    const level = this.level[node] as number;
    const count = this.waiting[level] as number;
    this.pending[(this.firstPending[level] as number) + count] = node;
    this.waiting[level] = count + 1;
    if (level > this.highest) this.highest = level;
    if (level < this.lowest) this.lowest = level;
  }

  /**
   * Settles a reciprocal cycle at its least fixed point. What only gains may go on from where it
   * stands; once a bit is lost, what the members had told each other may have hung on it, so the
   * cycle starts again from (0,0).
   */
  private settleCycle(cycle: number): void {
    const members = this.cycles[cycle] as Int32Array;
    const before = members.map((member) => this.bitsOf(member));
    members.forEach((member, at) => {
      this.was[member] = before[at] as Bits;
      this.isPending[member] = 0;
    });
    if (this.cycleLost[cycle] === 1) for (const member of members) this.tellMembers(member, 0);
    this.cycleLost[cycle] = 0;
    const open = Array.from(members);
    for (let member = open.pop(); member !== undefined; member = open.pop()) {
      open.push(...this.tellMembers(member, bitsOfWord(this.counter[member] as number)));
    }
    members.forEach((member, at) => {
      const [was, now] = [before[at] as Bits, this.was[member] as Bits];
      if (now === was) return;
      this.changes[this.changed] = member;
      this.changed += 1;
      this.spreadOutside(member, was, now);
    });
  }

  /** Gives a member new bits inside its cycle; the members that were told. */
  private tellMembers(member: NodeIndex, now: Bits): readonly NodeIndex[] {
    const was = this.was[member] as Bits;
    if (was === now) return [];
    this.was[member] = now;
    const told: NodeIndex[] = [];
    const end = this.firstEdge[member + 1] as number;
    for (let edge = this.firstEdge[member] as number; edge < end; edge += 1) {
      const target = this.above[edge] as number;
      if (this.cycle[target] !== this.cycle[member]) continue;
      this.move(target, this.role[edge] as number, was, now);
      told.push(target);
    }
    return told;
  }

  private spreadOutside(member: NodeIndex, was: Bits, now: Bits): void {
    const end = this.firstEdge[member + 1] as number;
    for (let edge = this.firstEdge[member] as number; edge < end; edge += 1) {
      if (this.cycle[this.above[edge] as number] !== this.cycle[member]) this.tell(edge, was, now);
    }
  }

  private move(target: NodeIndex, code: number, was: Bits, now: Bits): void {
    const step = MOVE[(code << 4) | (was << 2) | now] as number;
    this.counter[target] = ((this.counter[target] as number) + step) | 0;
  }
}
