import type { Bits } from "../../logic/index.ts";
import type { NodeIndex } from "./network-plan.ts";
import { grown, NONE, roomAfter } from "./postings.ts";

/** One change of a node, as the engine lived it. */
export interface NodeChange {
  /** How many entries were known when it changed. */
  readonly knownAt: number;
  /** The valid instant that the engine stood at, in milliseconds. */
  readonly asOf: number;
  readonly bits: Bits;
}

/**
 * What the engine lived through: every change of every node, with the position of the record and
 * the valid instant at which it came about. It only grows; each change points to the one before.
 */
export class ChangeLog {
  readonly #last: Int32Array;
  #before = new Int32Array(0);
  #knownAt = new Int32Array(0);
  #asOf = new Float64Array(0);
  #bits = new Uint8Array(0);
  #size = 0;

  constructor(nodes: number) {
    this.#last = new Int32Array(nodes).fill(NONE);
  }

  /** Takes down a change. */
  append(node: NodeIndex, knownAt: number, asOf: number, bits: Bits): void {
    if (this.#size === this.#before.length) this.#grow();
    const at = this.#size;
    this.#before[at] = this.#last[node]!;
    this.#knownAt[at] = knownAt;
    this.#asOf[at] = asOf;
    this.#bits[at] = bits;
    this.#last[node] = at;
    this.#size += 1;
  }

  /** The changes of a node, oldest first. */
  of(node: NodeIndex): readonly NodeChange[] {
    const changes: NodeChange[] = [];
    for (let at = this.#last[node]!; at !== NONE; at = this.#before[at]!) {
      changes.push({
        knownAt: this.#knownAt[at]!,
        asOf: this.#asOf[at]!,
        bits: this.#bits[at] as Bits,
      });
    }
    return changes.reverse();
  }

  #grow(): void {
    const room = roomAfter(this.#size);
    this.#before = grown(this.#before, new Int32Array(room));
    this.#knownAt = grown(this.#knownAt, new Int32Array(room));
    this.#asOf = grown(this.#asOf, new Float64Array(room));
    this.#bits = grown(this.#bits, new Uint8Array(room));
  }
}
