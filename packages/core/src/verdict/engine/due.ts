/** Instants at which a leaf must be weighed again, earliest first: a binary heap. */
export class DueTimes {
  readonly #at: number[] = [];
  readonly #leaf: number[] = [];

  /** The earliest instant, in milliseconds; `Infinity` where nothing is due. */
  get next(): number {
    return this.#at[0] ?? Number.POSITIVE_INFINITY;
  }

  /** Notes that a leaf is due at an instant. */
  add(at: number, leaf: number): void {
    let index = this.#at.push(at) - 1;
    this.#leaf.push(leaf);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#at[parent]! <= at) break;
      this.#move(parent, index);
      index = parent;
    }
    this.#put(index, at, leaf);
  }

  /** Takes out the leaf that is due first; −1 where nothing is due. */
  take(): number {
    const first = this.#leaf[0];
    const at = this.#at.pop();
    const leaf = this.#leaf.pop();
    if (first === undefined || at === undefined || leaf === undefined) return -1;
    const size = this.#at.length;
    if (size === 0) return first;
    let index = 0;
    for (let child = 1; child < size; child = 2 * index + 1) {
      if (child + 1 < size && this.#at[child + 1]! < this.#at[child]!) child += 1;
      if (this.#at[child]! >= at) break;
      this.#move(child, index);
      index = child;
    }
    this.#put(index, at, leaf);
    return first;
  }

  #move(from: number, to: number): void {
    this.#at[to] = this.#at[from]!;
    this.#leaf[to] = this.#leaf[from]!;
  }

  #put(index: number, at: number, leaf: number): void {
    this.#at[index] = at;
    this.#leaf[index] = leaf;
  }
}
