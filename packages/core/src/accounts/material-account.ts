import type { CountReport, Level, TransferReport, Whereabouts } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { MaterialAccount } from "./account.ts";
import { type Figure, figureOf } from "./figures.ts";
import { DEFAULT_TESTS, type Measurement, materialBalances } from "./material-balance.ts";
import { movementsOf } from "./movements.ts";
import { isStock } from "./stages.ts";
import { supportedLow } from "./supported.ts";
import { byTime, type Voucher, weighed } from "./voucher.ts";

/** A movement with when it was over, and what it moved. */
interface Flow extends Measurement {
  readonly at: Instant;
  readonly from: Whereabouts;
  readonly to: Whereabouts;
}

/** An inventory: what was measured at one place, when. */
interface Inventory extends Measurement {
  readonly at: Instant;
}

/**
 * The material balances of every place that was measured more than once: between two inventories,
 * with what transfers brought and took (IAEA, *Safeguards Glossary*, material balance area).
 */
export function materialAccounts(
  seen: readonly Voucher[],
  level: Level,
  k: number,
): readonly MaterialAccount[] {
  const flows = movementsOf(seen.filter(isTransfer)).flatMap((of) => flowOf(of, level));
  const byArea = new Map<string, Voucher<CountReport>[]>();
  for (const voucher of seen.filter(isInventory)) {
    const { stage, place } = voucher.claim;
    const key = JSON.stringify([stage, place]);
    byArea.set(key, [...(byArea.get(key) ?? []), voucher]);
  }
  return [...byArea]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, counts]) => materialAccount(counts, flows, level, k) ?? []);
}

function materialAccount(
  counts: readonly Voucher<CountReport>[],
  flows: readonly Flow[],
  level: Level,
  k: number,
): MaterialAccount | null {
  const { stage, place } = counts[0]!.claim;
  const inventories = inventoriesOf(counts, level);
  const [opening, ...endings] = inventories;
  if (opening === undefined || endings.length === 0) return null;
  const isHere = (one: Whereabouts) => one.stage === stage && one.place === place;
  const periods = endings.map((ending, index) => {
    const begin = inventories[index]!;
    const within = flows.filter(({ at }) => at > begin.at && at <= ending.at);
    const receipts = within.filter(({ to, from }) => isHere(to) && !isHere(from));
    const shipments = within.filter(({ to, from }) => isHere(from) && !isHere(to));
    return { begin, ending, receipts, shipments };
  });
  const balances = materialBalances(opening, periods, { ...DEFAULT_TESTS, k });
  return {
    stage,
    place,
    periods: periods.map(({ begin, ending, receipts, shipments }, index) => ({
      from: begin.at,
      to: ending.at,
      begin: measurementOf(begin),
      receipts: totalOf(receipts),
      shipments: totalOf(shipments),
      ending: measurementOf(ending),
      balance: balances[index]!,
    })),
  };
}

/** What was measured at each instant at which a measurement ended. */
function inventoriesOf(
  counts: readonly Voucher<CountReport>[],
  level: Level,
): readonly Inventory[] {
  const instants = [...new Set(counts.map(({ seen }) => seen.to))].sort((a, b) => a - b);
  return instants.flatMap((at) => {
    const figure = figureOf(
      counts.filter(({ seen }) => seen.to <= at),
      level,
      true,
    );
    return figure === null ? [] : [{ at, ...measurementIn({ ...figure, ...figure.allows }) }];
  });
}

function flowOf(movement: readonly Voucher<TransferReport>[], level: Level): readonly Flow[] {
  const value = supportedLow(movement.map(weighed), level);
  const last = [...movement].sort(byTime).at(-1);
  if (value === null || last === undefined) return [];
  const { from, to } = last.claim;
  const giving = movement.find(({ claim }) => claim.low === value) ?? last;
  const { high, sigma = 0 } = giving.claim;
  return [{ at: last.seen.to, from, to, ...measurementIn({ low: value, high, sigma }) }];
}

function isTransfer(voucher: Voucher): voucher is Voucher<TransferReport> {
  return voucher.claim.kind === "transfer";
}

/** A lot or a ship is part of a place: an inventory is of the whole of it. */
function isInventory(voucher: Voucher): voucher is Voucher<CountReport> {
  const { claim } = voucher;
  return (
    claim.kind === "count" &&
    isStock(claim.stage) &&
    claim.lot === undefined &&
    claim.vessel === null
  );
}

/**
 * An amount with limits as one with a σ: a balance tests for a difference, so that it takes the
 * middle and not the lower limit, and what lies evenly between the limits adds their distance over
 * √12 (JCGM 100:2008, 4.3.7). Else a vague inventory would look like a loss.
 */
function measurementIn({ low, high, sigma }: Pick<Figure, "low" | "high" | "sigma">): Measurement {
  return { value: (low + high) / 2, sigma: Math.hypot(sigma, (high - low) / Math.sqrt(12)) };
}

function measurementOf({ value, sigma }: Measurement): Measurement {
  return { value, sigma };
}

function totalOf(measurements: readonly Measurement[]): number {
  return measurements.reduce((sum, { value }) => sum + value, 0);
}
