import type { Contender, Tally } from "./contender.ts";
import { expectedTally } from "./oracle.ts";
import type { Workload } from "./workload.ts";

/** How fast one contender was on one workload, in events a second, run by run. */
export interface Measured {
  readonly contender: Contender;
  readonly events: number;
  readonly rates: readonly number[];
}

/** How often each is run: what is fast is run more often, since its runs are short. */
export interface Rounds {
  readonly ours: number;
  readonly peers: number;
}

/** A contender came to another result than the oracle: its row is not printed. */
export interface Disagreement {
  readonly contender: Contender;
  readonly got: Tally;
  readonly expected: Tally;
}

/**
 * Runs all contenders on a workload side by side: a round runs each of them once, so that what
 * else the machine does falls on all alike. The first round of what runs in this process only
 * warms it up. Every run is held to the oracle.
 */
export async function measure(
  contenders: readonly Contender[],
  workload: Workload,
  rounds: Rounds,
): Promise<{ readonly rows: readonly Measured[]; readonly wrong: readonly Disagreement[] }> {
  const oracle = new Map<number, Tally>();
  const rates = new Map<string, number[]>();
  const wrong = new Map<string, Disagreement>();
  const taking = contenders.filter(({ events }) => events[workload.id] > 0);
  for (let round = 0; round <= Math.max(rounds.ours, rounds.peers); round += 1) {
    for (const contender of taking) {
      const isOurs = contender.role === "ours" || contender.role === "limit";
      if (round > (isOurs ? rounds.ours : rounds.peers) || wrong.has(contender.id)) continue;
      if (round === 0 && !isOurs) continue;
      const events = Math.min(contender.events[workload.id], workload.eventFacts.length);
      const { rate, tally } = await runOnce(contender, workload, events);
      const expected = oracle.get(events) ?? expectedTally(workload, events);
      oracle.set(events, expected);
      if (tally.flips !== expected.flips || tally.kept !== expected.kept) {
        wrong.set(contender.id, { contender, got: tally, expected });
      } else if (round > 0) {
        rates.set(contender.id, [...(rates.get(contender.id) ?? []), rate]);
      }
    }
  }
  const rows = taking
    .filter(({ id }) => !wrong.has(id) && rates.has(id))
    .map((contender) => ({
      contender,
      events: Math.min(contender.events[workload.id], workload.eventFacts.length),
      rates: rates.get(contender.id) as readonly number[],
    }));
  return { rows, wrong: [...wrong.values()] };
}

async function runOnce(
  contender: Contender,
  workload: Workload,
  events: number,
): Promise<{ readonly rate: number; readonly tally: Tally }> {
  const loaded = await contender.load(workload);
  const begun = performance.now();
  const outcome = await loaded.run(events);
  const seconds = outcome.seconds ?? (performance.now() - begun) / 1_000;
  return { rate: events / seconds, tally: outcome.tally() };
}

/** The middle of several figures; the mean of the two middle ones of an even number. */
export function median(figures: readonly number[]): number {
  const inOrder = [...figures].sort((a, b) => a - b);
  const middle = inOrder.length / 2;
  const [low, high] = [inOrder[Math.ceil(middle) - 1], inOrder[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** The figure that a share (0 to 1) of all figures does not exceed. */
export function quantile(figures: readonly number[], share: number): number {
  const inOrder = [...figures].sort((a, b) => a - b);
  const at = Math.min(inOrder.length - 1, Math.ceil(share * inOrder.length) - 1);
  return inOrder[Math.max(0, at)] ?? Number.NaN;
}
