import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entriesOf, grown } from "../../testing/log/grown.ts";
import {
  auditPath,
  consistencyProof,
  subtreeProof,
  treeHash,
} from "../../testing/log/recursion.ts";
import { refusal } from "../../testing/log/refusal.ts";
import { RUNS_TIMEOUT_MS, runs } from "../../testing/log/runs.ts";
import {
  type Proof,
  proveAlong,
  verifyConsistency,
  verifyInclusion,
  verifySubtree,
  verifySubtreeInclusion,
} from "./proof.ts";
import { inclusionPath, subtreeInclusionPath, subtreePath } from "./proof-path.ts";
import type { LeafRange } from "./range.ts";

const LARGEST = 300;
const entries = entriesOf(LARGEST);
const { leaves, read } = grown(entries);
const roots = Array.from({ length: LARGEST + 1 }, (_, size) => treeHash(entries.slice(0, size)));
const rootAt = (size: number) => roots[size] as Uint8Array;
const leafAt = (index: number) => leaves[index] as Uint8Array;

const place = fc
  .integer({ min: 1, max: LARGEST })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));

const sizes = fc
  .integer({ min: 1, max: LARGEST })
  .chain((newer) =>
    fc.record({ newer: fc.constant(newer), older: fc.integer({ min: 1, max: newer }) }),
  );

/** A subtree that is not empty, and a tree that holds it. */
const subtrees = fc
  .record({ level: fc.nat(8), at: fc.nat(LARGEST), cut: fc.nat(LARGEST), more: fc.nat(LARGEST) })
  .map(({ level, at, cut, more }) => {
    const width = 2 ** level;
    const begin = (at % Math.ceil(LARGEST / width)) * width;
    const least = level === 0 ? 1 : width / 2 + 1;
    const end = Math.min(LARGEST, begin + least + (cut % (width - least + 1)));
    return { subtree: { begin, end }, size: end + (more % (LARGEST - end + 1)) };
  })
  .filter(({ subtree: { begin, end } }) => begin < end);

/** What a hand that does not know better, or does, may do to a proof. */
type Mutation = (proof: Proof) => Proof;

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ at: fc.nat(), bit: fc.nat(255) }).map(
    ({ at, bit }): Mutation =>
      (proof) =>
        proof.map((one, place) => (place === at % proof.length ? flipped(one, bit) : one)),
  ),
  fc.nat().map(
    (at): Mutation =>
      (proof) =>
        proof.filter((_, place) => place !== at % proof.length),
  ),
  fc.record({ at: fc.nat(), hash: fc.uint8Array({ minLength: 32, maxLength: 32 }) }).map(
    ({ at, hash }): Mutation =>
      (proof) =>
        proof.toSpliced(at % (proof.length + 1), 0, hash),
  ),
  fc.nat().map(
    (at): Mutation =>
      (proof) =>
        proof.length < 2 ? proof : swapped(proof, at % (proof.length - 1)),
  ),
  fc.nat().map(
    (at): Mutation =>
      (proof) =>
        proof.map((one, place) => (place === at % proof.length ? one.slice(1) : one)),
  ),
  fc.nat().map(
    (at): Mutation =>
      (proof) =>
        proof.map((one, place) =>
          place === at % proof.length ? Uint8Array.from([...one, 0]) : one,
        ),
  ),
);

