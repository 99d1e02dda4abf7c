import {
  addTo,
  type CountReport,
  type Level,
  type Stage,
  type TransferReport,
} from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { DoubleCount } from "./account.ts";
import { Book, type Cause, micro } from "./book.ts";
import { moveAt } from "./move.ts";
import { movementsOf } from "./movements.ts";
import type { Unit } from "./quantity.ts";
import type { Covers } from "./scope.ts";
import { StageLedger } from "./stage-ledger.ts";
import { byTime, type Voucher } from "./voucher.ts";

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
  unit: Unit,
  covers: Covers,
): Replay {
  const book = new Book();
  for (const { total, cause } of bases) book.declare(micro(total), cause);
  const counts = seen.filter(isCount);
  const stages = STAGES_IN_ORDER.map((stage) => ({
    ledger: new StageLedger(book, stage, { level, unit, covers }),
    at: byInstant(counts.filter(({ claim }) => claim.stage === stage)),
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
  return { book, doubles: stages.flatMap(({ ledger }) => ledger.doubles) };
}

function byInstant<Claim extends Voucher["claim"]>(vouchers: readonly Voucher<Claim>[]) {
  const found = new Map<Instant, Voucher<Claim>[]>();
  for (const voucher of [...vouchers].sort(byTime)) addTo(found, voucher.seen.to, voucher);
  return found;
}

/** The movements of which something new was seen at an instant, in their own order. */
function byEnds(movements: readonly (readonly Voucher<TransferReport>[])[]) {
  const found = new Map<Instant, (readonly Voucher<TransferReport>[])[]>();
  for (const movement of movements) {
    for (const at of new Set(movement.map(({ seen }) => seen.to))) addTo(found, at, movement);
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
