import type { Exhibit } from "./exhibit.ts";
import { Heap } from "./heap.ts";
import type { Journal } from "./journal.ts";
import type { Level } from "./level.ts";
import { LiveSide } from "./live-side.ts";

/**
 * The cut of a side: how far what is live on it has been overtaken by contrary evidence. All that
 * it does is noted, so that it can be taken back.
 */
export class Cut {
  /** What ended by this instant is overtaken. */
  at: number = Number.NEGATIVE_INFINITY;
  readonly #exhibits: readonly Exhibit[];
  readonly #open: Level;
  readonly #side: Noted;
  /** Those of the side that may still be overtaken, the first to have ended on top. */
  readonly #under: NotedHeap;
  /** Contrary evidence that is fresh and began after the cut, the first to have begun on top. */
  readonly #contrary: Noted;
  readonly #begun: NotedHeap;
  readonly #journal: Journal;
  readonly #risen: number;

  constructor(exhibits: readonly Exhibit[], open: Level, side: LiveSide, journal: Journal) {
    this.#exhibits = exhibits;
    this.#open = open;
    this.#journal = journal;
    this.#side = new Noted(side, journal);
    this.#contrary = new Noted(new LiveSide(exhibits), journal);
    this.#under = new NotedHeap((index) => exhibits[index]!.seen.to, journal);
    this.#begun = new NotedHeap((index) => floorOf(exhibits[index]!), journal);
    this.#risen = journal.kindOf((before) => {
      this.at = before;
    });
  }

  /** A report of the side itself may speak, unless it has been overtaken already. */
  arriveUnder(index: number): void {
    if (this.#exhibits[index]!.seen.to <= this.at) return;
    this.#side.add(index);
    this.#under.push(index);
  }

  /** A report of the side itself speaks no more. */
  withdraw(index: number): void {
    this.#side.remove(index);
  }

  /** A contrary report may speak: where with others it now opens, the cut rises. */
  raise(index: number): void {
    if (floorOf(this.#exhibits[index]!) <= this.at) return;
    this.#contrary.add(index);
    this.#begun.push(index);
    const before = this.at;
    while (this.#begun.size > 0 && this.#contrary.live.level >= this.#open) this.#rise();
    if (this.at > before) this.#evict();
  }

  /** A contrary report speaks no more. */
  leave(index: number): void {
    if (this.#contrary.live.has(index)) this.#contrary.remove(index);
  }

  /** All that is left opens from where the first of it began: the cut is there, or later. */
  #rise(): void {
    const first = this.#begun.top;
    if (this.#contrary.live.has(first)) this.#riseTo(floorOf(this.#exhibits[first]!));
    else this.#begun.pop();
    while (this.#begun.size > 0 && floorOf(this.#exhibits[this.#begun.top]!) <= this.at) {
      this.leave(this.#begun.pop());
    }
  }

  #riseTo(floor: number): void {
    this.#journal.note(this.#risen, this.at);
    this.at = floor;
  }

  #evict(): void {
    while (this.#under.size > 0 && this.#exhibits[this.#under.top]!.seen.to <= this.at) {
      const index = this.#under.pop();
      if (this.#side.live.has(index)) this.#side.remove(index);
    }
  }
}

/** A report is later than all that had ended by its floor: it begins and ends after that. */
function floorOf({ seen }: Exhibit): number {
  return seen.from < seen.to ? seen.from : seen.to - 1;
}

/** A side whose coming and going is noted. */
class Noted {
  readonly live: LiveSide;
  readonly #journal: Journal;
  readonly #added: number;
  readonly #removed: number;

  constructor(live: LiveSide, journal: Journal) {
    this.live = live;
    this.#journal = journal;
    this.#added = journal.kindOf((index) => live.remove(index));
    this.#removed = journal.kindOf((index) => live.add(index));
  }

  add(index: number): void {
    this.live.add(index);
    this.#journal.note(this.#added, index);
  }

  remove(index: number): void {
    this.live.remove(index);
    this.#journal.note(this.#removed, index);
  }
}

/**
 * A heap of exhibits by an instant of theirs, what is taken from it noted. What is put in stays in
 * when that is taken back: it is not live then, and so does nothing.
 */
class NotedHeap {
  readonly #heap: Heap;
  readonly #journal: Journal;
  readonly #popped: number;

  constructor(instantOf: (index: number) => number, journal: Journal) {
    const heap = new Heap((one, other) => instantOf(one) < instantOf(other));
    this.#heap = heap;
    this.#journal = journal;
    this.#popped = journal.kindOf((index) => heap.push(index));
  }

  get size(): number {
    return this.#heap.size;
  }

  get top(): number {
    return this.#heap.top;
  }

  push(index: number): void {
    this.#heap.push(index);
  }

  pop(): number {
    const { top } = this.#heap;
    this.#heap.pop();
    this.#journal.note(this.#popped, top);
    return top;
  }
}
