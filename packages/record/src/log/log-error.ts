import { Fault } from "@proviso/core/fault";

/**
 * Everything that can be wrong with a log, its proofs and its files. Codes are stable; the wording
 * of messages is not.
 */
export type LogErrorCode =
  // Numbers and hashes.
  | "number-malformed"
  | "size-out-of-range"
  | "index-out-of-range"
  | "not-a-subtree"
  | "hash-malformed"
  | "base64-malformed"
  | "not-utf8"
  // Trees and proofs.
  | "node-missing"
  | "proof-length"
  | "proof-meaningless"
  | "inclusion-mismatch"
  | "consistency-mismatch"
  // Signed notes.
  | "note-malformed"
  | "note-too-long"
  | "too-many-signatures"
  | "key-name-malformed"
  | "key-malformed"
  | "key-unsupported"
  | "key-id-mismatch"
  | "key-id-collision"
  | "signature-invalid"
  | "no-known-signature"
  // Checkpoints and cosignatures.
  | "checkpoint-malformed"
  | "checkpoint-extended"
  | "origin-mismatch"
  | "time-out-of-range"
  // Leaves and tiles.
  | "leaf-malformed"
  | "tile-path-malformed"
  | "tile-malformed"
  | "tile-out-of-range"
  | "bundle-malformed"
  | "entry-too-long"
  // Witnesses, policies, receipts, proofs of equivocation.
  | "request-malformed"
  | "policy-malformed"
  | "log-unknown"
  | "quorum-missing"
  | "receipt-malformed"
  | "equivocation-malformed"
  | "equivocation-unproven";

/**
 * The only thing that this folder throws. Checks throw rather than answer `false`: an answer that
 * nobody looks at would let a forged proof pass.
 */
export class LogError extends Fault<LogErrorCode> {}
