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
  const { counts, doubles } = countsByStage(seen.filter(isCount));
  const stages = STAGES_IN_ORDER.map((stage) => ({
    ledger: new StageLedger(book, stage, level),
    at: byInstant(counts.get(stage) ?? []),
  }));
  const movements = movementsOf(seen.filter(isTransfer));
  const movementsAt = byEnds(movements);
  for (const at of instantsOf(seen)) {
    book.beginInstant();
    for (const movement of movementsAt.get(at) ?? []) moveAt(book, movement, at, level);
    for (const stage of stages) {
      const batch = stage.at.get(at);
      if (batch !== undefined) stage.ledger.settle(batch, at);
    }
  }
  return { book, doubles };
}

/** The counts of each stage; of what is passed for good, without those that count again. */
function countsByStage(seen: readonly Voucher<CountReport>[]) {
  const counts = new Map<Stage, readonly Voucher<CountReport>[]>();
  const doubles: DoubleCount[] = [];
  for (const stage of STAGES_IN_ORDER) {
    const of = seen.filter(({ claim }) => claim.stage === stage);
    if (isStock(stage)) {
      counts.set(stage, of);
      continue;
    }
    const sound = withoutDoubles(of);
    counts.set(stage, sound.counts);
    doubles.push(...sound.doubles);
  }
  return { counts, doubles };
}

function byInstant<Claim extends Voucher["claim"]>(vouchers: readonly Voucher<Claim>[]) {
  const found = new Map<Instant, Voucher<Claim>[]>();
  for (const voucher of [...vouchers].sort(byTime)) push(found, voucher.seen.to, voucher);
  return found;
}

/** The movements of which something new was seen at an instant, in their own order. */
function byEnds(movements: readonly (readonly Voucher<TransferReport>[])[]) {
  const found = new Map<Instant, (readonly Voucher<TransferReport>[])[]>();
  for (const movement of movements) {
    for (const at of new Set(movement.map(({ seen }) => seen.to))) push(found, at, movement);
  }
  return found;
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

/** One stage of the book, settled at each instant to what its counts say by then. */
class StageLedger {
  readonly #book: Book;
  readonly #stage: Stage;
  readonly #level: Level;
  readonly #stock: boolean;
  readonly #counts = new Map<string, Voucher<CountReport>[]>();
  /** What the counts of a line say; of what stands for now, only at the instant of a count. */
  readonly #figures = new Map<string, Figure>();
  readonly #targets = new Map<Line, Micro>();

  constructor(book: Book, stage: Stage, level: Level) {
    this.#book = book;
    this.#stage = stage;
    this.#level = level;
    this.#stock = isStock(stage);
  }

  /** Books what the counts of an instant change. */
  settle(batch: readonly Voucher<CountReport>[], at: Instant): void {
    const counted = this.#read(batch);
    if (counted.length === 0) return;
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
