import { addTo, type CountReport, type Id, type Level, type Stage } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { DoubleCount } from "./account.ts";
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
import { doublesOf, type Figure, figureOf, lessened, markedFigureOf } from "./figures.ts";
import { CountedOnce, type CountedTwice, MARKS } from "./once.ts";
import type { Unit } from "./quantity.ts";
import { bound, type Covers } from "./scope.ts";
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
  /** What the counts of a line said last. */
  readonly #last = new Map<string, Figure>();
  readonly #targets = new Map<Line, Micro>();
  /** What is known by a mark is counted once. */
  readonly #once: CountedOnce;
  readonly #covers: Covers;
  readonly #places = new Map<Id, Line>();
  /** What counts have left on each line. */
  readonly #left = new Map<string, Micro>();
  /** By how much the parts of a line had come to more than what was counted of it. */
  readonly #conflicts = new Map<string, Micro>();

  constructor(book: Book, stage: Stage, { level, unit, covers }: LedgerBasis) {
    this.#book = book;
    this.#stage = stage;
    this.#level = level;
    this.#stock = isStock(stage);
    this.#pieces = unit.kind === "units";
    this.#covers = covers;
    this.#once = new CountedOnce({ moves: this.#stock, pieces: this.#pieces, covers });
  }

  /** The counts of which something was not added, since another counts it. */
  get doubles(): readonly DoubleCount[] {
    const twice = [...this.#counts.keys()].flatMap((key) => this.#once.twice(key));
    return doublesOf(twice, this.#stock);
  }

  /** Books what the counts of an instant change. */
  settle(batch: readonly Voucher<CountReport>[], at: Instant): void {
    const counted = this.#read(batch, at);
    if (counted.length === 0) return;
    this.#targets.clear();
    for (const line of this.#withHolders(counted)) this.#aim(line);
    const whole = this.#book.line(unplacedAt(this.#stage));
    this.#notBelowPassed(whole);
    this.#apply(batch.at(-1)!, at);
    if (this.#stock) this.#figures.clear();
  }

  /** Takes in new counts; gives the lines of which they say something. */
  #read(batch: readonly Voucher<CountReport>[], at: Instant): readonly Line[] {
    const names = new Map<string, LineName>();
    for (const voucher of batch) {
      const name = nameOfCount(voucher.claim);
      const key = keyOf(name);
      if (!names.has(key) || name.place !== null) names.set(key, name);
      addTo(this.#counts, key, voucher);
    }
    const counted = new Map<string, Line>();
    const seenAgain = new Map<string, { keeper: Line; before: readonly CountedTwice[] }>();
    for (const [key, name] of names) {
      const counts = this.#counts.get(key)!;
      const figure = figureOf(counts, this.#level, this.#stock);
      if (figure === null) continue;
      const before = this.#last.get(key);
      if (before !== undefined && isSame(before, figure)) continue;
      this.#last.set(key, figure);
      const line = this.#book.line(name);
      if (!isLeaf(line) && name.place !== null) this.#placeLine(name.place);
      this.#figures.set(key, figure);
      counted.set(key, line);
      const marked = markedFigureOf(figure, name, counts, this.#stock);
      for (const other of this.#once.sharing(key, marked)) {
        if (!seenAgain.has(other))
          seenAgain.set(other, { keeper: line, before: this.#once.twice(other) });
      }
      this.#once.put(key, marked);
    }
    for (const key of counted.keys()) seenAgain.delete(key);
    const lines = new Map([...seenAgain.keys()].map((key) => [key, this.#lineOf(key)]));
    const followed = new Set<string>();
    for (const [key, line] of [...lines].sort(([, one], [, other]) => innermostFirst(one, other))) {
      const { keeper, before } = seenAgain.get(key)!;
      const again = this.#once.twice(key);
      if (again.length === before.length) continue;
      counted.set(key, line);
      if (this.#stock) this.#follow(line, keeper, newlyTwice(again, before, followed), at);
    }
    return [...counted.values()];
  }

  #lineOf(key: string): Line {
    return this.#book.line(nameOfCount(this.#counts.get(key)![0]!.claim));
  }

  /** What is seen at one place and was seen at another has moved: it is known by its mark. */
  #follow(from: Line, to: Line, pieces: number, at: Instant): void {
    if (!this.#pieces || pieces === 0) return;
    const amount = least(micro(pieces), from.balance);
    const by = this.#figures.get(to.key)!.by;
    this.#book.shift(from, to, amount, { by, at, why: "moved on" });
    for (const line of [from, to]) this.#left.set(line.key, this.#held(line));
  }

  /** What a line holds, or, of what is passed for good, has ever held. */
  #held(line: Line): Micro {
    return this.#stock ? line.balance : line.balance + line.passed;
  }

  #aimed(line: Line): Micro {
    return this.#targets.get(line) ?? this.#held(line);
  }

  /** Lines, and all that hold them, the innermost first. */
  #withHolders(counted: readonly Line[]): readonly Line[] {
    const lines = new Set(counted);
    for (const line of counted) for (const holder of this.#holdersOf(line)) lines.add(holder);
    const depth = (line: Line) => {
      const { place, vessel, voyage, lot } = line.name;
      if (vessel !== null) return lot !== null ? 2002 : voyage !== null ? 2001 : 2000;
      if (lot !== null) return 2000;
      return place === null ? 0 : 1 + this.#placesOver(place).length;
    };
    return [...lines].sort(
      (one, other) => depth(other) - depth(one) || (one.key < other.key ? -1 : 1),
    );
  }

  #holdersOf({ name, key }: Line): readonly Line[] {
    const { vessel, lot, place } = name;
    const holders = [this.#book.line(unplacedAt(this.#stage))];
    if (vessel !== null) {
      const of = this.#book.linesOf(this.#stage, vessel);
      for (const line of of) if (line.key !== key && holds(line.name, name)) holders.push(line);
    }
    if (place === null) return holders;
    if (vessel !== null || lot !== null) holders.push(this.#placeLine(place));
    return [...holders, ...this.#placesOver(place)];
  }

  #placeLine(place: Id): Line {
    const known = this.#places.get(place);
    const line = known ?? this.#book.line({ ...NOWHERE, stage: this.#stage, place });
    if (known === undefined) this.#places.set(place, line);
    return line;
  }

  /** The places of the book that hold a place, itself left out. */
  #placesOver(place: Id): readonly Line[] {
    return [...this.#places].flatMap(([outer, line]) =>
      outer !== place && this.#covers(outer, place) ? [line] : [],
    );
  }

  /** The lines of what a line holds, each part of it once. */
  #partsOf(line: Line): readonly Line[] {
    const { vessel, lot } = line.name;
    if (lot !== null) return [];
    const near =
      vessel === null ? this.#book.linesAt(this.#stage) : this.#book.linesOf(this.#stage, vessel);
    return near.filter((one) => one !== line && this.#isPartOf(one, line));
  }

  #isPartOf({ name: part }: Line, { name }: Line): boolean {
    if (name.lot !== null) return false;
    if (name.vessel !== null) return holds(name, part);
    if (name.place === null) return true;
    if (part.place === null) return false;
    const isPlace = part.vessel === null && part.lot === null;
    return isPlace
      ? part.place !== name.place && this.#covers(name.place, part.place)
      : this.#covers(name.place, part.place);
  }

  /** Sets where a line is to stand, beside what its parts are to. */
  #aim(line: Line): void {
    if (this.#figures.has(line.key)) this.#aimAtFigure(line);
    else this.#aimAtRest(line);
  }

  /** Within what is counted of it: as near as it can to where it stands. */
  #aimAtFigure(line: Line): void {
    const { low, high, covers, allows } = this.#figureOf(line);
    const parts = sum(this.#partsOf(line).map((part) => this.#aimed(part)));
    const conflict = this.#conflicts.get(line.key) ?? 0n;
    const held = this.#heldBeside(line, conflict) + parts;
    // The lower low counts; but what has come or gone since stands within what was counted last.
    const isTouched = this.#held(line) !== (this.#left.get(line.key) ?? 0n);
    const isAllowed = isTouched && held >= micro(allows.low) && held <= micro(allows.high);
    const isWithin = parts >= micro(low) && parts <= micro(high);
    const all = isAllowed ? held : isWithin ? parts : micro(low);
    const rest = all - parts;
    const isBound = Number.isFinite(bound(line.name, high, { moves: this.#stock, covers }));
    const isConflict = isBound && rest < 0n;
    // Whatever has gone on from here has been here, whatever this count says.
    const isWhole = !isLeaf(line) && line.name.place === null;
    const least = this.#stock || isWhole ? 0n : line.passed;
    this.#targets.set(line, isConflict || rest > least ? rest : least);
    if (isConflict) this.#conflicts.set(line.key, -rest);
    else this.#conflicts.delete(line.key);
  }

  /** What the counts of a line say, less what others count already. */
  #figureOf(line: Line): Figure {
    return lessened(this.#figures.get(line.key)!, this.#once.less(line.key), this.#pieces);
  }

  /** What is left of a whole that was not counted now, where its parts were. */
  #aimAtRest(line: Line): void {
    // Where its parts had come to more than the whole, the later counts stand.
    const conflict = this.#conflicts.get(line.key) ?? 0n;
    this.#conflicts.delete(line.key);
    this.#targets.set(line, this.#heldBeside(line, conflict));
  }

  /** What a line holds: what is now seen in a part may be of it, and is not added to it. */
  #heldBeside(line: Line, conflict: Micro = 0n): Micro {
    const grown = sum(
      [...this.#targets]
        .filter(([part]) => part !== line && this.#isPartOf(part, line))
        .map(([part, target]) => target - this.#held(part)),
    );
    const held = this.#held(line) + conflict;
    const free = line.balance + conflict;
    if (free > 0n && grown > 0n) return held - least(free, grown);
    if (free < 0n && grown < 0n) return held + least(-free, -grown);
    return held;
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
    for (const line of this.#targets.keys()) {
      this.#left.set(line.key, this.#held(line));
      this.#state(line);
    }
  }

  #state(line: Line): void {
    if (!this.#figures.has(line.key)) return;
    const figure = this.#figureOf(line);
    line.variance = figure.sigma * figure.sigma;
    line.span = Math.max(0, (this.#stock ? figure.allows.high : figure.high) - figure.low);
    line.isWhole = line.key === keyOf(unplacedAt(this.#stage));
    if (!line.from.includes(figure.by)) line.from.push(figure.by);
  }
}

/** A ship, then a lot, then a place: what is known the most nearly comes first. */
function innermostFirst({ name: one }: Line, { name: other }: Line): number {
  const depth = ({ lot, vessel, voyage, place }: LineName) =>
    [lot, voyage, vessel, place].filter((part) => part !== null).length;
  return depth(other) - depth(one) || (keyOf(one) < keyOf(other) ? -1 : 1);
}

/** How many things a line is newly less by, each followed from the line that knows it most nearly. */
function newlyTwice(
  again: readonly CountedTwice[],
  before: readonly CountedTwice[],
  followed: Set<string>,
): number {
  const keyOfMark = ({ mark, name }: CountedTwice) => `${mark} ${name}`;
  const known = new Set(before.map(keyOfMark));
  const fresh = again.filter((one) => !known.has(keyOfMark(one)) && !followed.has(keyOfMark(one)));
  for (const one of fresh) followed.add(keyOfMark(one));
  return Math.max(...MARKS.map((kind) => fresh.filter(({ mark }) => mark === kind).length));
}

/** How a stage is kept: at which level, in which unit, and which place holds which. */
export interface LedgerBasis {
  readonly level: Level;
  readonly unit: Unit;
  readonly covers: Covers;
}

const NOWHERE = { place: null, vessel: null, voyage: null, lot: null } as const;

/** A ship or a lot, which is part of a place; a place is part of the whole. */
function isLeaf({ name }: Line): boolean {
  return name.vessel !== null || name.lot !== null;
}

/** Whether one account of a vessel holds another: the vessel its voyages, a voyage its lots. */
function holds(outer: LineName, inner: LineName): boolean {
  if (outer.lot !== null || inner.vessel !== outer.vessel) return false;
  if (outer.voyage !== null) return inner.voyage === outer.voyage && inner.lot !== null;
  return inner.voyage !== null || inner.lot !== null;
}

function isSame(one: Figure, other: Figure): boolean {
  return one.low === other.low && one.high === other.high && one.sound === other.sound;
}

function nameOfCount({ stage, place, vessel, voyage, lot }: CountReport): LineName {
  return { stage, place, vessel, voyage, lot: lot ?? null };
}
