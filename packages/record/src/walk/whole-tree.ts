import {
  EMPTY_TREE,
  growTree,
  HASH_BYTES,
  leafHash,
  type ReadNode,
  rangeHash,
  type Sha256,
  type Tree,
} from "../log/index.ts";

/**
 * The tree over a record's leaves, with every hash in it, so that the root at any size that there
 * was can be computed: some 64 bytes a leaf.
 */
export class WholeTree {
  readonly #hash: Sha256;
  /** By level, the hashes of its nodes one after the other. */
  readonly #levels: Uint8Array[] = [];
  #tree: Tree = EMPTY_TREE;

  constructor(hash: Sha256) {
    this.#hash = hash;
  }

  /** Leaves. */
  get size(): number {
    return this.#tree.size;
  }

  /** Adds leaves, as the tree hashes them. */
  add(leaves: readonly Uint8Array[]): void {
    const hashes = leaves.map((leaf) => leafHash(leaf, this.#hash));
    const { tree, completed } = growTree(this.#tree, hashes, this.#hash);
    for (const { level, index, hash } of completed) this.#put(level, index, hash);
    this.#tree = tree;
  }

  /** The hash of a node, where every leaf under it is there. */
  readonly read: ReadNode = ({ level, index }) => {
    const isThere = (index + 1) * 2 ** level <= this.size;
    const at = index * HASH_BYTES;
    return isThere ? this.#levels[level]?.subarray(at, at + HASH_BYTES) : undefined;
  };

  /** @throws {LogError} where there are not so many leaves. */
  rootAt(size: number): Uint8Array {
    return rangeHash({ begin: 0, end: size }, this.read, this.#hash);
  }

  #put(level: number, index: number, hash: Uint8Array): void {
    const end = (index + 1) * HASH_BYTES;
    let hashes = this.#levels[level] ?? new Uint8Array(0);
    if (hashes.length < end) {
      const more = new Uint8Array(Math.max(end, hashes.length * 2));
      more.set(hashes);
      hashes = more;
      this.#levels[level] = hashes;
    }
    hashes.set(hash, end - HASH_BYTES);
  }
}

/** Grows the tree over leaves. */
export function wholeTree(leaves: readonly Uint8Array[], hash: Sha256): WholeTree {
  const tree = new WholeTree(hash);
  tree.add(leaves);
  return tree;
}
