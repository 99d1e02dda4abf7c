import type { EntryId, Id, Stage } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { AccountName, Booking } from "./account.ts";
import { before, isStock, passedBetween } from "./stages.ts";

/** Amounts in the book are whole millionths of a unit, so that no order of adding changes one. */
export type Micro = bigint;

/** An amount as the book keeps it: to the nearest millionth, however great it is. */
export function micro(amount: number): Micro {
  // Multiplied as a whole, an amount above 9·10⁹ would lose what stands behind its point.
  const whole = Math.trunc(amount);
  return BigInt(whole) * MILLION + BigInt(Math.round((amount - whole) * 1e6));
}

/** An amount of the book as the nearest number. */
export function ofMicro(amount: Micro): number {
  const isExact = amount >= -EXACT && amount <= EXACT;
  if (isExact) return Number(amount) / 1e6;
  return Number(amount / MILLION) + Number(amount % MILLION) / 1e6;
}

const MILLION = 1_000_000n;
const EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** Which account of a stage: a ship, a place, a lot; all `null` for where nothing more is known. */
export interface LineName {
  readonly stage: Stage;
  readonly place: Id | null;
  readonly vessel: string | null;
  readonly voyage: string | null;
  readonly lot: string | null;
}

/** One account of the book. */
export interface Line {
  /** Aboard a ship the place is what the first report that names one says. */
  name: LineName;
  readonly key: string;
  balance: Micro;
  /** What has passed this stage and moved on. */
  passed: Micro;
  /** How much of all that it ever held transfers have brought. */
  moved: Micro;
  /** The variance of what stands there, and how far its upper bound lies above it. */
  variance: number;
  span: number;
  /** Whether a count of the whole stage gives it: then that says how uncertain the whole is. */
  isWhole: boolean;
  readonly from: EntryId[];
  /** What stood there before the instant at which it was last touched. */
  before: Micro;
  touched: number;
}

/** What makes the book move. */
export interface Cause {
  readonly by: EntryId;
  readonly at: Instant;
  readonly why: Booking["why"];
}

/**
 * A double-entry book: every booking takes from one account what it gives to another, so that
 * declared = Σ lines + unaccounted for, whatever is booked. It knows no reports; `replay.ts` does.
 */
export class Book {
  readonly #lines = new Map<string, Line>();
  readonly #shelves = new Map<Stage, Shelf>();
  /** Which instant this is: one more for each. */
  #instant = 0;
  readonly bookings: Booking[] = [];
  declared: Micro = 0n;
  unaccounted: Micro = 0n;

  /** What happens at one instant is of different things: only what stood before may be drawn on. */
  beginInstant(): void {
    this.#instant += 1;
  }

  /** The account of a name. Aboard a ship, the place only says where: it is no part of the name. */
  line(name: LineName): Line {
    const key = keyOf(name);
    const known = this.#lines.get(key);
    if (known !== undefined) {
      if (known.name.place === null && name.place !== null) known.name = name;
      return known;
    }
    const amounts = { balance: 0n, passed: 0n, moved: 0n, variance: 0, span: 0 };
    const seen = { isWhole: false, from: [], before: 0n, touched: 0 };
    const made: Line = { name, key, ...amounts, ...seen };
    this.#lines.set(key, made);
    this.#shelf(name.stage).put(made);
    return made;
  }

  /** The accounts of a stage, in the order of their names. */
  linesAt(stage: Stage): readonly Line[] {
    return this.#shelf(stage).all();
  }

  /** The accounts of a ship at a stage, in the order of their names. */
  linesOf(stage: Stage, vessel: string): readonly Line[] {
    return this.#shelf(stage).ofVessel(vessel);
  }

