import { beganUntil } from "../../accounts/index.ts";
import { countFirst, type Exhibit, type Level, LiveSide } from "../../evidence/index.ts";
import { BEGINNING } from "../../time/index.ts";
import type { Sighting } from "./sighting.ts";

/** What counts are held to. */
export interface HeldTo {
  /** The number that is asked. */
  readonly target: number;
  /** Whether a number lies on the side of it that is to be shown. */
  readonly isBound: (count: number) => boolean;
  /** Whether only what may convict counts. */
  readonly convicting: boolean;
  /** The level from which on later counts alone overtake earlier ones. */
  readonly open: Level;
  /** How many counts there may be in all. */
  readonly atMost: number;
}

/**
 * How well counts of all that is asked show that it lies within a bound, those left out that later
 * counts beyond the bound have overtaken. Counts come in the order in which they were seen, and each
 * is weighed once, however many came before.
 */
export class StandingAgainst {
  readonly target: number;
  readonly #held: HeldTo;
  readonly #doubts: Exhibit[] = [];
  readonly #side: LiveSide;
  /** When each of them was seen, ascending. */
  readonly #seen: number[] = [];
  /** Counts beyond the bound, those that began last first. */
  readonly #beyond: Sighting[] = [];
  #until = BEGINNING as number;
  /** How many have been overtaken: what was seen first goes first. */
  #overtaken = 0;

  constructor(held: HeldTo) {
    this.target = held.target;
    this.#held = held;
    this.#side = new LiveSide(this.#doubts, held.atMost);
  }

  /** Takes in a count, none of which was seen before those that were taken in already. */
  add(one: Sighting): void {
    const { isBound, convicting, open } = this.#held;
    if (!isBound(one.low)) {
      insert(this.#beyond, one);
      this.#until = beganUntil(this.#beyond, open) ?? BEGINNING;
    }
    if (one.covers && isBound(one.high) && (!convicting || one.convicts)) {
      this.#doubts.push(one.doubt);
      this.#seen.push(one.seen.to);
      this.#side.add(this.#doubts.length - 1);
    }
    while (this.#overtaken < this.#seen.length && this.#seen[this.#overtaken]! <= this.#until) {
      this.#side.remove(this.#overtaken);
      this.#overtaken += 1;
    }
  }

  get level(): Level {
    return this.#side.level;
  }
}

/** Puts a count behind all that began no earlier. */
function insert(lastBegunFirst: Sighting[], one: Sighting): void {
  const before = countFirst(lastBegunFirst, ({ seen }) => seen.from >= one.seen.from);
  lastBegunFirst.splice(before, 0, one);
}
