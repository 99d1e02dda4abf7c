/** What was made for each of several keys; the least recently asked for goes first. */
export class KeptLatest<Key, Made> {
  readonly #most: number;
  readonly #made = new Map<Key, Made>();

  /** @param most - of how many keys what was made is kept. */
  constructor(most: number) {
    this.#most = most;
  }

  /** What was made for a key, made now where it is not kept. */
  of(key: Key, make: () => Made): Made {
    const known = this.get(key);
    if (known !== undefined) return known;
    const fresh = make();
    this.set(key, fresh);
    return fresh;
  }

  /** What is kept for a key. */
  get(key: Key): Made | undefined {
    const known = this.#made.get(key);
    if (known === undefined) return undefined;
    this.#made.delete(key);
    this.#made.set(key, known);
    return known;
  }

  /** Keeps what was made for a key. */
  set(key: Key, made: Made): void {
    if (this.#made.size >= this.#most) this.#made.delete(this.#made.keys().next().value!);
    this.#made.set(key, made);
  }
}
