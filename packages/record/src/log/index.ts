export { fromBase64, toBase64 } from "./base64.ts";
export { decodeText, encodeText, joinBytes, sameBytes, toHex } from "./bytes.ts";
export {
  type Checkpoint,
  openCheckpoint,
  parseCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
} from "./checkpoint.ts";
export { cosignatureTime, cosigner, noteSigner, noteVerifier } from "./cosignature.ts";
export {
  compareCheckpoints,
  type Prefix,
  proveEquivocation,
  verifyEquivocation,
} from "./equivocation.ts";
export { HASH_BYTES, leafHash, nodeHash, type Sha256, sha256 } from "./hash.ts";
export { formatLeaf, type Leaf, parseLeaf } from "./leaf.ts";
export { LogError, type LogErrorCode } from "./log-error.ts";
export {
  formatNote,
  MAX_NOTE_BYTES,
  type Note,
  type NoteSigner,
  openNote,
  parseNote,
  signNote,
} from "./note.ts";
export {
  formatNoteKey,
  formatNoteSecretKey,
  type HeldKey,
  isSameKey,
  type NoteKey,
  noteKey,
  parseNoteKey,
  parseNoteSecretKey,
} from "./note-key.ts";

export {
  type LogPolicy,
  verifyByPolicy,
} from "./policy.ts";
export { formatPolicy, MAX_POLICY_BYTES, parsePolicy } from "./policy-file.ts";
export {
  type Proof,
  proveAlong,
  rangesAlong,
  verifyConsistency,
  verifyInclusion,
} from "./proof.ts";
export {
  inclusionPath,
  subtreePath,
} from "./proof-path.ts";
export { coveringNodes, type LeafRange, type NodeId } from "./range.ts";
export { formatReceipt } from "./receipt.ts";

export { entriesPath, parseTilePath, tilePath } from "./tile-path.ts";
export {
  decodeBundle,
  decodeTile,
  encodeBundle,
  encodeTile,
  nodesFromTiles,
  TILE_HEIGHT,
  TILE_WIDTH,
  type TileId,
  tilesBetween,
  tileWith,
} from "./tiles.ts";
export {
  EMPTY_TREE,
  growTree,
  openTree,
  type ReadNode,
  rangeHash,
  rootOf,
  type StoredNode,
  type Tree,
} from "./tree.ts";
export {
  addCheckpoint,
  hashOfOrigin,
  type WitnessAnswer,
  type Witnessed,
  type WitnessState,
} from "./witness.ts";
