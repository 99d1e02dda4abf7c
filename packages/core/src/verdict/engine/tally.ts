import { type Level, levelOf, oddsMillionths, type SideWeight } from "../../evidence/index.ts";

/**
 * The fusion of one side, one report after another (`evidence/weigh.ts`): in each independent
 * source the strongest speaks; all figures are whole millionths, so that order changes nothing.
 */
export class Tally implements SideWeight {
  odds = 0;
  first = 0;
  second = 0;
  sole = 0;
  // Sources that several reports may share, with the strength of what speaks for each.
  readonly #shared: number[] = [];
  readonly #strengths: number[] = [];

  /** Starts again from nothing. */
  clear(): void {
    this.odds = 0;
    this.first = 0;
    this.second = 0;
    this.sole = 0;
    this.#shared.length = 0;
    this.#strengths.length = 0;
  }

  /** Adds a report; a `group` from 0 is a source of its own, one below 0 may be shared. */
  add(strength: number, group: number, isSole: boolean): void {
    if (isSole && strength > this.sole) this.sole = strength;
    if (group < 0) {
      const at = this.#shared.indexOf(group);
      if (at >= 0) {
        this.#strengthen(at, strength);
        return;
      }
      this.#shared.push(group);
      this.#strengths.push(strength);
    }
    this.odds += oddsMillionths(strength);
    this.#rank(strength);
  }

  /** The level that the side reaches so far. */
  level(): Level {
    return levelOf(this);
  }

  #rank(strength: number): void {
    if (strength > this.first) {
      this.second = this.first;
      this.first = strength;
    } else if (strength > this.second) this.second = strength;
  }

  #strengthen(at: number, strength: number): void {
    const spoken = this.#strengths[at]!;
    if (strength <= spoken) return;
    this.#strengths[at] = strength;
    this.odds += oddsMillionths(strength) - oddsMillionths(spoken);
    // Where it was not the strongest, it pushes out its own place or one below it.
    if (spoken === this.first) this.first = strength;
    else this.#rank(strength);
  }
}
