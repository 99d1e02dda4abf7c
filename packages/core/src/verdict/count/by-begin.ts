import { countFirst } from "../../evidence/index.ts";
import type { Sighting } from "./sighting.ts";

/** Counts in the order in which what they saw began; of equals the earliest to come goes first. */
export class ByBegin {
  readonly #ascending: Sighting[] = [];

  get ascending(): readonly Sighting[] {
    return this.#ascending;
  }

  add(one: Sighting): void {
    this.#ascending.splice(this.#firstAfter(one), 0, one);
  }

  /** Takes away a count; nothing happens where it is not there. */
  delete(one: Sighting): void {
    const { from } = one.seen;
    for (let at = this.#firstAfter(one) - 1; this.#ascending[at]?.seen.from === from; at -= 1) {
      if (this.#ascending[at] !== one) continue;
      this.#ascending.splice(at, 1);
      return;
    }
  }

  #firstAfter({ seen: { from } }: Sighting): number {
    return countFirst(this.#ascending, ({ seen }) => seen.from <= from);
  }
}
