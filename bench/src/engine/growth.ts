import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Engine, type Observation } from "@proviso/core";
import { median } from "./measure.ts";
import { frameOfWorkload, observationAt, observationOf, reportOf } from "./record.ts";
import type { Row } from "./row.ts";
import { flatWorkload, mulberry32, type Workload } from "./workload.ts";

/** How many observations are timed at each size. */
const WINDOW = 20_000;

/** P6: what one observation costs as a record and a house of agreements grow; and its memory. */
export function benchGrowth(quick: boolean): readonly Row[] {
  const sizes = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000];
  const houses = quick ? [1, 100] : [1, 100, 10_000];
  return [...recordRows(sizes), ...houseRows(houses), memoryRow(quick ? 20_000 : 1_000_000)];
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

/** Nanoseconds an observation, once a record has a size: the middle of several fresh engines. */
function costAt(workload: Workload, size: number): number {
  // A small record is soon full, so what is timed there is many engines, a little of each.
  const window = Math.min(WINDOW, size);
  const engines = Math.max(3, Math.ceil((3 * WINDOW) / window / 2));
  const costs = Array.from({ length: engines }, () => {
    const engine = engineOf(workload);
    for (let event = 0; event < size; event += 1) take(engine, observationOf(workload, event));
    const entries = Array.from({ length: window }, (_, at) => observationOf(workload, size + at));
    const begun = performance.now();
    for (const entry of entries) take(engine, entry);
    return ((performance.now() - begun) * 1e6) / window;
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
  const frame = frameOfWorkload(workload);
  const chance = mulberry32(5);
  const house = Array.from({ length: agreements }, () => {
    const record: Observation[] = [];
    return { engine: new Engine({ frame, recall: (at) => record[at] as Observation }), record };
  });
  const report = (one: (typeof house)[number], event: number, fact: number, so: boolean) => {
    const entry = observationAt(event, reportOf(fact, so));
    one.record.push(entry);
    return { engine: one.engine, entry };
  };
  // Every agreement has met each shape of report before the clock starts, so that none is new.
  let event = 0;
  for (const one of house) {
    for (let shape = 0; shape < 2 * workload.facts; shape += 1, event += 1) {
      const { engine, entry } = report(one, event, shape >> 1, (shape & 1) === 1);
      take(engine, entry);
    }
  }
  const draw = () => {
    const one = house[Math.floor(chance() * agreements)] as (typeof house)[number];
    event += 1;
    return report(one, event, Math.floor(chance() * workload.facts), chance() < 0.8);
  };
  // Small records grow by doubling: what is timed begins once that has become rare.
  for (let warm = 0; warm < 5 * WINDOW; warm += 1) {
    const { engine, entry } = draw();
    take(engine, entry);
  }
  const costs = [1, 2, 3, 4, 5].map(() => {
    const drawn = Array.from({ length: WINDOW }, draw);
    const begun = performance.now();
    for (const { engine, entry } of drawn) take(engine, entry);
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
  const engine = engineOf(workload);
  // The shapes of reports are met first: they belong to the agreement, not to its record.
  const warm = Math.min(size / 2, 10_000);
  for (let event = 0; event < warm; event += 1) take(engine, observationOf(workload, event));
  const before = used();
  for (let event = warm; event < size; event += 1) take(engine, observationOf(workload, event));
  const bytes = (used() - before) / (size - warm);
  return {
    id: "P6.memory",
    name: `memory of one observation, of ${size.toLocaleString("en")}`,
    rate: bytes,
    unit: "bytes",
    ratioToLimit: null,
    bestPeer: null,
    ratioToBestPeer: null,
    note: `in the engine, without the record itself; ${engine.known.toLocaleString("en")} known`,
  };
}

function engineOf(workload: Workload): Engine {
  const frame = frameOfWorkload(workload);
  return new Engine({ frame, recall: (at) => observationOf(workload, at) });
}

function take(engine: Engine, entry: Observation): void {
  engine.advance(entry.known);
  engine.apply(entry);
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
