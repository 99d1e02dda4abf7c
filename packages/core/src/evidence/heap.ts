/** A binary heap of small numbers, each at most once: what comes before all others is on top. */
export class Heap {
  readonly #items: number[] = [];
  readonly #held = new Set<number>();
  readonly #before: (one: number, other: number) => boolean;

  /** @param before - whether one number comes before another; a strict order. */
  constructor(before: (one: number, other: number) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#items.length;
  }

  /** The first of all; asked only of a heap that is not empty. */
  get top(): number {
    return this.#items[0]!;
  }

  /** Puts one in, unless it is in already. */
  push(item: number): void {
    if (this.#held.has(item)) return;
    this.#held.add(item);
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#before(item, items[above]!)) break;
      items[at] = items[above]!;
      at = above;
    }
    items[at] = item;
  }

  /** Takes the first of all away. */
  pop(): void {
    const items = this.#items;
    if (items.length > 0) this.#held.delete(items[0]!);
    const last = items.pop();
    if (last === undefined || items.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= items.length) break;
      if (below + 1 < items.length && this.#before(items[below + 1]!, items[below]!)) below += 1;
      if (!this.#before(items[below]!, last)) break;
      items[at] = items[below]!;
      at = below;
    }
    items[at] = last;
  }
}
