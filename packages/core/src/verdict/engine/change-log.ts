import type { Bits } from "../../logic/index.ts";
import type { NodeIndex } from "./network-plan.ts";
import { NONE } from "./postings.ts";
import { FloatRows, IntRows } from "./rows.ts";

/** One change of a node, as the engine lived it. */
export interface NodeChange {
  /** How many entries were known when it changed. */
  readonly knownAt: number;
  /** The valid instant that the engine stood at, in milliseconds. */
  readonly asOf: number;
  readonly bits: Bits;
}

const LINKS = 2;
const BEFORE = 0;
const KNOWN_AND_BITS = 1;

/**
 * What the engine lived through: every change of every node, with the position of the record and
 * the valid instant at which it came about. It only grows; each change points to the one before.
 */
export class ChangeLog {
  readonly #last: Int32Array;
  readonly #links = new IntRows(LINKS);
  readonly #asOf = new FloatRows(1);
  #size = 0;

  constructor(nodes: number) {
    this.#last = new Int32Array(nodes).fill(NONE);
  }

  /** Takes down a change. */
  append(node: NodeIndex, knownAt: number, asOf: number, bits: Bits): void {
    const at = this.#size;
    if (at === this.#links.room) {
      this.#links.grow();
      this.#asOf.grow();
    }
    this.#links.set(at, BEFORE, this.#last[node]!);
    // A position takes 30 bits beside the two bits of the verdict.
    this.#links.set(at, KNOWN_AND_BITS, (knownAt << 2) | bits);
    this.#asOf.set(at, 0, asOf);
    this.#last[node] = at;
    this.#size += 1;
  }

  /** The changes of a node, oldest first. */
  of(node: NodeIndex): readonly NodeChange[] {
    const changes: NodeChange[] = [];
    for (let at = this.#last[node]!; at !== NONE; at = this.#links.get(at, BEFORE)) {
      const word = this.#links.get(at, KNOWN_AND_BITS);
      changes.push({
        knownAt: word >>> 2,
        asOf: this.#asOf.get(at, 0),
        bits: (word & 3) as Bits,
      });
    }
    return changes.reverse();
  }
}
