import type { Instant } from "../time/index.ts";

/** What can be taken back: by what a number that was noted with it says. */
export type Undo = (number: number) => void;

/**
 * What a pass did, instant by instant, so that it can be taken back from some instant on and done
 * again with what has become known since.
 */
export class Journal {
  readonly #undos: Undo[] = [];
  readonly #acts: number[] = [];
  readonly #numbers: number[] = [];
  /** The instants that were gone through, and how much had been done before each. */
  readonly #instants: Instant[] = [];
  readonly #before: number[] = [];

  /** The last instant that was gone through; before all time where none was. */
  get latest(): number {
    return this.#instants.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  /** A kind of act, told by how it is taken back; what it gives is noted with each. */
  kindOf(undo: Undo): number {
    return this.#undos.push(undo) - 1;
  }

  /** An instant is gone through. */
  begin(now: Instant): void {
    this.#instants.push(now);
    this.#before.push(this.#acts.length);
  }

  /** Something was done that can be taken back. */
  note(kind: number, number: number): void {
    this.#acts.push(kind);
    this.#numbers.push(number);
  }

  /** Takes back all that was done at an instant and later, the last first. */
  undoFrom(when: Instant): void {
    while (this.latest >= when) {
      const before = this.#before.pop()!;
      this.#instants.pop();
      while (this.#acts.length > before) {
        const undo = this.#undos[this.#acts.pop()!]!;
        undo(this.#numbers.pop()!);
      }
    }
  }
}
