export { checkpointSigner } from "./checkpoint-signer.ts";
export type { Author, Draft } from "./drafts.ts";
export type { Admitted, Checked, Gate, Placing, Submission } from "./gate.ts";
export {
  type FolderToImport,
  type Imported,
  type ImportOptions,
  type ImportPlan,
  importCase,
  planImport,
} from "./import-case.ts";
export { DEFAULT_LIMITS, type WriterLimits } from "./limits.ts";
export { type Refusal, RefusedEntry } from "./refused-entry.ts";
export type { GateFacts, GateState } from "./signed-gate.ts";
export {
  giveBackOnFailure,
  ownLogSigner,
  type SignedGroup,
  type TakenRecord,
  takeUp,
  type WritingOptions,
} from "./signed-record.ts";
export { type Kept, openWriting, type Writing } from "./signed-writing.ts";
export type { Standing } from "./standing.ts";
export type { Group, MakeGroup } from "./transaction.ts";
export {
  type GroupOutcome,
  type News,
  type Receipt,
  type Taken,
  Writer,
  type WriterOptions,
} from "./writer.ts";
