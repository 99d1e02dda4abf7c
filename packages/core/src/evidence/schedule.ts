import { END, type Instant } from "../time/index.ts";
import type { Exhibit } from "./exhibit.ts";
import { countFirst } from "./search.ts";

/** So many at once are put in their places one by one; of more, all that are still to come are sorted. */
const FEW = 8;

/** Exhibits in the order of an instant of theirs, where it comes; derived ones are not among them. */
export class Schedule {
  readonly #instantOf: (index: number) => Instant;
  readonly #at: number[] = [];
  readonly #order: number[] = [];
  #passed = 0;

  constructor(instantOf: (index: number) => Instant) {
    this.#instantOf = instantOf;
  }

  /** How many exhibits it knows of. */
  get size(): number {
    return this.#at.length;
  }

  /** The instant of the next one; `END` where none is left. */
  get next(): Instant {
    return (
      this.#passed < this.#order.length ? this.#at[this.#order[this.#passed]!]! : END
    ) as Instant;
  }

  /** The instant of an exhibit; `END` where it never comes. */
  at(index: number): number {
    return this.#at[index]!;
  }

  /** Those whose instant is later than another, in order. */
  after(when: number): readonly number[] {
    let from = this.#order.length;
    while (from > 0 && this.#at[this.#order[from - 1]!]! > when) from -= 1;
    return this.#order.slice(from);
  }

  /** Takes in what a list has more than it knows of: nothing of a time that it has passed. */
  take(exhibits: readonly Exhibit[]): void {
    const order = this.#order;
    const isFew = exhibits.length - this.#at.length <= FEW;
    let isInOrder = true;
    for (let index = this.#at.length; index < exhibits.length; index += 1) {
      const when = exhibits[index]!.derived ? END : this.#instantOf(index);
      this.#at.push(when);
      if (when >= END) continue;
      // Most records are in the order in which things were seen.
      if (order.length === this.#passed || this.#at[order.at(-1)!]! <= when) order.push(index);
      else if (isFew) order.splice(this.#after(when), 0, index);
      else {
        isInOrder = false;
        order.push(index);
      }
    }
    if (isInOrder) return;
    const toCome = order.splice(this.#passed);
    toCome.sort((one, other) => this.#at[one]! - this.#at[other]! || one - other);
    for (const index of toCome) order.push(index);
  }

  /** Goes past the next one, where its instant is this; `-1` where it is not. */
  pass(now: Instant): number {
    if (this.next !== now) return -1;
    this.#passed += 1;
    return this.#order[this.#passed - 1]!;
  }

  /** Goes back to before all of an instant and later. */
  backTo(when: Instant): void {
    while (this.#passed > 0 && this.#at[this.#order[this.#passed - 1]!]! >= when) this.#passed -= 1;
  }

  /** Where one of an instant is to be put: after all of the same. */
  #after(when: number): number {
    return countFirst(this.#order, (index) => this.#at[index]! <= when);
  }
}
