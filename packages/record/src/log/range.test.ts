import { describe, expect, test } from "vitest";
import { refusal } from "../../testing/log/refusal.ts";
import { vectorPaths, vectorText } from "../../testing/log/vectors.ts";
import { coveringNodes, type NodeId } from "./range.ts";

/** The nodes that cover a range, found by descending from a node above them all. */
function descend(node: NodeId, begin: number, end: number): readonly NodeId[] {
  const from = node.index * 2 ** node.level;
  const to = from + 2 ** node.level;
  if (end <= from || begin >= to) return [];
  if (begin <= from && to <= end) return [node];
  const level = node.level - 1;
  return [
    ...descend({ level, index: node.index * 2 }, begin, end),
    ...descend({ level, index: node.index * 2 + 1 }, begin, end),
  ];
}

const TOP: NodeId = { level: 40, index: 0 };

/** `go test fuzz v1` files: two lines `uint64(n)`. */
const cases = vectorPaths("merkle/compact/testdata/fuzz/FuzzRangeNodes/*").map((path) => {
  const [begin = -1, end = -1] = [...vectorText(path).matchAll(/uint64\((\d+)\)/g)].map((found) =>
    Number(found[1]),
  );
  return { begin, end };
});

describe("the nodes that cover a range", () => {
  test("there are cases of transparency-dev", () => expect(cases).toHaveLength(19));

  test.each(cases)("from $begin to $end are found as by descending", ({ begin, end }) => {
    if (begin > end) {
      expect(refusal(() => coveringNodes({ begin, end }))).toBe("index-out-of-range");
      return;
    }
    expect(coveringNodes({ begin, end })).toEqual(descend(TOP, begin, end));
  });

  test("are found as by descending, for every range within 130 leaves", () => {
    for (let end = 0; end <= 130; end += 1) {
      for (let begin = 0; begin <= end; begin += 1) {
        expect(coveringNodes({ begin, end })).toEqual(descend(TOP, begin, end));
      }
    }
  });

  test("are found in a log as large as there can be", () => {
    const end = Number.MAX_SAFE_INTEGER;
    const nodes = coveringNodes({ begin: 0, end });
    expect(nodes).toHaveLength(53);
    expect(nodes.reduce((sum, { level }) => sum + 2 ** level, 0)).toBe(end);
  });

  test.each([
    [0, 2 ** 53],
    [-1, 3],
    [0.5, 3],
    [0, Number.NaN],
  ])("are not sought from %d to %d", (begin, end) => {
    expect(refusal(() => coveringNodes({ begin, end }))).toBe("size-out-of-range");
  });
});