function flipped(hash: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(hash);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

function swapped(proof: Proof, at: number): Proof {
  return proof.with(at, proof[at + 1] as Uint8Array).with(at + 1, proof[at] as Uint8Array);
}

function sameProof(a: Proof, b: Proof): boolean {
  return (
    a.length === b.length && a.every((one, at) => Buffer.compare(one, b[at] as Uint8Array) === 0)
  );
}

/** A check accepts what was proven, and nothing that was made of it. */
function acceptsOnly(proof: Proof, mutate: Mutation, check: (proof: Proof) => void): void {
  expect(refusal(() => check(proof))).toBe(null);
  const other = mutate(proof);
  if (!sameProof(proof, other)) expect(refusal(() => check(other))).not.toBe(null);
}

describe("a proof of inclusion", () => {
  test(
    "is the audit path of RFC 6962, and no mutation of it passes",
    () => {
      fc.assert(
        fc.property(place, mutation, ({ size, index }, mutate) => {
          const proof = proveAlong(inclusionPath(index, size), read);
          expect(proof).toEqual(auditPath(index, entries.slice(0, size)));
          acceptsOnly(proof, mutate, (one) =>
            verifyInclusion({ index, leaf: leafAt(index), size, root: rootAt(size) }, one),
          );
        }),
        { numRuns: runs(300) },
      );
    },
    RUNS_TIMEOUT_MS,
  );

  test(
    "passes for no other entry, place or root",
    () => {
      fc.assert(
        fc.property(place, fc.nat(LARGEST - 1), fc.nat(255), ({ size, index }, other, bit) => {
          const proof = proveAlong(inclusionPath(index, size), read);
          const claim = { index, leaf: leafAt(index), size, root: rootAt(size) };
          const wrong = [
            { ...claim, root: flipped(claim.root, bit) },
            { ...claim, leaf: flipped(claim.leaf, bit) },
            { ...claim, leaf: leafAt(index).slice(1) },
            ...(other === index ? [] : [{ ...claim, index: other }]),
            ...(other === index ? [] : [{ ...claim, leaf: leafAt(other) }]),
          ];
          for (const one of wrong)
            expect(refusal(() => verifyInclusion(one, proof))).not.toBe(null);
        }),
        { numRuns: runs(300) },
      );
    },
    RUNS_TIMEOUT_MS,
  );
});

describe("a proof of consistency", () => {
  test(
    "is that of RFC 6962, and no mutation of it passes",
    () => {
      fc.assert(
        fc.property(sizes, mutation, ({ older, newer }, mutate) => {
          const proof = proveAlong(subtreePath({ begin: 0, end: older }, newer), read);
          expect(proof).toEqual(consistencyProof(older, entries.slice(0, newer)));
          acceptsOnly(proof, mutate, (one) => verifyConsistency(claimOf(older, newer), one));
        }),
        { numRuns: runs(300) },
      );
    },
    RUNS_TIMEOUT_MS,
  );

  test(
    "passes for no other root, older or newer",
    () => {
      fc.assert(
        fc.property(sizes, fc.nat(255), ({ older, newer }, bit) => {
          const proof = proveAlong(subtreePath({ begin: 0, end: older }, newer), read);
          const claim = claimOf(older, newer);
          const wrong = [
            { ...claim, olderRoot: flipped(claim.olderRoot, bit) },
            { ...claim, newerRoot: flipped(claim.newerRoot, bit) },
          ];
          for (const one of wrong) {
            expect(refusal(() => verifyConsistency(one, proof))).not.toBe(null);
          }
        }),
        { numRuns: runs(300) },
      );
    },
    RUNS_TIMEOUT_MS,
  );

  test(
    "cannot be had from a log whose past was changed",
    () => {
      fc.assert(
        fc.property(sizes, fc.nat(), ({ older, newer }, at) => {
          const changed = entries.slice(0, newer).with(at % older, Uint8Array.of(1));
          const proof = consistencyProof(older, changed);
          const claim = { ...claimOf(older, newer), newerRoot: treeHash(changed) };
          expect(refusal(() => verifyConsistency(claim, proof))).toBe("consistency-mismatch");
        }),
        { numRuns: runs(300) },
      );
    },
    RUNS_TIMEOUT_MS,
  );

  const claimOf = (older: number, newer: number) => ({
    olderSize: older,
    olderRoot: rootAt(older),
    newerSize: newer,
    newerRoot: rootAt(newer),
  });
});

describe("a proof about a subtree", () => {
  const hashOf = ({ begin, end }: LeafRange) => treeHash(entries.slice(begin, end));

  test(
    "leads from it to the tree, and no mutation of it passes",
    () => {
      fc.assert(
        fc.property(subtrees, mutation, ({ subtree, size }, mutate) => {
          const { begin, end } = subtree;
          const proof = proveAlong(subtreePath(subtree, size), read);
          expect(proof).toEqual(subtreeProof(begin, end, entries.slice(0, size)));
          acceptsOnly(proof, mutate, (one) =>
            verifySubtree(subtree, hashOf(subtree), size, rootAt(size), one),
          );
        }),
        { numRuns: runs(300) },
      );
    },
    RUNS_TIMEOUT_MS,
  );

  test(
    "leads from an entry to it, and no mutation of it passes",
    () => {
      fc.assert(
        fc.property(subtrees, fc.nat(), mutation, ({ subtree }, at, mutate) => {
          const { begin, end } = subtree;
          const index = begin + (at % (end - begin));
          const proof = proveAlong(subtreeInclusionPath(index, subtree), read);
          expect(proof).toEqual(auditPath(index - begin, entries.slice(begin, end)));
          acceptsOnly(proof, mutate, (one) =>
            verifySubtreeInclusion(index, leafAt(index), subtree, hashOf(subtree), one),
          );
        }),
        { numRuns: runs(300) },
      );
    },
    RUNS_TIMEOUT_MS,
  );
});

describe("in the largest log that there can be", () => {
  const size = Number.MAX_SAFE_INTEGER;

  test("a proof has at most 53 hashes, and its path is exact", () => {
    for (const index of [0, 1, 2 ** 52 - 1, 2 ** 52, size - 2, size - 1]) {
      const { steps } = inclusionPath(index, size);
      expect(steps.length).toBeLessThanOrEqual(53);
      const covered = steps.reduce((sum, { sibling }) => sum + (sibling.end - sibling.begin), 1);
      expect(covered).toBe(size);
    }
  });

  test("no proof is sought beyond it", () => {
    expect(refusal(() => inclusionPath(0, size + 1))).toBe("size-out-of-range");
    expect(refusal(() => inclusionPath(size, size))).toBe("index-out-of-range");
  });
});
