export { fromBase64, toBase64 } from "./base64.ts";
export { decodeText, encodeText, joinBytes, sameBytes, toHex } from "./bytes.ts";
export { emptyRoot, HASH_BYTES, leafHash, nodeHash, type Sha256, sha256 } from "./hash.ts";
export { LogError, type LogErrorCode } from "./log-error.ts";
export { parseDecimal } from "./number.ts";
export {
  type ConsistencyClaim,
  type InclusionClaim,
  type Proof,
  proveAlong,
  rangesAlong,
  verifyConsistency,
  verifyInclusion,
  verifySubtree,
  verifySubtreeInclusion,
} from "./proof.ts";
export {
  inclusionPath,
  type ProofPath,
  type ProofStep,
  proofLength,
  subtreeInclusionPath,
  subtreePath,
} from "./proof-path.ts";
export {
  coveringNodes,
  type LeafRange,
  type NodeId,
} from "./range.ts";
export {
  EMPTY_TREE,
  type Growth,
  growTree,
  openTree,
  type ReadNode,
  rangeHash,
  rootOf,
  type StoredNode,
  type Tree,
} from "./tree.ts";
