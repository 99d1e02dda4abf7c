import { describe, expect, test } from "vitest";
import { exhibit } from "../../testing/exhibits.ts";
import { END, instant } from "../time/index.ts";
import { type Criterion, DEFAULT_CRITERION } from "./criterion.ts";
import type { Exhibit } from "./exhibit.ts";
import { Sweep } from "./sweep.ts";
import { weigh } from "./weigh.ts";

const within14: Criterion = {
  ...DEFAULT_CRITERION,
  freshness: 14 as unknown as Criterion["freshness"],
};

/** Exhibits that count how often anything is asked of their strength: the work of a weighing. */
function counted(exhibits: readonly Exhibit[]) {
  const asked = { times: 0 };
  const seen = exhibits.map((one) => ({
    ...one,
    get strength() {
      asked.times += 1;
      return one.strength;
    },
  }));
  return { seen, asked };
}

function workOf(exhibits: readonly Exhibit[], criterion: Criterion): number {
  const { seen, asked } = counted(exhibits);
  const sweep = new Sweep(seen, criterion);
  for (let now = sweep.next; now < END; now = sweep.next) {
    sweep.advance(now);
    if (sweep.for.level + sweep.against.level < 0) throw new Error("A level is never below 0.");
  }
  return asked.times;
}

const shapes: Readonly<Record<string, (i: number) => Exhibit>> = {
  strong: (i) => exhibit("A2", i % 10 === 0 ? "against" : "for", i, { from: i, to: i + 1 }),
  weak: (i) => exhibit("D3", i % 10 === 0 ? "against" : "for", i, { from: i, to: i + 1 }),
  late: (i) => exhibit("B2", i % 3 === 0 ? "against" : "for", i, { from: (i * 7919) % 3_000 }),
  "of one root": (i) => exhibit("C3", "for", i, { from: i, group: "mission" }),
  "of twenty roots": (i) =>
    exhibit(i % 2 === 0 ? "B2" : "C3", i % 4 === 0 ? "against" : "for", i, {
      from: i,
      group: `mission-${i % 20}`,
    }),
};

describe("a pass over many reports", () => {
  test.each(Object.entries(shapes))("looks at each a bounded number of times: %s", (_, make) => {
    const of = (size: number) => Array.from({ length: size }, (__, i) => make(i));
    for (const criterion of [DEFAULT_CRITERION, within14]) {
      const [some, more] = [workOf(of(1_000), criterion), workOf(of(4_000), criterion)];
      // A heap adds a logarithm; work at each instant anew would make it sixteen times as much.
      expect(more).toBeLessThan(some * 6);
      expect(more / 4_000).toBeLessThan(120);
    }
  });

  test("takes a hundred and fifty thousand reports of one matter", () => {
    const many = Array.from({ length: 150_000 }, (_, i) => shapes["strong"]!(i));
    const weighing = weigh(many, within14, instant(150_001));
    expect(weighing.forLevel).toBe(3);
  });
});
