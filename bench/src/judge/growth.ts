import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { JudgedWorkload } from "./judged.ts";
import { median } from "./measure.ts";
import { observationAt, reportOf } from "./record.ts";
import type { Row } from "./row.ts";
import { flatWorkload, mulberry32, type Workload } from "./workload.ts";

/** How many observations are timed at each size. */
const WINDOW = 500;

/** P6: what one observation costs as a record and a house of agreements grow; and its memory. */
export function benchGrowth(quick: boolean): readonly Row[] {
  const sizes = quick ? [1_000, 4_000] : [1_000, 10_000, 100_000];
  const houses = quick ? [1, 10] : [1, 100, 10_000];
  return [...recordRows(sizes), ...houseRows(houses), memoryRow(quick ? 4_000 : 40_000)];
}

function recordRows(sizes: readonly number[]): readonly Row[] {
  const largest = Math.max(...sizes) + WINDOW;
  const workload = flatWorkload("W1", { facts: 200, rules: 100, events: largest });
  for (let warm = 0; warm < 3; warm += 1) costAt(workload, 1_000);
  const costs = sizes.map((size) => costAt(workload, size));
  return sizes.map((size, at) =>
    growthRow(
      `P6.observations.${size}`,
      `one observation after ${size.toLocaleString("en")}`,
      costs[at] as number,
      costs[0] as number,
    ),
  );
}

/** Nanoseconds an observation, once a record has a size: the middle of several fresh judges. */
function costAt(workload: Workload, size: number): number {
  const costs = Array.from({ length: 3 }, () => {
    const judged = new JudgedWorkload(workload);
    judged.takeEvents(0, size);
    const begun = performance.now();
    judged.takeEvents(size, size + WINDOW);
    return ((performance.now() - begun) * 1e6) / WINDOW;
  });
  return median(costs);
}

function houseRows(houses: readonly number[]): readonly Row[] {
  const workload = flatWorkload("W1", { facts: 20, rules: 10, events: WINDOW });
  for (let warm = 0; warm < 3; warm += 1) costInHouse(workload, 1);
  const costs = houses.map((agreements) => costInHouse(workload, agreements));
  return houses.map((agreements, at) =>
    growthRow(
      `P6.agreements.${agreements}`,
      `one observation among ${agreements.toLocaleString("en")} agreements`,
      costs[at] as number,
      costs[0] as number,
    ),
  );
}

/** The same where each observation belongs to one of many agreements, in no order. */
function costInHouse(workload: Workload, agreements: number): number {
  const chance = mulberry32(5);
  const house = Array.from({ length: agreements }, () => new JudgedWorkload(workload));
  let event = 0;
  const take = (one: JudgedWorkload, fact: number, so: boolean) => {
    one.take(observationAt(event, reportOf(fact, so)), fact);
    event += 1;
  };
  // Every agreement has met each shape of report before the clock starts, so that none is new.
  for (const one of house) {
    for (let shape = 0; shape < 2 * workload.facts; shape += 1) {
      take(one, shape >> 1, (shape & 1) === 1);
    }
  }
  const draw = () => {
    const one = house[Math.floor(chance() * agreements)] as JudgedWorkload;
    take(one, Math.floor(chance() * workload.facts), chance() < 0.8);
  };
  const costs = [1, 2, 3].map(() => {
    const begun = performance.now();
    for (let at = 0; at < WINDOW; at += 1) draw();
    return ((performance.now() - begun) * 1e6) / WINDOW;
  });
  return median(costs);
}

function memoryRow(size: number): Row {
  const workload = flatWorkload("W1", { facts: 2_000, rules: 1_000, events: size });
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const used = () => {
    // What other rows have left behind is freed a while after it is found to be garbage.
    for (let again = 0; again < 4; again += 1) collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const judged = new JudgedWorkload(workload);
  // The shapes of reports are met first: they belong to the agreement, not to its record.
  const warm = size / 2;
  judged.takeEvents(0, warm);
  const before = used();
  judged.takeEvents(warm, size);
  const bytes = (used() - before) / (size - warm);
  return {
    id: "P6.memory",
    name: `memory of one observation, of ${size.toLocaleString("en")}`,
    rate: bytes,
    unit: "bytes",
    ratioToLimit: null,
    bestPeer: null,
    ratioToBestPeer: null,
    note: `in the judge, the entries themselves among it; ${judged.known.toLocaleString("en")} known`,
  };
}

function growthRow(id: string, name: string, cost: number, first: number): Row {
  return {
    id,
    name,
    rate: cost,
    unit: "ns",
    ratioToLimit: null,
    bestPeer: null,
    ratioToBestPeer: null,
    note: `${(cost / first).toFixed(2)} of the first`,
  };
}
