import { END, type Instant } from "../time/index.ts";
import type { Criterion } from "./criterion.ts";
import { Cut } from "./cut.ts";
import { arrivesAt, type Exhibit, leavesAt } from "./exhibit.ts";
import { Journal } from "./journal.ts";
import { LiveSide } from "./live-side.ts";
import { Schedule } from "./schedule.ts";

/**
 * One pass over a matter, forward in valid time. Each report comes, goes and is overtaken once, so
 * that a pass costs as much as sorting, however many instants there are. Where a report is added of
 * a time that the pass has left behind, it goes back there, and no further.
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
  readonly #journal: Journal;

  /** @param exhibits - all that is weighed; what is added to the list later is taken in by `follow`. */
  constructor(exhibits: readonly Exhibit[], criterion: Criterion) {
    this.#exhibits = exhibits;
    this.for = new LiveSide(exhibits);
    this.against = new LiveSide(exhibits);
    this.#arrivals = new Schedule((one) => arrivesAt(exhibits[one]!));
    // What is over before it may speak never speaks.
    this.#leavings = new Schedule((one) =>
      latest(leavesAt(exhibits[one]!, criterion), arrivesAt(exhibits[one]!)),
    );
    const { open } = criterion;
    const journal = new Journal();
    this.#cuts = {
      for: new Cut(exhibits, open, this.for, journal),
      against: new Cut(exhibits, open, this.against, journal),
    };
    this.#journal = journal;
    this.follow();
  }

  /** The next instant at which anything comes or goes; `END` where nothing does any more. */
  get next(): Instant {
    return Math.min(this.#arrivals.next, this.#leavings.next) as Instant;
  }

  /**
   * Takes in the reports that have been added to the list since.
   *
   * @returns the first instant at which one of them may speak; `END` where none ever does.
   */
  follow(): Instant {
    const before = this.#arrivals.size;
    let first = END;
    for (let index = before; index < this.#exhibits.length; index += 1) {
      const one = this.#exhibits[index]!;
      if (!one.derived) first = Math.min(first, arrivesAt(one)) as Instant;
    }
    this.rewind(first);
    this.#arrivals.take(this.#exhibits);
    this.#leavings.take(this.#exhibits);
    return first;
  }

  /** Goes on to an instant, that instant included. */
  advance(until: Instant): void {
    for (let now = this.next; now <= until && now < END; now = this.next) {
      this.#journal.begin(now);
      for (let one = this.#leavings.pass(now); one >= 0; one = this.#leavings.pass(now)) {
        const { side } = this.#exhibits[one]!;
        if (this[side].has(one)) this.#cuts[side].withdraw(one);
        this.#cuts[contraryOf(side)].leave(one);
      }
      for (let one = this.#arrivals.pass(now); one >= 0; one = this.#arrivals.pass(now)) {
        if (this.#leavings.at(one) <= now) continue;
        const { side } = this.#exhibits[one]!;
        this.#cuts[side].arriveUnder(one);
        this.#cuts[contraryOf(side)].raise(one);
      }
    }
  }

  /** Goes back to just before an instant. */
  rewind(to: Instant): void {
    if (this.#journal.latest < to) return;
    this.#journal.undoFrom(to);
    this.#arrivals.backTo(to);
    this.#leavings.backTo(to);
  }

  /** The reports that may speak only after an instant, in the order in which they may. */
  arrivingAfter(when: number): readonly Exhibit[] {
    return this.#arrivals.after(when).map((index) => this.#exhibits[index]!);
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
