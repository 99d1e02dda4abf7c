import { quantile } from "../judge/measure.ts";
import type { Workload } from "../judge/workload.ts";
import { together, verifyBare } from "./limit.ts";
import { openPipeline } from "./pipeline.ts";
import type { Database } from "./stores.ts";

/** One round of P4 on a database; rates in entries a second. */
export interface AppendRound {
  /** From the signed envelope to the subscriber. */
  readonly ours: number;
  readonly insert: number;
  readonly verifyOneCore: number;
  readonly verifyEveryCore: number;
  /** What inserts on this thread and verification on every core allow together. */
  readonly limit: number;
  /** What both allow together on one thread. */
  readonly limitOneThread: number;
  readonly batches: number;
  /**
   * Processor time of this process on all its threads, in milliseconds an entry: what other
   * programs do on the machine changes it less than they change a rate.
   */
  readonly cpuMs: { readonly ours: number; readonly insert: number; readonly verify: number };
  /** Whether the subscriber was told of every entry and the judge has taken account of it. */
  readonly isWhole: boolean;
}

/** How many authors wait for their receipt at a time. */
const AUTHORS = 1_000;

/**
 * Appends signed observations as fast as they are acknowledged, and does on the same bytes, in the
 * same batches, only the inserts and only the verification.
 */
export async function appendRound(
  database: Database,
  workload: Workload,
  envelopes: readonly Uint8Array[],
): Promise<AppendRound> {
  const store = await database.open();
  const pipeline = await openPipeline(store, workload);
  pipeline.batches();
  let told = 0;
  const allTold = new Promise<void>((resolve) => {
    pipeline.subscribe(() => {
      told += 1;
      if (told === envelopes.length) resolve();
    });
  });
  let next = 0;
  const author = async (): Promise<void> => {
    while (next < envelopes.length) {
      const envelope = envelopes[next] as Uint8Array;
      next += 1;
      await pipeline.append(envelope);
    }
  };
  const begun = performance.now();
  const cpu = cpuMeter();
  await Promise.all(Array.from({ length: AUTHORS }, author));
  await allTold;
  const seconds = (performance.now() - begun) / 1_000;
  const oursCpu = cpu();
  const batches = pipeline.batches();
  await pipeline.close();
  await store.close();
  const count = envelopes.length;
  const insertMeter = cpuMeter();
  const insert = count / (await database.insertBare(batches));
  const insertCpu = insertMeter();
  const verifyOneCore = count / (await verifyBare(envelopes, "one-core"));
  const verifyMeter = cpuMeter();
  const verifyEveryCore = count / (await verifyBare(envelopes, "every-core"));
  const verifyCpu = verifyMeter();
  return {
    ...{ ours: count / seconds, insert, verifyOneCore, verifyEveryCore },
    limit: together(insert, verifyEveryCore),
    limitOneThread: together(insert, verifyOneCore),
    batches: batches.length,
    cpuMs: { ours: oursCpu / count, insert: insertCpu / count, verify: verifyCpu / count },
    isWhole: told === count && pipeline.judged.known === count,
  };
}

/** Starts to count processor time; what it gives back tells how much there was, in milliseconds. */
export function cpuMeter(): () => number {
  const begun = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1_000;
  };
}

/** How long an entry takes at an offered rate, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  /** Entries a second that the subscriber was told of. */
  readonly reached: number;
}

/**
 * Offers entries at a steady rate, whether or not those before are acknowledged, and takes for
 * each the time from when it was due to be sent until the subscriber is told of it.
 *
 * @param perSecond - entries offered a second.
 */
export async function latencyAt(
  database: Database,
  workload: Workload,
  envelopes: readonly Uint8Array[],
  perSecond: number,
): Promise<Latency> {
  const store = await database.open();
  const pipeline = await openPipeline(store, workload);
  const latencies: number[] = [];
  const begun = performance.now();
  const due = (at: number): number => begun + (at * 1_000) / perSecond;
  const allTold = new Promise<void>((resolve) => {
    pipeline.subscribe(() => {
      latencies.push(performance.now() - due(latencies.length));
      if (latencies.length === envelopes.length) resolve();
    });
  });
  const sent: Promise<unknown>[] = [];
  for (const [at, envelope] of envelopes.entries()) {
    while (performance.now() < due(at)) await new Promise((resolve) => setTimeout(resolve, 1));
    sent.push(pipeline.append(envelope));
  }
  await Promise.all(sent);
  await allTold;
  const reached = envelopes.length / ((performance.now() - begun) / 1_000);
  await pipeline.close();
  await store.close();
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), reached };
}
