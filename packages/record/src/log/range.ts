import { LogError } from "./log-error.ts";
import { requireSize } from "./number.ts";

/** The leaves from `begin` on, before `end`; counted from 0. */
export interface LeafRange {
  readonly begin: number;
  readonly end: number;
}

/**
 * A node of which every leaf is there: the root of leaves [index × 2^level, (index + 1) × 2^level).
 * Its hash never changes again, so that only such nodes are stored.
 */
export interface NodeId {
  /** 0 for leaves. */
  readonly level: number;
  /** Counted from 0 within the level. */
  readonly index: number;
}

/**
 * The fewest nodes that together cover the leaves of a range, from left to right: what is called
 * its compact range.
 *
 * @throws {LogError} `size-out-of-range`, or `index-out-of-range` where the range ends before it
 * begins.
 */
export function coveringNodes({ begin, end }: LeafRange): readonly NodeId[] {
  requireRange({ begin, end });
  const nodes: NodeId[] = [];
  let at = begin;
  while (at < end) {
    let level = 0;
    let width = 1;
    // A node of twice the width must begin where one can, and end within the range.
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      level += 1;
      width *= 2;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

/** The largest power of two smaller than `size`, which is 2 or more (RFC 6962 §2.1). */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * Passes on a range that can be a subtree: one that begins at a multiple of the smallest power of
 * two that is not less than its length. A tree, a leaf and an empty range are such ranges.
 *
 * @throws {LogError} `size-out-of-range`, `index-out-of-range` or `not-a-subtree`
 * @see draft-ietf-plants-merkle-tree-certs §4.1
 */
export function requireSubtree(range: LeafRange): LeafRange {
  const { begin, end } = requireRange(range);
  if (begin === end || begin % widthFor(end - begin) === 0) return range;
  throw new LogError(
    "not-a-subtree",
    `The leaves ${begin} to ${end} are not what one node stands over.`,
    "Begin at a multiple of the smallest power of two that holds as many leaves.",
  );
}

/**
 * Passes on a range of which the numbers are sizes and which does not end before it begins.
 *
 * @throws {LogError} `size-out-of-range` or `index-out-of-range`
 */
export function requireRange(range: LeafRange): LeafRange {
  requireSize(range.begin);
  requireSize(range.end);
  if (range.begin <= range.end) return range;
  throw outOfRange(`The range ends at ${range.end}, before it begins at ${range.begin}.`);
}

/**
 * Passes on the index of a leaf that a tree of `size` leaves has.
 *
 * @throws {LogError} `size-out-of-range` or `index-out-of-range`
 */
export function requireIndex(index: number, size: number): number {
  requireSize(size);
  if (requireSize(index) < size) return index;
  throw outOfRange(`A log of ${size} entries has none at ${index}; it counts from 0.`);
}

/**
 * What to throw where leaves are asked for that are not there.
 *
 * @param message - what was asked for, and what there is.
 */
export function outOfRange(message: string): LogError {
  return new LogError(
    "index-out-of-range",
    message,
    "Ask within the size of the checkpoint, or take a newer checkpoint.",
  );
}

function widthFor(length: number): number {
  let width = 1;
  while (width < length) width *= 2;
  return width;
}
