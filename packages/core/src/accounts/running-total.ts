/**
 * A total to which amounts are added and from which they are taken again, to a millionth. Whole
 * units and millionths are kept apart, each as a whole number: the total is the same in whatever
 * order they came and went, and nothing is left of what was taken away.
 */
export class RunningTotal {
  #units = 0;
  #millionths = 0;

  /** @param sign - 1 adds the amount, -1 takes it away. */
  add(amount: number, sign: 1 | -1): void {
    const units = Math.trunc(amount);
    this.#units += sign * units;
    this.#millionths += sign * Math.round((amount - units) * 1e6);
  }

  get amount(): number {
    return this.#units + this.#millionths / 1e6;
  }
}
