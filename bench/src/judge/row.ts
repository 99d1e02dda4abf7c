import { type Measured, median } from "./measure.ts";
import type { Workload } from "./workload.ts";

/** One row of the report. `rate` is in its `unit`; a ratio above 1 is better than the other. */
export interface Row {
  /** `P1.W2.judge`: the figure, the workload, the contender. */
  readonly id: string;
  readonly name: string;
  readonly rate: number | null;
  readonly unit: string;
  readonly ratioToLimit: number | null;
  readonly bestPeer: string | null;
  readonly ratioToBestPeer: number | null;
  readonly note: string;
}

/** Turns what was measured on a workload into rows, set against a limit and the best peer. */
export function rowsOf(
  figure: "P1" | "P2",
  workload: Workload,
  measured: readonly Measured[],
  limit: string,
  peersFrom: readonly Measured[],
): readonly Row[] {
  const best = bestPeerOf(peersFrom);
  const against = measured.find(({ contender }) => contender.id === limit);
  return measured.map(({ contender, rates, events }) => {
    const rate = median(rates);
    const isOurs = contender.role === "ours";
    return {
      id: `${figure}.${workload.id}.${contender.id}`,
      name: contender.name,
      rate,
      unit: "events/s",
      ratioToLimit: against === undefined ? null : pairedRatio(rates, against.rates),
      bestPeer: isOurs ? (best?.name ?? null) : null,
      ratioToBestPeer: isOurs && best !== null ? rate / best.rate : null,
      note: `${contender.version}; ${contender.note}; ${events.toLocaleString("en")} events`,
    };
  });
}

/** A row for what is not installed here. */
export function missingRow(id: string, name: string, note: string): Row {
  const nothing = { rate: null, ratioToLimit: null, bestPeer: null, ratioToBestPeer: null };
  return { id, name, unit: "", ...nothing, note };
}

/** The quickest peer; what recomputes everything is a baseline, and no peer. */
function bestPeerOf(measured: readonly Measured[]): { name: string; rate: number } | null {
  const peers = measured
    .filter(({ contender }) => contender.role === "peer")
    .map(({ contender, rates }) => ({ name: contender.name, rate: median(rates) }))
    .sort((one, other) => other.rate - one.rate);
  return peers[0] ?? null;
}

/** The middle of the ratios round by round where there are as many of both; else of the middles. */
function pairedRatio(rates: readonly number[], limits: readonly number[]): number {
  if (rates.length !== limits.length) return median(rates) / median(limits);
  return median(rates.map((rate, round) => rate / (limits[round] as number)));
}
