import { createHash } from "node:crypto";

/**
 * RFC 6962 §2.1 and the subtrees of draft-ietf-plants-merkle-tree-certs, as they are written there:
 * recursion over lists of entries, slow and plainly right. It shares nothing with what it tests.
 */

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** The largest power of two smaller than n. */
function k(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}

/** MTH(D[n]). */
export function treeHash(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Uint8Array.of(0), only);
  const split = k(entries.length);
  const left = treeHash(entries.slice(0, split));
  return sha256(Uint8Array.of(1), left, treeHash(entries.slice(split)));
}

/** PATH(m, D[n]). */
export function auditPath(m: number, entries: readonly Uint8Array[]): readonly Uint8Array[] {
  if (entries.length === 1) return [];
  const split = k(entries.length);
  const [left, right] = [entries.slice(0, split), entries.slice(split)];
  if (m < split) return [...auditPath(m, left), treeHash(right)];
  return [...auditPath(m - split, right), treeHash(left)];
}

/** PROOF(m, D[n]). */
export function consistencyProof(m: number, entries: readonly Uint8Array[]): readonly Uint8Array[] {
  return subproof(m, entries, true);
}

/** SUBPROOF(m, D[n], b). */
function subproof(m: number, entries: readonly Uint8Array[], b: boolean): readonly Uint8Array[] {
  if (m === entries.length) return b ? [] : [treeHash(entries)];
  const split = k(entries.length);
  const [left, right] = [entries.slice(0, split), entries.slice(split)];
  if (m <= split) return [...subproof(m, left, b), treeHash(right)];
  return [...subproof(m - split, right, false), treeHash(left)];
}

/** SUBTREE_PROOF(start, end, D[n]), for a range that is a subtree and not empty. */
export function subtreeProof(
  start: number,
  end: number,
  entries: readonly Uint8Array[],
  b = true,
): readonly Uint8Array[] {
  if (start === 0 && end === entries.length) return b ? [] : [treeHash(entries)];
  const split = k(entries.length);
  const [left, right] = [entries.slice(0, split), entries.slice(split)];
  if (end <= split) return [...subtreeProof(start, end, left, b), treeHash(right)];
  if (split <= start) {
    return [...subtreeProof(start - split, end - split, right, b), treeHash(left)];
  }
  return [...subtreeProof(0, end - split, right, false), treeHash(left)];
}
