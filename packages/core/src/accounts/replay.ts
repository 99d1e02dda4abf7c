import type { CountReport, Level, Stage, TransferReport } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { DoubleCount } from "./account.ts";
import {
  Book,
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
import { type Figure, figureOf, withoutDoubles } from "./figures.ts";
import { supportedLow } from "./lower-bound.ts";
import { movementsOf } from "./movements.ts";
import { isStock } from "./stages.ts";
import { byTime, type Voucher, weighed } from "./voucher.ts";

/** The book that reports make, and the counts that were not added. */
export interface Replay {
  readonly book: Book;
  readonly doubles: readonly DoubleCount[];
}

/**
 * Draws up the book from what was declared and seen, in the order in which it was seen: the order
 * of the record changes nothing, nor does a report that is entered twice.
 *
 * @param bases - the greatest declaration at each instant at which it rose.
 * @param level - how well a figure must be supported before it is booked.
 */
export function replay(
  bases: readonly { readonly total: number; readonly cause: Cause }[],
  seen: readonly Voucher[],
  level: Level,
): Replay {
  const book = new Book();
  for (const { total, cause } of bases) book.declare(micro(total), cause);
  const counts = new Map<Stage, Voucher<CountReport>[]>();
  for (const voucher of seen) {
    if (isCount(voucher)) push(counts, voucher.claim.stage, voucher);
  }
  const doubles: DoubleCount[] = [];
  for (const stage of STAGES_IN_ORDER) {
    if (isStock(stage)) continue;
    const sound = withoutDoubles(counts.get(stage) ?? []);
    counts.set(stage, [...sound.counts]);
    doubles.push(...sound.doubles);
  }
  const movements = movementsOf(seen.filter(isTransfer));
  for (const at of instantsOf(seen)) {
    book.beginInstant();
    for (const movement of movements) moveAt(book, movement, at, level);
    for (const stage of STAGES_IN_ORDER) {
      const of = counts.get(stage) ?? [];
      if (of.some((one) => one.seen.to === at)) new StageAt(book, stage, of, at, level).settle();
    }
  }
  return { book, doubles };
}

const STAGES_IN_ORDER: readonly Stage[] = [
  "in-place",
  "dismantled",
  "crated",
  "destroyed-in-place",
  "loaded",
  "departed",
  "counted-aboard",
  "returned",
  "destroyed",
];

function isCount(voucher: Voucher): voucher is Voucher<CountReport> {
  return voucher.claim.kind === "count";
}

function isTransfer(voucher: Voucher): voucher is Voucher<TransferReport> {
  return voucher.claim.kind === "transfer";
}

function instantsOf(seen: readonly Voucher[]): readonly Instant[] {
  return [...new Set(seen.map((one) => one.seen.to))].sort((a, b) => a - b);
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** Books what the reports of one movement, as seen by an instant, say has moved. */
function moveAt(
  book: Book,
  movement: readonly Voucher<TransferReport>[],
  at: Instant,
  level: Level,
): void {
  if (!movement.some(({ seen }) => seen.to === at)) return;
  const known = movement.filter(({ seen }) => seen.to <= at);
  const then = known.filter(({ seen }) => seen.to < at);
  const more =
    micro(supportedLow(known.map(weighed), level) ?? 0) -
    micro(supportedLow(then.map(weighed), level) ?? 0);
  const [first] = known;
  if (more === 0n || first === undefined) return;
  const { claim } = first;
  const cause: Cause = { by: known.at(-1)!.id, at, why: "transfer" };
  const from = book.line(lineOf(claim.from, claim));
  const to = book.line(lineOf(claim.to, claim));
  if (more < 0n) {
    book.shift(to, from, -more, cause);
    return;
  }
  // What counts have already put there is the same: it only becomes known where it came from.
  const counted = to.balance + to.passed - to.moved;
  const covered = to.name.vessel === null ? 0n : least(more, counted > 0n ? counted : 0n);
  to.moved += more;
  book.release(from, least(covered, from.balance > 0n ? from.balance : 0n), cause);
  const inflow = more - covered;
  const missing = inflow - book.availableAt(from);
  if (missing > 0n) book.bringIn(from, missing, cause);
  book.shift(from, to, inflow, cause);
  addVariance(to, claim);
}

function addVariance(line: Line, { sigma = 0, low, high }: TransferReport): void {
  line.variance += sigma * sigma;
  line.span += high - low;
}

const ABOARD: ReadonlySet<Stage> = new Set(["loaded", "departed", "counted-aboard", "returned"]);

function lineOf(
  { stage, place, lot }: TransferReport["from"],
  { vessel, voyage }: Pick<TransferReport, "vessel" | "voyage">,
): LineName {
  const isAboard = ABOARD.has(stage);
  return { stage, place, lot, vessel: isAboard ? vessel : null, voyage: isAboard ? voyage : null };
}

/** One stage, settled to what the counts of it say at an instant. */
class StageAt {
  readonly #book: Book;
  readonly #stage: Stage;
  readonly #at: Instant;
  readonly #figures = new Map<string, Figure>();
  readonly #names = new Map<string, LineName>();
  readonly #targets = new Map<Line, Micro>();
  readonly #last: Voucher<CountReport>;

  constructor(
    book: Book,
    stage: Stage,
    counts: readonly Voucher<CountReport>[],
    at: Instant,
    level: Level,
  ) {
    this.#book = book;
    this.#stage = stage;
    this.#at = at;
    const known = counts.filter(({ seen }) => seen.to <= at).sort(byTime);
    this.#last = known.at(-1)!;
    const byLine = new Map<string, Voucher<CountReport>[]>();
    for (const voucher of known) {
      const name = nameOfCount(voucher.claim);
      const key = keyOf(name);
      if (!this.#names.has(key) || name.place !== null) this.#names.set(key, name);
      push(byLine, key, voucher);
    }
    for (const [key, of] of byLine) {
      // What stands for now was settled when it was seen; only a new count says something new.
      if (isStock(stage) && !of.some(({ seen }) => seen.to === at)) continue;
      const figure = figureOf(of, level, isStock(stage));
      if (figure !== null) this.#figures.set(key, figure);
    }
  }

  settle(): void {
    if (this.#figures.size === 0) return;
    const named = [...this.#figures.keys()].map((key) => this.#book.line(this.#names.get(key)!));
    const lines = new Set([...this.#book.linesAt(this.#stage), ...named]);
    const leaves = [...lines].filter(({ name }) => name.vessel !== null || name.lot !== null);
    for (const line of leaves) this.#aim(line, 0n);
    this.#aimAtUnnamedVoyages(leaves);
    const places = [...lines].filter((line) => !leaves.includes(line) && line.name.place !== null);
    for (const line of places) {
      const within = leaves.filter(({ name }) => name.place === line.name.place);
      this.#aimAtRest(line, within);
    }
    const whole = this.#book.line(unplacedAt(this.#stage));
    this.#aimAtRest(whole, [...leaves, ...places]);
    this.#notBelowPassed(whole);
    this.#apply();
  }

  /** What a line holds, or, of what is passed for good, has ever held. */
  #held(line: Line): Micro {
    return isStock(this.#stage) ? line.balance : line.balance + line.passed;
  }

  /** Sets where a line is to stand: within its figure, as near as it can to where it stands. */
  #aim(line: Line, less: Micro): void {
    const figure = this.#figures.get(line.key);
    const held = this.#held(line);
    if (figure === undefined) {
      this.#targets.set(line, held);
      return;
    }
    const within = clamp(held, micro(figure.low) - less, micro(figure.high) - less);
    // Whatever has gone on from a ship or a place has been there, whatever this count says.
    const { vessel, lot, place } = line.name;
    const isPart = vessel !== null || lot !== null || place !== null;
    const isLeaf = vessel !== null || lot !== null;
    const floor = isStock(this.#stage) ? (isLeaf ? 0n : within) : isPart ? line.passed : 0n;
    this.#targets.set(line, within > floor ? within : floor);
  }

  /** A count that does not say which voyage of a ship may be of any of them. */
  #aimAtUnnamedVoyages(leaves: readonly Line[]): void {
    for (const line of leaves) {
      if (line.name.vessel === null || line.name.voyage !== null) continue;
      const named = leaves.filter(
        (one) => one !== line && one.name.vessel === line.name.vessel && one.name.voyage !== null,
      );
      if (named.length > 0) this.#aimAtRest(line, named);
    }
  }

  /** What stands on the line of a whole beside what stands on the lines of its parts. */
  #aimAtRest(line: Line, parts: readonly Line[]): void {
    const figure = this.#figures.get(line.key);
    if (figure !== undefined) {
      this.#aim(line, sum(parts.map((part) => this.#targets.get(part) ?? 0n)));
      return;
    }
    const grown = sum(parts.map((part) => (this.#targets.get(part) ?? 0n) - this.#held(part)));
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

  /** Whatever has gone on from here has been here. */
  #notBelowPassed(whole: Line): void {
    if (isStock(this.#stage)) return;
    const lines = [...new Set([...this.#book.linesAt(this.#stage), ...this.#targets.keys()])];
    const aimed = sum(lines.map((line) => this.#targets.get(line) ?? this.#held(line)));
    const passed = sum(lines.map((line) => line.passed));
    if (aimed < passed) this.#targets.set(whole, this.#targets.get(whole)! + (passed - aimed));
  }

  #apply(): void {
    const changes = [...this.#targets]
      .map(([line, target]) => ({ line, by: target - this.#held(line) }))
      .sort((one, other) => (one.line.key < other.line.key ? -1 : 1));
    const up = changes.filter(({ by }) => by > 0n);
    const down = changes.filter(({ by }) => by < 0n);
    for (const gain of up) {
      for (const loss of down) {
        const amount = least(gain.by, -loss.by);
        this.#book.shift(loss.line, gain.line, amount, this.#cause(gain.line));
        gain.by -= amount;
        loss.by += amount;
      }
    }
    for (const { line, by } of up) {
      if (by > 0n) this.#book.bringIn(line, by, this.#cause(line));
    }
    for (const { line, by } of down) {
      if (by < 0n) this.#book.release(line, -by, this.#cause(line));
    }
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

  #cause(line: Line): Cause {
    const by = this.#figures.get(line.key)?.by ?? this.#last.id;
    return { by, at: this.#at, why: "count" };
  }
}

function nameOfCount({ stage, place, vessel, voyage, lot }: CountReport): LineName {
  return { stage, place, vessel, voyage, lot: lot ?? null };
}

function clamp(amount: Micro, low: Micro, high: Micro): Micro {
  if (amount < low) return low;
  return amount > high ? high : amount;
}
