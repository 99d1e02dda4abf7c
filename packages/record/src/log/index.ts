export { fromBase64, toBase64 } from "./base64.ts";
export { decodeText, encodeText, joinBytes, sameBytes, toHex } from "./bytes.ts";
export {
  type Checkpoint,
  type CheckpointKeys,
  type Cosignature,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
} from "./checkpoint.ts";
export { cosignatureTime, cosigner, noteSigner, noteVerifier } from "./cosignature.ts";
export {
  type Comparison,
  compareCheckpoints,
  type Equivocation,
  type Prefix,
  proveEquivocation,
  verifyEquivocation,
} from "./equivocation.ts";
export { emptyRoot, HASH_BYTES, leafHash, nodeHash, type Sha256, sha256 } from "./hash.ts";
export { formatLeaf, type Leaf, parseLeaf } from "./leaf.ts";
export { LogError, type LogErrorCode } from "./log-error.ts";
export {
  formatNote,
  formatSignature,
  isMadeBy,
  MAX_NOTE_BYTES,
  MAX_SIGNATURES,
  type Note,
  type NoteSignature,
  type NoteSigner,
  type NoteVerifier,
  type OpenedNote,
  openNote,
  parseNote,
  signNote,
  type VerifiedSignature,
} from "./note.ts";
export {
  formatKeyId,
  formatNoteKey,
  formatNoteSecretKey,
  type HeldKey,
  type HolderOf,
  isSameKey,
  type NoteKey,
  type NoteKeyType,
  noteKey,
  parseNoteKey,
  parseNoteSecretKey,
  requireKeyName,
} from "./note-key.ts";
export { parseDecimal } from "./number.ts";
export {
  describeQuorum,
  isQuorate,
  type LogPolicy,
  type PolicyCheck,
  type PolicyWitness,
  type Quorum,
  verifyByPolicy,
} from "./policy.ts";
export { formatPolicy, MAX_POLICY_BYTES, parsePolicy } from "./policy-file.ts";
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
export { coveringNodes, type LeafRange, type NodeId } from "./range.ts";
export {
  formatReceipt,
  MAX_RECEIPT_BYTES,
  parseReceipt,
  type Receipt,
  verifyReceipt,
} from "./receipt.ts";
export type { KeyHolder, VerifyEd25519 } from "./signing.ts";
export { entriesPath, parseTilePath, type TilePath, tilePath } from "./tile-path.ts";
export {
  decodeBundle,
  decodeTile,
  encodeBundle,
  encodeTile,
  MAX_ENTRY_BYTES,
  nodesFromTiles,
  requireEntry,
  TILE_HEIGHT,
  TILE_WIDTH,
  type TileId,
  tilesBetween,
  tileWith,
} from "./tiles.ts";
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
export {
  type AddCheckpoint,
  addCheckpoint,
  hashOfOrigin,
  MAX_PROOF_LINES,
  MAX_REQUEST_BYTES,
  parseAddCheckpoint,
  type Witness,
  type WitnessAnswer,
  type Witnessed,
  type WitnessState,
  witnessedCheckpoint,
} from "./witness.ts";
