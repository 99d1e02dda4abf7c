import type { Level, Stage, TransferReport } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import { type Book, type Cause, type Line, type LineName, least, micro } from "./book.ts";
import { supportedLow } from "./supported.ts";
import { type Voucher, weighed } from "./voucher.ts";

/** Books what the reports of one movement, as seen by an instant, say has moved. */
export function moveAt(
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
  // How much went is as uncertain where it left from; where nothing stands, nothing is.
  if (from.balance !== 0n) addVariance(from, claim);
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
