export type { Tip } from "../store/tip.ts";
export { checkpointSigner } from "./checkpoint-signer.ts";
export type { Author, Draft } from "./drafts.ts";
export type { CheckedEntry, EntryGate, SentEntry } from "./gate.ts";
export {
  type FolderToImport,
  type ImportPlan,
  importCase,
  planImport,
} from "./import-case.ts";
export type { WriterLimits } from "./limits.ts";
export { RefusedEntry } from "./refused-entry.ts";
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

export {
  type GroupOutcome,
  type News,
  type Receipt,
  Writer,
} from "./writer.ts";
