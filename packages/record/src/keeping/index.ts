export { type ProjectionSource, sourceOf } from "../projection.ts";
export { versionMoved } from "../rows.ts";
export type { GroupOutcome } from "./append-groups.ts";
export { backUp, restore } from "./backup.ts";
export type { FileToBind } from "./binding.ts";
export { type Carried, copyCase, moveCase } from "./copy-case.ts";
export { readFolderFiles } from "./folder-files.ts";
export {
  type FolderToImport,
  type Imported,
  type ImportOptions,
  type ImportPlan,
  importCase,
  planImport,
} from "./import-case.ts";
export {
  composeStored,
  type KeptCase,
  linesOf,
  openKeptCase,
  readKeptCase,
  storedCaseOf,
  textsOf,
} from "./kept-case.ts";
export { keptRootOf, tileHashesOf } from "./kept-log.ts";
export { keyRingOf } from "./key-ring.ts";
export { lineOf, nodeHash, type ReadEntry, readEntries } from "./read-entries.ts";
export { type Refusal, RefusedEntry } from "./refused-entry.ts";
export {
  openSharedWriting,
  type SharedWriting,
  type SignedGroup,
  type WritingMemory,
} from "./shared-writing.ts";
export { type GateFacts, type GateState, signedGate, stateAfter } from "./signed-gate.ts";
export { type CaseFiles, type CaseTerms, documentsFrom, readFiles, termsOfCase } from "./terms.ts";
export {
  changesInRows,
  type PlacedEntry,
  VERDICT_CHANGES,
  type VerdictBasis,
  type VerdictChange,
  verdictChanges,
  verdictProjector,
} from "./verdict-changes.ts";
export { type VerifiedEntry, verifiedEntries } from "./verified-entries.ts";
export {
  type Author,
  type Draft,
  type Kept,
  openWriting,
  ownLogSigner,
  type Writing,
  type WritingOptions,
} from "./writing.ts";
