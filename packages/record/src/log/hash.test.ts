import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { vector } from "../../testing/log/vectors.ts";
import { encodeText, toHex } from "./bytes.ts";
import { emptyRoot, leafHash, nodeHash, sha256 } from "./hash.ts";
import { EMPTY_TREE, growTree, rootOf } from "./tree.ts";

interface Hashes {
  readonly empty_root: string;
  readonly leaf: readonly { input_hex?: string; input_utf8?: string; hash: string }[];
  readonly node: readonly { left_utf8: string; right_utf8: string; hash: string }[];
  readonly leaf_inputs_hex: readonly string[];
  readonly roots_by_size: readonly string[];
}

const vectors = vector<Hashes>("rfc6962/merkle.json");
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));

describe("the hashes of RFC 6962", () => {
  test("of a tree without leaves", () => {
    expect(toHex(emptyRoot())).toBe(vectors.empty_root);
  });

  test.each(vectors.leaf)(
    "of the leaf $input_hex$input_utf8",
    ({ input_hex, input_utf8, hash }) => {
      const entry = input_utf8 === undefined ? fromHex(input_hex ?? "") : encodeText(input_utf8);
      expect(toHex(leafHash(entry))).toBe(hash);
    },
  );

  test.each(vectors.node)("of the node over $left_utf8 and $right_utf8", (node) => {
    const children = [encodeText(node.left_utf8), encodeText(node.right_utf8)] as const;
    expect(toHex(nodeHash(...children))).toBe(node.hash);
  });

  test.each(vectors.roots_by_size.map((root, size) => ({ root, size })))(
    "of the tree of $size leaves",
    ({ root, size }) => {
      const leaves = vectors.leaf_inputs_hex.slice(0, size).map((leaf) => leafHash(fromHex(leaf)));
      expect(toHex(rootOf(growTree(EMPTY_TREE, leaves).tree))).toBe(root);
    },
  );

  test("are the same whoever computes SHA-256", () => {
    const other = (message: Uint8Array) =>
      new Uint8Array(createHash("sha256").update(message).digest());
    const entry = encodeText("eleven missiles loaded at Mariel");
    expect(leafHash(entry, other)).toEqual(leafHash(entry, sha256));
  });

  test("never give a leaf the hash of a node", () => {
    const [left, right] = [leafHash(Uint8Array.of(1)), leafHash(Uint8Array.of(2))];
    const disguised = new Uint8Array([...left, ...right]);
    expect(leafHash(disguised)).not.toEqual(nodeHash(left, right));
  });
});
