export type { GroupOutcome } from "./append-groups.ts";
export { checkpointSigner } from "./checkpoint-signer.ts";
export type { Admission, Checked, Gate, Placing, Submission } from "./gate.ts";
export {
  type FolderToImport,
  type Imported,
  type ImportOptions,
  type ImportPlan,
  importCase,
  planImport,
} from "./import-case.ts";
export { DEFAULT_LIMITS, type SequencerLimits } from "./limits.ts";
export { idempotencyOf, routeOf } from "./opaque.ts";
export type { Head, Receipt, Sequencer, SequencerOptions } from "./port.ts";
export { type Refusal, RefusedEntry } from "./refused-entry.ts";
export { openSequencer } from "./sequencer.ts";
export {
  openSharedWriting,
  type SharedWriting,
  type SignedGroup,
  type WritingMemory,
} from "./shared-writing.ts";
export { type GateFacts, type GateState, signedGate, stateAfter } from "./signed-gate.ts";
export {
  type Author,
  type Draft,
  type Kept,
  openWriting,
  ownLogSigner,
  type Writing,
  type WritingOptions,
} from "./signed-writing.ts";
