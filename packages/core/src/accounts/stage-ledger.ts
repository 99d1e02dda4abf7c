import type { CountReport, Level, Stage } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import {
  type Book,
  type Cause,
  keyOf,
  type Line,
  type LineName,
  least,
  type Micro,
  micro,
  sum,
  unplacedAt,
} from "./book.ts";
import { type Figure, figureOf } from "./figures.ts";
import type { Unit } from "./quantity.ts";
import { isStock } from "./stages.ts";
import type { Voucher } from "./voucher.ts";

/** One stage of the book, settled at each instant to what its counts say by then. */
export class StageLedger {
  readonly #book: Book;
  readonly #stage: Stage;
  readonly #level: Level;
  readonly #stock: boolean;
  readonly #pieces: boolean;
  readonly #counts = new Map<string, Voucher<CountReport>[]>();
  /** What the counts of a line say; of what stands for now, only at the instant of a count. */
  readonly #figures = new Map<string, Figure>();
  readonly #targets = new Map<Line, Micro>();

  /** Where each thing that is known by a mark was seen last, of what stands for now. */
  readonly #seenOn = new Map<string, Line>();

  constructor(book: Book, stage: Stage, level: Level, unit: Unit) {
    this.#book = book;
    this.#stage = stage;
    this.#level = level;
    this.#stock = isStock(stage);
    this.#pieces = unit.kind === "units";
  }

