import { type LeafRange, outOfRange, requireIndex, requireSubtree, splitOf } from "./range.ts";

/** One hash of a proof: what stands beside the way from the bottom to the root. */
export interface ProofStep {
  /** The leaves that the hash is over. */
  readonly sibling: LeafRange;
  /** On which side of the way it stands. */
  readonly side: "left" | "right";
  /** Whether those leaves belong to the older tree, or the subtree, too. */
  readonly isOlder: boolean;
}

/**
 * What a proof consists of. It depends on numbers alone, so that a proof of the wrong length is
 * refused before anything is hashed.
 */
export interface ProofPath {
  /**
   * What the way begins with, where that must be told: the last perfect tree in an older tree that
   * is not perfect itself. `null` where it begins with the leaf, or the older root, known already.
   */
  readonly seed: LeafRange | null;
  /** From the bottom up. */
  readonly steps: readonly ProofStep[];
}

/**
 * The way from a leaf to the root: PATH(m, D[n]) of RFC 6962 §2.1.1.
 *
 * @throws {LogError} `index-out-of-range` or `size-out-of-range`
 */
export function inclusionPath(index: number, size: number): ProofPath {
  requireIndex(index, size);
  return pathBetween({ begin: index, end: index + 1 }, size);
}

/**
 * The way from a leaf to the root of a subtree that holds it.
 *
 * @throws {LogError} `index-out-of-range`, `size-out-of-range` or `not-a-subtree`
 * @see draft-ietf-plants-merkle-tree-certs §4.3
 */
export function subtreeInclusionPath(index: number, subtree: LeafRange): ProofPath {
  const { begin, end } = requireSubtree(subtree);
  requireIndex(index, end);
  if (index < begin) throw outOfRange(`Leaf ${index} stands before ${begin}, where these begin.`);
  const { seed, steps } = inclusionPath(index - begin, end - begin);
  return { seed, steps: steps.map((step) => ({ ...step, sibling: moved(step.sibling, begin) })) };
}

/**
 * The way from a subtree to the root of a tree that holds it. For a subtree that begins at 0 this is
 * SUBPROOF(m, D[n], true) of RFC 6962 §2.1.2.
 *
 * @throws {LogError} `index-out-of-range`, `size-out-of-range` or `not-a-subtree`
 * @see draft-ietf-plants-merkle-tree-certs §4.4
 */
export function subtreePath(subtree: LeafRange, size: number): ProofPath {
  const { begin, end } = requireSubtree(subtree);
  if (end > size) throw outOfRange(`A tree of ${size} leaves holds none up to ${end}.`);
  return begin === end ? { seed: null, steps: [] } : pathBetween(subtree, size);
}

/** How many hashes a proof along this way has. */
export function proofLength({ seed, steps }: ProofPath): number {
  return steps.length + (seed === null ? 0 : 1);
}

/** The recursion of the specifications as a loop: from the root down, then turned round. */
function pathBetween(subtree: LeafRange, size: number): ProofPath {
  const steps: ProofStep[] = [];
  let { begin, end } = subtree;
  let from = 0;
  let width = size;
  let isKnown = true;
  while (begin !== 0 || end !== width) {
    const split = splitOf(width);
    const left = { begin: from, end: from + split };
    const right = { begin: from + split, end: from + width };
    if (end <= split) {
      steps.push({ sibling: right, side: "right", isOlder: false });
      width = split;
      continue;
    }
    // The subtree lies right of the split, or reaches over it; then its left part is told too, and
    // its own root no longer says what is at the bottom.
    steps.push({ sibling: left, side: "left", isOlder: begin < split });
    isKnown &&= begin >= split;
    begin = Math.max(0, begin - split);
    end -= split;
    from += split;
    width -= split;
  }
  const bottom = { begin: from, end: from + width };
  return { seed: isKnown ? null : bottom, steps: steps.reverse() };
}

function moved({ begin, end }: LeafRange, by: number): LeafRange {
  return { begin: begin + by, end: end + by };
}
