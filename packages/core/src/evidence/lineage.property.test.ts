import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { observed, presence } from "../../testing/specimen.ts";
import { type EntryId, entryId } from "./ids.ts";
import { groupByRoots, rootsOf } from "./lineage.ts";
import type { Observation } from "./observation.ts";

const seen = (name: string, lineage: readonly string[]): Observation =>
  observed(name, presence("missiles", "sagua", "absent"), { lineage });

const finder = (several: readonly Observation[]) => (id: EntryId) =>
  several.find((one) => one.id === id);

describe("lineage", () => {
  test("a report goes back through entries to the roots outside the record", () => {
    const mission = seen("O-1", ["mission-3101"]);
    const summary = seen("O-2", ["O-1", "cable-9"]);
    const paper = seen("O-3", ["O-2"]);
    const find = finder([mission, summary, paper]);
    expect(rootsOf(paper, find)).toEqual(["O-1", "O-2", "O-3", "cable-9", "mission-3101"]);
  });

  test("reports that cite each other do not keep it going for ever", () => {
    const one = seen("O-1", ["O-2"]);
    const other = seen("O-2", ["O-1"]);
    expect(rootsOf(one, finder([one, other]))).toEqual(["O-1", "O-2"]);
  });

  const closures = fc
    .array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 }), {
      maxLength: 10,
    })
    .map((several) => several.map((roots) => [...new Set(roots.map((root) => `r${root}`))].sort()));

  test("reports are one source exactly where a chain of shared roots joins them", () => {
    fc.assert(
      fc.property(closures, (several) => {
        const groups = groupByRoots(several);
        several.forEach((_, start) => {
          const reached = reachable(several, start);
          several.forEach((_, other) => {
            expect(groups[other] === groups[start]).toBe(reached.has(other));
          });
        });
      }),
    );
  });

  test("the name of a source does not depend on the order of its reports", () => {
    fc.assert(
      fc.property(closures, (several) => {
        const groups = groupByRoots(several);
        expect(groupByRoots(several.toReversed())).toEqual(groups.toReversed());
        groups.forEach((name, index) => {
          const all = several.filter((_, other) => groups[other] === groups[index]).flat();
          expect(name).toBe(all.toSorted()[0]);
        });
      }),
    );
  });
});

/** Everything that shared roots reach, by walking: the obvious way. */
function reachable(several: readonly (readonly string[])[], start: number): ReadonlySet<number> {
  const reached = new Set([start]);
  for (const index of reached) {
    several.forEach((roots, other) => {
      if (roots.some((root) => several[index]!.includes(root))) reached.add(other);
    });
  }
  return reached;
}

describe("ids", () => {
  test("an entry that is nowhere on the record is a root like any other", () => {
    expect(rootsOf(seen("O-1", ["O-9"]), () => undefined)).toEqual(["O-1", "O-9"]);
    expect(entryId("O-9")).toBe("O-9");
  });
});