  /** Books what the counts of an instant change. */
  settle(batch: readonly Voucher<CountReport>[], at: Instant): void {
    const counted = this.#read(batch);
    if (counted.length === 0) return;
    if (this.#stock && this.#pieces) this.#followSerials(batch, new Set(counted), at);
    this.#targets.clear();
    const leaves = new Set(counted.filter(isLeaf));
    for (const line of leaves) this.#aim(line, 0n);
    for (const line of this.#unnamedVoyages(leaves)) {
      this.#aimAtRest(line, this.#voyagesOf(line));
      leaves.add(line);
    }
    const places = new Set(counted.filter((line) => !isLeaf(line) && line.name.place !== null));
    for (const { name } of leaves) {
      if (name.place !== null)
        places.add(this.#book.line({ ...NOWHERE, stage: this.#stage, place: name.place }));
    }
    for (const line of places) this.#aimAtRest(line, this.#leavesAt(line));
    const whole = this.#book.line(unplacedAt(this.#stage));
    this.#aimAtRest(whole, () => this.#book.linesAt(this.#stage).filter((line) => line !== whole));
    this.#notBelowPassed(whole);
    this.#apply(batch.at(-1)!, at);
    if (this.#stock) this.#figures.clear();
  }

  /** Takes in new counts; gives the lines of which they say something. */
  #read(batch: readonly Voucher<CountReport>[]): readonly Line[] {
    const names = new Map<string, LineName>();
    for (const voucher of batch) {
      const name = nameOfCount(voucher.claim);
      const key = keyOf(name);
      if (!names.has(key) || name.place !== null) names.set(key, name);
      push(this.#counts, key, voucher);
    }
    return [...names].flatMap(([key, name]) => {
      const figure = figureOf(this.#counts.get(key)!, this.#level, this.#stock);
      if (figure === null) return [];
      this.#figures.set(key, figure);
      return [this.#book.line(name)];
    });
  }

  /** What is seen at one place and was seen at another has moved: it is known by its serial. */
  #followSerials(
    batch: readonly Voucher<CountReport>[],
    counted: ReadonlySet<Line>,
    at: Instant,
  ): void {
    for (const { id, claim } of batch) {
      const line = this.#book.line(nameOfCount(claim));
      if (!counted.has(line)) continue;
      for (const serial of claim.serials ?? []) {
        const before = this.#seenOn.get(serial);
        this.#seenOn.set(serial, line);
        if (before === undefined || before === line || before.balance < ONE) continue;
        this.#book.shift(before, line, ONE, { by: id, at, why: "moved on" });
      }
    }
  }

  /** What a line holds, or, of what is passed for good, has ever held. */
  #held(line: Line): Micro {
    return this.#stock ? line.balance : line.balance + line.passed;
  }

  #aimed(line: Line): Micro {
    return this.#targets.get(line) ?? this.#held(line);
  }

  /** Sets where a line is to stand: within its figure, as near as it can to where it stands. */
  #aim(line: Line, less: Micro): void {
    const figure = this.#figures.get(line.key)!;
    const within = clamp(this.#held(line), micro(figure.low) - less, micro(figure.high) - less);
    // Whatever has gone on from a ship or a place has been there, whatever this count says.
    const isPart = isLeaf(line) || line.name.place !== null;
    const floor = this.#stock ? (isLeaf(line) ? 0n : within) : isPart ? line.passed : 0n;
    this.#targets.set(line, within > floor ? within : floor);
  }

  /**
   * Sets what is to stand on the line of a whole beside what stands on those of its parts.
   *
   * @param parts - all of its parts; asked for only where a count of the whole speaks.
   */
  #aimAtRest(line: Line, parts: () => readonly Line[]): void {
    if (this.#figures.has(line.key)) {
      this.#aim(line, sum(parts().map((part) => this.#aimed(part))));
      return;
    }
    const grown = sum(
      [...this.#targets]
        .filter(([part]) => part !== line && isPartOf(part, line))
        .map(([part, target]) => target - this.#held(part)),
    );
    const held = this.#held(line);
    const free = line.balance;
    // What is now seen in a part may be what was known of the whole: it is not added to it.
    const towardsNothing =
      free > 0n && grown > 0n
        ? held - least(free, grown)
        : free < 0n && grown < 0n
          ? held + least(-free, -grown)
          : held;
    this.#targets.set(line, towardsNothing);
  }

  /** A count that does not say which voyage of a ship may be of any of them. */
  #unnamedVoyages(leaves: ReadonlySet<Line>): readonly Line[] {
    const vessels = new Set(
      [...leaves].flatMap(({ name }) => (name.vessel === null ? [] : [name.vessel])),
    );
    return [...vessels].flatMap((vessel) => {
      const of = this.#book.linesOf(this.#stage, vessel);
      return of.some(({ name }) => name.voyage !== null)
        ? of.filter(({ name }) => name.voyage === null)
        : [];
    });
  }

  #voyagesOf(line: Line): () => readonly Line[] {
    return () =>
      this.#book
        .linesOf(this.#stage, line.name.vessel!)
        .filter((one) => one !== line && one.name.voyage !== null);
  }

  #leavesAt(line: Line): () => readonly Line[] {
    return () =>
      this.#book
        .linesAt(this.#stage)
        .filter((one) => isLeaf(one) && one.name.place === line.name.place);
  }

  /** Whatever has gone on from here has been here. */
  #notBelowPassed(whole: Line): void {
    if (this.#stock) return;
    const change = sum([...this.#targets].map(([line, target]) => target - this.#held(line)));
    const left = this.#book.balanceAt(this.#stage) + change;
    if (left < 0n) this.#targets.set(whole, this.#targets.get(whole)! - left);
  }

  #apply(last: Voucher<CountReport>, at: Instant): void {
    const causeOf = (line: Line): Cause => {
      return { by: this.#figures.get(line.key)?.by ?? last.id, at, why: "count" };
    };
    const changes = [...this.#targets]
      .map(([line, target]) => ({ line, by: target - this.#held(line) }))
      .sort((one, other) => (one.line.key < other.line.key ? -1 : 1));
    const up = changes.filter(({ by }) => by > 0n);
    const down = changes.filter(({ by }) => by < 0n);
    for (const gain of up) {
      for (const loss of down) {
        const amount = least(gain.by, -loss.by);
        this.#book.shift(loss.line, gain.line, amount, causeOf(gain.line));
        gain.by -= amount;
        loss.by += amount;
      }
    }
    for (const { line, by } of up) if (by > 0n) this.#book.bringIn(line, by, causeOf(line));
    for (const { line, by } of down) if (by < 0n) this.#book.release(line, -by, causeOf(line));
    for (const line of this.#targets.keys()) this.#state(line);
  }

  #state(line: Line): void {
    const figure = this.#figures.get(line.key);
    if (figure === undefined) return;
    line.variance = figure.sigma * figure.sigma;
    line.span = figure.high - figure.low;
    line.isWhole = line.key === keyOf(unplacedAt(this.#stage));
    if (!line.from.includes(figure.by)) line.from.push(figure.by);
  }
}

/** One piece, as the book keeps it. */
const ONE = micro(1);

const NOWHERE = { place: null, vessel: null, voyage: null, lot: null } as const;

/** A ship or a lot, which is part of a place; a place is part of the whole. */
function isLeaf({ name }: Line): boolean {
  return name.vessel !== null || name.lot !== null;
}

function isPartOf(part: Line, line: Line): boolean {
  const { name } = line;
  if (isLeaf(line)) return part.name.vessel === name.vessel && part.name.voyage !== null;
  if (name.place === null) return true;
  return isLeaf(part) && part.name.place === name.place;
}

function nameOfCount({ stage, place, vessel, voyage, lot }: CountReport): LineName {
  return { stage, place, vessel, voyage, lot: lot ?? null };
}

function clamp(amount: Micro, low: Micro, high: Micro): Micro {
  if (amount < low) return low;
  return amount > high ? high : amount;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
