import { sameBytes, toHex } from "./bytes.ts";
import { emptyRoot, nodeHash, requireHash, type Sha256, sha256 } from "./hash.ts";
import { LogError } from "./log-error.ts";
import {
  inclusionPath,
  type ProofPath,
  proofLength,
  subtreeInclusionPath,
  subtreePath,
} from "./proof-path.ts";
import { type LeafRange, requireSubtree } from "./range.ts";
import { type ReadNode, rangeHash } from "./tree.ts";

/** The hashes of a proof, from the bottom up, 32 bytes each. */
export type Proof = readonly Uint8Array[];

/** What a proof that one tree continues another speaks about. */
export interface ConsistencyClaim {
  /** Leaves of the older tree; at least 1. */
  readonly olderSize: number;
  readonly olderRoot: Uint8Array;
  readonly newerSize: number;
  readonly newerRoot: Uint8Array;
}

/** What a proof that a tree holds an entry speaks about. */
export interface InclusionClaim {
  /** Counted from 0. */
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Makes the proof along a path from stored hashes: `inclusionPath`, `subtreePath` and their kin say
 * which path. Those who must bring the hashes first find them with `coveringNodes`.
 *
 * @throws {LogError} `node-missing` or `hash-malformed`
 */
export function proveAlong(path: ProofPath, read: ReadNode, hash: Sha256 = sha256): Proof {
  return rangesAlong(path).map((range) => rangeHash(range, read, hash));
}

/** The leaves of which a proof along a path needs the hash, in the proof's order. */
export function rangesAlong({ seed, steps }: ProofPath): readonly LeafRange[] {
  const ranges = steps.map(({ sibling }) => sibling);
  return seed === null ? ranges : [seed, ...ranges];
}

/**
 * Checks that a tree holds an entry at an index (RFC 6962 §2.1.1, RFC 9162 §2.1.3.2).
 *
 * @throws {LogError} `inclusion-mismatch` where it does not; `proof-length`, `index-out-of-range`,
 * `size-out-of-range` or `hash-malformed` where the proof cannot be one.
 */
export function verifyInclusion(claim: InclusionClaim, proof: Proof, hash: Sha256 = sha256): void {
  const path = inclusionPath(claim.index, claim.size);
  const computed = climb(path, requireHash(claim.leaf), proof, hash).newer;
  if (!sameBytes(computed, claim.root)) throw notIncluded(claim.index, computed, claim.root);
}

/**
 * Checks that a subtree holds an entry at an index, which is counted in the whole tree.
 *
 * @throws {LogError} as `verifyInclusion`, and `not-a-subtree`
 * @see draft-ietf-plants-merkle-tree-certs §4.3.2
 */
export function verifySubtreeInclusion(
  index: number,
  leaf: Uint8Array,
  subtree: LeafRange,
  root: Uint8Array,
  proof: Proof,
  hash: Sha256 = sha256,
): void {
  const path = subtreeInclusionPath(index, subtree);
  const computed = climb(path, requireHash(leaf), proof, hash).newer;
  if (!sameBytes(computed, root)) throw notIncluded(index, computed, root);
}

/**
 * Checks that a tree continues another: the same leaves in the same order, and then perhaps more
 * (RFC 6962 §2.1.2, RFC 9162 §2.1.4.2).
 *
 * @throws {LogError} `consistency-mismatch` where it does not; `proof-meaningless` from a tree
 * without leaves, which anything continues; `proof-length`, `index-out-of-range`,
 * `size-out-of-range` or `hash-malformed` where the proof cannot be one.
 */
export function verifyConsistency(
  claim: ConsistencyClaim,
  proof: Proof,
  hash: Sha256 = sha256,
): void {
  if (claim.olderSize === 0) {
    throw new LogError(
      "proof-meaningless",
      "A tree without leaves is continued by every tree; a proof of it would prove nothing.",
      "Start from a checkpoint that holds at least one entry.",
    );
  }
  const older = { begin: 0, end: claim.olderSize };
  verifySubtree(older, claim.olderRoot, claim.newerSize, claim.newerRoot, proof, hash);
}

/**
 * Checks that a tree holds a subtree. An empty subtree is in every tree: its root must be that of
 * no leaves, and its proof empty.
 *
 * @throws {LogError} as `verifyConsistency`, and `not-a-subtree`
 * @see draft-ietf-plants-merkle-tree-certs §4.4.3
 */
export function verifySubtree(
  subtree: LeafRange,
  subtreeRoot: Uint8Array,
  size: number,
  root: Uint8Array,
  proof: Proof,
  hash: Sha256 = sha256,
): void {
  const path = subtreePath(requireSubtree(subtree), size);
  const { older, newer } = climb(path, subtreeRoot, proof, hash);
  if (subtree.begin === subtree.end) {
    if (!sameBytes(subtreeRoot, emptyRoot(hash))) throw notConsistent(emptyRoot(hash), subtreeRoot);
    return;
  }
  if (!sameBytes(older, subtreeRoot)) throw notConsistent(older, subtreeRoot);
  if (!sameBytes(newer, root)) throw notConsistent(newer, root);
}

/** Hashes along a path; what is known stands at its bottom unless the proof tells that too. */
function climb(
  path: ProofPath,
  known: Uint8Array,
  proof: Proof,
  hash: Sha256,
): { readonly older: Uint8Array; readonly newer: Uint8Array } {
  requireLength(path, proof);
  const siblings = path.seed === null ? proof : proof.slice(1);
  const bottom = path.seed === null ? known : requireHash(proof[0] as Uint8Array);
  let older = bottom;
  let newer = bottom;
  path.steps.forEach(({ side, isOlder }, at) => {
    const sibling = requireHash(siblings[at] as Uint8Array);
    const [left, right] = side === "left" ? [sibling, newer] : [newer, sibling];
    newer = nodeHash(requireHash(left), requireHash(right), hash);
    if (isOlder) older = nodeHash(sibling, older, hash);
  });
  return { older, newer };
}

function requireLength(path: ProofPath, proof: Proof): void {
  const length = proofLength(path);
  if (proof.length === length) return;
  throw new LogError(
    "proof-length",
    `Between these sizes a proof has ${length} hashes; this one has ${proof.length}.`,
    "Ask for the proof again, for exactly these sizes.",
  );
}

function notIncluded(index: number, computed: Uint8Array, root: Uint8Array): LogError {
  return new LogError(
    "inclusion-mismatch",
    `The proof leads from entry ${index} to ${toHex(computed)}, not to the root ${toHex(root)}.`,
    "The entry, its place or the log was changed: compare with another copy of the record.",
  );
}

function notConsistent(computed: Uint8Array, root: Uint8Array): LogError {
  return new LogError(
    "consistency-mismatch",
    `The proof leads to ${toHex(computed)}, not to the root ${toHex(root)}.`,
    "One tree does not continue the other: keep both checkpoints, they may prove equivocation.",
  );
}
