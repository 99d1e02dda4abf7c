/** What was made for each of several keys; the least recently asked for goes first. */
export class KeptLatest<Key, Made> {
  readonly #most: number;
  readonly #made = new Map<Key, Made>();
  /** The key that was asked for last, and stands last already. */
  #last: { readonly key: Key; readonly made: Made } | null = null;

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
    if (this.#last?.key === key) return this.#last.made;
    const known = this.#made.get(key);
    if (known === undefined) return undefined;
    this.#made.delete(key);
    this.#made.set(key, known);
    this.#last = { key, made: known };
    return known;
  }

  /** Keeps what was made for a key. */
  set(key: Key, made: Made): void {
    this.#made.delete(key);
    if (this.#made.size >= this.#most) this.#made.delete(this.#made.keys().next().value!);
    this.#made.set(key, made);
    this.#last = { key, made };
  }
}
