import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entriesOf, grown, storeOf } from "../../testing/log/grown.ts";
import { treeHash } from "../../testing/log/recursion.ts";
import { refusal } from "../../testing/log/refusal.ts";
import { requireSubtree } from "./range.ts";
import { EMPTY_TREE, growTree, openTree, rangeHash, rootOf, type StoredNode } from "./tree.ts";

const LARGEST = 300;
const entries = entriesOf(LARGEST);
const { leaves, read } = grown(entries);

describe("a tree that grows", () => {
  test("has the root that the recursion gives, at every size", () => {
    for (let size = 0; size <= LARGEST; size += 1) {
      const expected = treeHash(entries.slice(0, size));
      expect(rootOf(growTree(EMPTY_TREE, leaves.slice(0, size)).tree)).toEqual(expected);
      expect(rootOf(openTree(size, read))).toEqual(expected);
    }
  });

  test("is the same in whatever batches it grew, and stores each node once", () => {
    const batches = fc.array(fc.nat(70), { maxLength: 12 });
    fc.assert(
      fc.property(batches, (counts) => {
        let tree = EMPTY_TREE;
        const stored: StoredNode[] = [];
        for (const count of counts) {
          const grown = growTree(tree, leaves.slice(tree.size, tree.size + count));
          tree = grown.tree;
          stored.push(...grown.completed);
        }
        const whole = growTree(EMPTY_TREE, leaves.slice(0, tree.size));
        expect(tree).toEqual(whole.tree);
        expect(stored).toEqual(whole.completed);
        const places = new Set(stored.map(({ level, index }) => `${level}/${index}`));
        expect(places.size).toBe(stored.length);
        expect(openTree(tree.size, storeOf(stored))).toEqual(tree);
      }),
    );
  });

  test("leaves the tree that it grew from as it was", () => {
    const before = growTree(EMPTY_TREE, leaves.slice(0, 5)).tree;
    const kept = { size: before.size, roots: before.roots.map((root) => Uint8Array.from(root)) };
    growTree(before, leaves.slice(5, 20));
    expect(before).toEqual(kept);
  });

  test("takes up nothing but hashes of 32 bytes", () => {
    expect(refusal(() => growTree(EMPTY_TREE, [new Uint8Array(31)]))).toBe("hash-malformed");
    expect(refusal(() => openTree(1, () => new Uint8Array(33)))).toBe("hash-malformed");
  });

  test("says which node is missing from a store", () => {
    expect(refusal(() => openTree(3, () => undefined))).toBe("node-missing");
  });
});

describe("the hash over a range", () => {
  test("is that of the tree over its leaves, for every subtree within 130 leaves", () => {
    for (let end = 0; end <= 130; end += 1) {
      for (let begin = 0; begin <= end; begin += 1) {
        if (refusal(() => requireSubtree({ begin, end })) !== null) continue;
        const expected = treeHash(entries.slice(begin, end));
        expect(rangeHash({ begin, end }, read)).toEqual(expected);
      }
    }
  });
});