  /** All accounts, in the order of their names. */
  lines(): readonly Line[] {
    return [...this.#lines.values()].sort(byKey);
  }

  /** What stands at a stage in all. */
  balanceAt(stage: Stage): Micro {
    return this.#shelf(stage).balance;
  }

  /** Raises what is declared; what is more is unaccounted for until it is seen. */
  declare(total: Micro, cause: Cause): void {
    const more = total - this.declared;
    if (more <= 0n) return;
    this.declared += more;
    this.unaccounted += more;
    this.#write({ kind: "declared" }, { kind: "unaccounted" }, more, cause);
  }

  /** Takes a positive amount from one account and gives it to another. */
  shift(from: Line, to: Line, amount: Micro, cause: Cause): void {
    if (amount <= 0n || from === to) return;
    this.#add(from, -amount);
    this.#add(to, amount);
    // Where nothing stands any more there is nothing to be uncertain of.
    if (from.balance === 0n) Object.assign(from, { variance: 0, span: 0 });
    if (from.name.stage !== to.name.stage) {
      if (!isStock(from.name.stage)) from.passed += amount;
      this.#pass(from.name.stage, to.name, amount);
    }
    this.#write(accountOf(from), accountOf(to), amount, cause);
    this.#note(from, cause);
    this.#note(to, cause);
  }

  /**
   * Brings an amount to an account from where it can have come: from stages before it, the
   * nearest first, as far as anything stood there before; the rest was unaccounted for.
   */
  bringIn(to: Line, amount: Micro, cause: Cause): void {
    let rest = amount;
    for (const stage of before(to.name.stage)) {
      if (rest === 0n) return;
      const lines = this.#shelf(stage).sameAs(to.name);
      const taken = least(rest, this.#stoodAt(lines));
      if (taken > 0n) this.#takeFrom(stage, lines, taken, to, { ...cause, why: "moved on" });
      rest -= taken;
    }
    if (rest === 0n) return;
    this.unaccounted -= rest;
    this.#add(to, rest);
    this.#pass(null, to.name, rest);
    this.#write({ kind: "unaccounted" }, accountOf(to), rest, cause);
    this.#note(to, cause);
  }

  /** Takes an amount out of an account that is not seen there any more: where it is, is unknown. */
  release(from: Line, amount: Micro, cause: Cause): void {
    const unplaced = this.line(unplacedAt(from.name.stage));
    // What moved on from an unknown place of this stage may have moved on from here.
    const owed = unplaced !== from && unplaced.balance < 0n ? -unplaced.balance : 0n;
    const settled = least(amount, owed);
    this.shift(from, unplaced, settled, cause);
    const rest = amount - settled;
    if (rest === 0n) return;
    this.#add(from, -rest);
    this.unaccounted += rest;
    this.#write(accountOf(from), { kind: "unaccounted" }, rest, cause);
    this.#note(from, cause);
  }

  /** What can be taken from a line: no more than stands at its stage, less what moved on from it. */
  availableAt(line: Line): Micro {
    const lines = this.#shelf(line.name.stage).sameAs(line.name);
    const standing = least(line.balance, sum(lines.map(({ balance }) => balance)));
    return standing > 0n ? standing : 0n;
  }

  /** What stood on lines before this instant and still does. */
  #stoodAt(lines: readonly Line[]): Micro {
    const then = sum(lines.map((line) => this.#balanceBefore(line)));
    const now = sum(lines.map(({ balance }) => balance));
    const available = least(then, now);
    return available > 0n ? available : 0n;
  }

  #balanceBefore(line: Line): Micro {
    return line.touched === this.#instant ? line.before : line.balance;
  }

  #add(line: Line, amount: Micro): void {
    if (line.touched !== this.#instant) {
      line.touched = this.#instant;
      line.before = line.balance;
    }
    line.balance += amount;
    this.#shelf(line.name.stage).balance += amount;
  }

  #shelf(stage: Stage): Shelf {
    const known = this.#shelves.get(stage);
    if (known !== undefined) return known;
    const made = new Shelf();
    this.#shelves.set(stage, made);
    return made;
  }

