import { END, type Instant } from "../time/index.ts";
import type { Criterion } from "./criterion.ts";
import { arrivesAt, type Exhibit, leavesAt } from "./exhibit.ts";
import { Heap } from "./heap.ts";
import type { Level } from "./level.ts";
import { LiveSide } from "./live-side.ts";

/**
 * One pass over a matter, forward in valid time. Each report comes, goes and is overtaken once, so
 * that a pass costs as much as sorting, however many instants there are.
 *
 * What is overtaken on a side is exactly what had ended by that side's *cut*: the latest instant
 * from which on the contrary evidence, fresh together at some instant up to now, alone reached the
 * opening standard. A cut only rises: what was overtaken once stays so, and that the later evidence
 * has gone stale since does not bring back the world before it (ADR 0011).
 */
export class Sweep {
  readonly for: LiveSide;
  readonly against: LiveSide;
  readonly #exhibits: readonly Exhibit[];
  readonly #arrivals: Schedule;
  readonly #leavings: Schedule;
  /** The cut of each side, raised by the other. */
  readonly #cuts: { readonly for: Cut; readonly against: Cut };

  constructor(exhibits: readonly Exhibit[], criterion: Criterion) {
    this.#exhibits = exhibits;
    this.for = new LiveSide(exhibits);
    this.against = new LiveSide(exhibits);
    this.#arrivals = new Schedule(exhibits, arrivesAt);
    // What is over before it may speak never speaks.
    this.#leavings = new Schedule(exhibits, (one) =>
      latest(leavesAt(one, criterion), arrivesAt(one)),
    );
    this.#cuts = {
      for: new Cut(exhibits, criterion.open, this.for),
      against: new Cut(exhibits, criterion.open, this.against),
    };
  }

  /** The next instant at which anything comes or goes; `END` where nothing does any more. */
  get next(): Instant {
    return Math.min(this.#arrivals.next, this.#leavings.next) as Instant;
  }

  /** Goes on to an instant, that instant included. */
  advance(until: Instant): void {
    for (let now = this.next; now <= until && now < END; now = this.next) {
      for (let one = this.#leavings.take(now); one >= 0; one = this.#leavings.take(now)) {
        const { side } = this.#exhibits[one]!;
        if (this[side].has(one)) this[side].remove(one);
        this.#cuts[contraryOf(side)].leave(one);
      }
      for (let one = this.#arrivals.take(now); one >= 0; one = this.#arrivals.take(now)) {
        if (this.#leavings.hasTaken(one)) continue;
        const { side } = this.#exhibits[one]!;
        this.#cuts[side].arriveUnder(one);
        this.#cuts[contraryOf(side)].raise(one);
      }
    }
  }

  /** Whether a report has been overtaken. */
  isOvertaken(index: number): boolean {
    const { side, seen } = this.#exhibits[index]!;
    return seen.to <= this.#cuts[side].at;
  }

  /** Whether a report is live: neither overtaken, stale nor replaced. */
  isLive(index: number): boolean {
    return this[this.#exhibits[index]!.side].has(index);
  }
}

function contraryOf(side: Exhibit["side"]): Exhibit["side"] {
  return side === "for" ? "against" : "for";
}

function latest(one: Instant, other: Instant): Instant {
  return Math.max(one, other) as Instant;
}

/** Exhibits in the order of an instant of theirs, where it comes; derived ones are not among them. */
class Schedule {
  readonly #at: Float64Array;
  readonly #order: Uint32Array;
  readonly #taken: Uint8Array;
  #done = 0;

  constructor(exhibits: readonly Exhibit[], instantOf: (one: Exhibit) => Instant) {
    const at = new Float64Array(exhibits.length);
    const order = new Uint32Array(exhibits.length);
    let size = 0;
    let isInOrder = true;
    for (let index = 0; index < exhibits.length; index += 1) {
      const one = exhibits[index]!;
      const when = one.derived ? END : instantOf(one);
      if (when >= END) continue;
      if (size > 0 && at[order[size - 1]!]! > when) isInOrder = false;
      at[index] = when;
      order[size] = index;
      size += 1;
    }
    this.#at = at;
    this.#order = order.subarray(0, size);
    // Most records are in the order in which things were seen.
    if (!isInOrder) this.#order.sort((one, other) => at[one]! - at[other]! || one - other);
    this.#taken = new Uint8Array(exhibits.length);
  }

  get next(): Instant {
    return (this.#done < this.#order.length ? this.#at[this.#order[this.#done]!]! : END) as Instant;
  }

  /** The next one whose instant has come, or `-1`. */
  take(now: Instant): number {
    if (this.next > now) return -1;
    const index = this.#order[this.#done]!;
    this.#done += 1;
    this.#taken[index] = 1;
    return index;
  }

  hasTaken(index: number): boolean {
    return this.#taken[index] === 1;
  }
}

/** The cut of a side: how far what is live on it has been overtaken by contrary evidence. */
class Cut {
  /** What ended by this instant is overtaken. */
  at: number = Number.NEGATIVE_INFINITY;
  readonly #exhibits: readonly Exhibit[];
  readonly #open: Level;
  readonly #side: LiveSide;
  /** Those of the side that may still be overtaken, the first to have ended on top. */
  readonly #under: Heap;
  /** Contrary evidence that is fresh and began after the cut, the first to have begun on top. */
  readonly #contrary: LiveSide;
  readonly #begun: Heap;

  constructor(exhibits: readonly Exhibit[], open: Level, side: LiveSide) {
    this.#exhibits = exhibits;
    this.#open = open;
    this.#side = side;
    this.#contrary = new LiveSide(exhibits);
    const end = (index: number) => exhibits[index]!.seen.to;
    this.#under = new Heap((one, other) => end(one) < end(other));
    const floor = (index: number) => floorOf(exhibits[index]!);
    this.#begun = new Heap((one, other) => floor(one) < floor(other));
  }

  /** A report of the side itself may speak, unless it has been overtaken already. */
  arriveUnder(index: number): void {
    if (this.#exhibits[index]!.seen.to <= this.at) return;
    this.#side.add(index);
    this.#under.push(index);
  }

  /** A contrary report may speak: where with others it now opens, the cut rises. */
  raise(index: number): void {
    if (floorOf(this.#exhibits[index]!) <= this.at) return;
    this.#contrary.add(index);
    this.#begun.push(index);
    const before = this.at;
    while (this.#begun.size > 0 && this.#contrary.level >= this.#open) this.#rise();
    if (this.at > before) this.#evict();
  }

  /** A contrary report speaks no more. */
  leave(index: number): void {
    if (this.#contrary.has(index)) this.#contrary.remove(index);
  }

  /** All that is left opens from where the first of it began: the cut is there, or later. */
  #rise(): void {
    const first = this.#begun.top;
    if (this.#contrary.has(first)) this.at = floorOf(this.#exhibits[first]!);
    else this.#begun.pop();
    while (this.#begun.size > 0 && floorOf(this.#exhibits[this.#begun.top]!) <= this.at) {
      const index = this.#begun.top;
      this.#begun.pop();
      if (this.#contrary.has(index)) this.#contrary.remove(index);
    }
  }

  #evict(): void {
    while (this.#under.size > 0 && this.#exhibits[this.#under.top]!.seen.to <= this.at) {
      const index = this.#under.top;
      this.#under.pop();
      if (this.#side.has(index)) this.#side.remove(index);
    }
  }
}

/** A report is later than all that had ended by its floor: it begins and ends after that. */
function floorOf({ seen }: Exhibit): number {
  return seen.from < seen.to ? seen.from : seen.to - 1;
}
