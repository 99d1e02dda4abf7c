import { type Exhibit, Sweep } from "../evidence/index.ts";
import { BEGINNING, END, type Instant } from "../time/index.ts";
import { chargeLevel } from "./charge.ts";
import type { Atom } from "./form.ts";
import type { Packed } from "./judgment.ts";
import { packedOf } from "./packed-finding.ts";
import { Timeline } from "./timeline.ts";

/** How an atom that is not counted runs over valid time, as more and more is put before it. */
export class AtomTimeline extends Timeline<Packed> {
  readonly #atom: Atom;
  readonly #exhibits: readonly Exhibit[];
  readonly #sweep: Sweep;
  /** What may convict, and a pass over it, once that is not all that there is. */
  #convicting: Exhibit[] | null = null;
  #charged: Sweep | null = null;
  #seen = 0;
  #bearsFrom: Instant = END;

  /** @param exhibits - what is weighed; what is added to the list later is taken in by `follow`. */
  constructor(atom: Atom, exhibits: readonly Exhibit[], bearsFrom: Instant | null) {
    super();
    this.#atom = atom;
    this.#exhibits = exhibits;
    this.#sweep = new Sweep(exhibits, atom.criterion);
    this.#follow(BEGINNING, bearsFrom);
  }

  /**
   * Takes in the exhibits that have been added to the list since.
   *
   * @param bearsFrom - when the first report that bears on the atom was seen.
   */
  follow(bearsFrom: Instant | null): void {
    this.#follow(this.#sweep.follow(), bearsFrom);
  }

  /** What may speak only after an instant, and is not derived. */
  arrivingAfter(when: number): readonly Exhibit[] {
    return this.#sweep.arrivingAfter(when);
  }

  #follow(first: Instant, bearsFrom: Instant | null): void {
    let from = Math.min(first, this.#followCharge());
    const bears = bearsFrom ?? END;
    if (bears !== this.#bearsFrom) from = Math.min(from, bears, this.#bearsFrom);
    this.#bearsFrom = bears;
    this.#sweep.rewind(from as Instant);
    this.#charged?.rewind(from as Instant);
    this.turn(from as Instant);
  }

  #followCharge(): Instant {
    const all = this.#exhibits;
    for (; this.#seen < all.length; this.#seen += 1) {
      const mayConvict = all[this.#seen]!.convicts !== false;
      if (this.#convicting === null && !mayConvict) this.#convicting = all.slice(0, this.#seen);
      else if (mayConvict) this.#convicting?.push(all[this.#seen]!);
    }
    if (this.#convicting === null) return END;
    if (this.#charged !== null) return this.#charged.follow();
    this.#charged = new Sweep(this.#convicting, this.#atom.criterion);
    return END;
  }

  protected extend(after: number, until: Instant): void {
    // What may convict was perhaps told apart only now.
    this.#charged?.advance(after as Instant);
    let now = after < BEGINNING ? BEGINNING : this.#next(after);
    for (; now <= until && now < END; now = this.#next(now)) {
      this.#sweep.advance(now);
      this.#charged?.advance(now);
      this.step(now, this.#valueAt(now));
    }
  }

  #next(after: number): Instant {
    const comes = Math.min(this.#sweep.next, this.#charged?.next ?? END);
    return Math.min(comes, this.#bearsFrom > after ? this.#bearsFrom : END) as Instant;
  }

  #valueAt(now: Instant): Packed {
    const { criterion } = this.#atom;
    const [forLevel, againstLevel] = [this.#sweep.for.level, this.#sweep.against.level];
    // What convicts is part of what speaks against, so that less than this charges nobody.
    const breachLevel =
      againstLevel >= criterion.breach ? chargeLevel(this.#charged ?? this.#sweep) : 0;
    const levels = { forLevel, againstLevel, breachLevel };
    return packedOf(this.#atom, this.#bearsFrom <= now, levels);
  }
}