  #takeFrom(stage: Stage, lines: readonly Line[], amount: Micro, to: Line, cause: Cause): void {
    if (amount === sum(lines.map(({ balance }) => balance))) {
      // All that stood there moved on, so that nothing is left open about where it stood.
      for (const owed of lines.filter(({ balance }) => balance < 0n)) {
        for (const line of lines.filter(({ balance }) => balance > 0n)) {
          this.shift(line, owed, least(line.balance, -owed.balance), cause);
        }
      }
      for (const line of lines) this.shift(line, to, line.balance, cause);
      return;
    }
    let rest = amount;
    for (const line of lines.filter(({ name }) => isNearest(name, to.name))) {
      const taken = least(rest, line.balance > 0n ? line.balance : 0n);
      this.shift(line, to, taken, cause);
      rest -= taken;
    }
    // From which of several places the rest moved on, nobody has said.
    this.shift(this.line(unplacedAt(stage)), to, rest, cause);
  }

  /** What comes late along the way has passed the stages before, whether or not anyone counted. */
  #pass(from: Stage | null, to: LineName, amount: Micro): void {
    for (const stage of passedBetween(from, to.stage)) {
      this.line({ ...to, stage, place: null, lot: null }).passed += amount;
    }
  }

  #note(line: Line, { by }: Cause): void {
    if (line.from.at(-1) !== by && !line.from.includes(by)) line.from.push(by);
  }

  #write(credit: AccountName, debit: AccountName, amount: Micro, { by, at, why }: Cause): void {
    this.bookings.push({ by, at, credit, debit, amount: ofMicro(amount), why });
  }
}

/** The accounts of one stage, found by ship: a ship's are few, and the others are fewer. */
class Shelf {
  balance: Micro = 0n;
  readonly #lines: Line[] = [];
  readonly #ashore: Line[] = [];
  readonly #byVessel = new Map<string, Line[]>();
  #isSorted = true;

  put(line: Line): void {
    const { vessel } = line.name;
    this.#lines.push(line);
    this.#isSorted = false;
    if (vessel === null) this.#ashore.push(line);
    else if (this.#byVessel.has(vessel)) this.#byVessel.get(vessel)!.push(line);
    else this.#byVessel.set(vessel, [line]);
  }

  all(): readonly Line[] {
    if (!this.#isSorted) this.#lines.sort(byKey);
    this.#isSorted = true;
    return [...this.#lines];
  }

  ofVessel(vessel: string): readonly Line[] {
    return [...(this.#byVessel.get(vessel) ?? [])].sort(byKey);
  }

  /** The lines on which the same things may have stood, in the order of their names. */
  sameAs(to: LineName): readonly Line[] {
    const near =
      to.vessel === null
        ? this.all()
        : [...this.#ashore, ...(this.#byVessel.get(to.vessel) ?? [])].sort(byKey);
    return near.filter(({ name }) => mayBeSame(name, to));
  }
}

function byKey(one: Line, other: Line): number {
  return one.key < other.key ? -1 : 1;
}

function accountOf({ name }: Line): AccountName {
  const { stage, place, vessel, voyage, lot } = name;
  return { kind: "line", stage, place, vessel, voyage, lot };
}

/** The account of a stage for what is known no more nearly. */
export function unplacedAt(stage: Stage): LineName {
  return { stage, place: null, vessel: null, voyage: null, lot: null };
}

/** A name for an account. */
export function keyOf({ stage, place, vessel, voyage, lot }: LineName): string {
  return JSON.stringify([stage, vessel, voyage, vessel === null ? place : null, lot]);
}

/** Whether what stands on one line may have come to another: not from one ship to another. */
function mayBeSame(from: LineName, to: LineName): boolean {
  const ship =
    from.vessel === null ||
    to.vessel === null ||
    (from.vessel === to.vessel &&
      (from.voyage === null || to.voyage === null || from.voyage === to.voyage));
  return ship && (from.lot === null || to.lot === null || from.lot === to.lot);
}

/** Whether it is more likely to have come from this line than from any of its stage. */
function isNearest(from: LineName, to: LineName): boolean {
  if (from.vessel !== null) return from.vessel === to.vessel;
  if (from.lot !== null && from.lot === to.lot) return true;
  return from.place !== null && from.place === to.place && from.lot === null;
}

/** The lesser of two amounts. */
export function least(one: Micro, other: Micro): Micro {
  return one < other ? one : other;
}

/** The sum of amounts. */
export function sum(amounts: readonly Micro[]): Micro {
  return amounts.reduce((all, one) => all + one, 0n);
}
