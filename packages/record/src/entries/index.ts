export { type CaseMetadata, readMetadata } from "./case-metadata.ts";
export {
  COMPARTMENT_BYTES,
  type Compartment,
} from "./compartment.ts";
export type { Answer } from "./countersignature.ts";

export type { RecordCode, RecordDiagnostic } from "./diagnostic.ts";
export {
  type BindingDiscrepancy,
  type Bindings,
  type BoundFile,
  bindingDiscrepancies,
  bindingFault,
  bindingsAfter,
  bindsItsFiles,
  digestInName,
  isJudgedBy,
  MAX_BOUND_FILES,
  NO_BINDINGS,
} from "./documents.ts";

export {
  type KeyCompromise,
  type KeyEnrolment,
  type KeyEntry,
  type KeyGenesis,
  type KeyRevocation,
  type KeyRotation,
  SIGNING_ROLES,
  type SigningRole,
} from "./key.ts";
export {
  MAX_LINE_BYTES,
  MAX_LIST_LENGTH,
  MAX_NAME_LENGTH,
} from "./limits.ts";
export { type Problem, readLine } from "./line.ts";
export {
  type GrowingRecord,
  growingRecord,
  inRecordOrder,
  type LinedRegisterEntry,
  type RecordReading,
  readRecord,
  recordOf,
  referencesOf,
} from "./record.ts";
export {
  formatRecordEntry,
  isJudged,
  isOfRegister,
  RECORD_READERS,
  type RecordEntry,
  readRecordEntry,
  recordReferencesOf,
  unstamped,
} from "./record-entry.ts";
export { checkReferences, type ReferenceCheck, referenceCheck } from "./references.ts";
export type {
  RegisterEdition,
  RegisterEntry,
} from "./register.ts";
export {
  ITEM_BYTES,
  MAX_SEALED_PLACES,
  type Opening,
  type OpeningScope,
  type Seal,
} from "./sealing.ts";
export { type SkippedLine, withoutInvalid } from "./skipped.ts";
