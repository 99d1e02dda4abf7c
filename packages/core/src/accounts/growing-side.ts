import {
  bandOf,
  type Exhibit,
  isEnoughAlone,
  type Level,
  LiveSide,
  levelOfBands,
  oddsMillionths,
} from "../evidence/index.ts";

/**
 * What exhibits of one side come to as one after another is taken in. A few, each of a source of its
 * own, are simply added up; more are told apart by their sources.
 */
export class GrowingSide {
  readonly #exhibits: Exhibit[] = [];
  #told: LiveSide | null = null;
  #room = FEW;
  #odds = 0;
  #high = 0;
  #middle = 0;
  #low = 0;
  #isAlone = false;

  add(exhibit: Exhibit): void {
    if (exhibit.strength === 0) return;
    const index = this.#exhibits.push(exhibit) - 1;
    if (this.#told === null && this.#isSimple(exhibit, index)) {
      this.#addUp(exhibit);
    } else if (this.#told === null || index >= this.#room) {
      this.#tellApart();
    } else this.#told.add(index);
  }

  get level(): Level {
    if (this.#told !== null) return this.#told.level;
    return this.#isAlone ? 3 : levelOfBands(this.#odds, this.#high, this.#middle, this.#low);
  }

  #isSimple({ group, roots }: Exhibit, before: number): boolean {
    if (roots !== undefined || before >= FEW) return false;
    for (let at = 0; at < before; at += 1) if (this.#exhibits[at]!.group === group) return false;
    return true;
  }

  #addUp({ strength, sole }: Exhibit): void {
    const band = bandOf(strength);
    this.#odds += oddsMillionths(strength);
    if (band >= 3) this.#high += 1;
    if (band >= 2) this.#middle += 1;
    if (band >= 1) this.#low += 1;
    this.#isAlone ||= sole && isEnoughAlone(strength);
  }

  #tellApart(): void {
    this.#room = 2 * this.#exhibits.length + FEW;
    this.#told = new LiveSide(this.#exhibits, this.#room);
    for (let index = 0; index < this.#exhibits.length; index += 1) this.#told.add(index);
  }
}

const FEW = 8;
