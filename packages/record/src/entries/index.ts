export { type CaseMetadata, type MetadataReading, readMetadata } from "./case-metadata.ts";
export {
  COMPARTMENT_BYTES,
  type Compartment,
  type CompartmentReader,
} from "./compartment.ts";
export type {
  Answer,
  Countersignature,
  RefusalToSign,
  Remark,
} from "./countersignature.ts";
export { type Declared, declaredBy } from "./declared.ts";
export type { RecordCode, RecordDiagnostic } from "./diagnostic.ts";
export {
  type BindingDiscrepancy,
  type Bindings,
  type BoundFile,
  bindingDiscrepancies,
  bindingFault,
  bindingsAfter,
  bindsItsFiles,
  type CaseDocuments,
  digestInName,
  isJudgedBy,
  MAX_BOUND_FILES,
  NO_BINDINGS,
} from "./documents.ts";
export { ENTRY_VERSION, type EntryReading, readEntry } from "./entry.ts";
export { formatEntry, type Json } from "./format.ts";
export {
  type KeyCompromise,
  type KeyEnrolment,
  type KeyEntry,
  type KeyGenesis,
  type KeyHolder,
  type KeyRevocation,
  type KeyRotation,
  SIGNING_ROLES,
  type SigningRole,
} from "./key.ts";
export {
  MAX_DEPTH,
  MAX_LINE_BYTES,
  MAX_LIST_LENGTH,
  MAX_NAME_LENGTH,
  MAX_NUMBER,
  MAX_PROBLEMS_A_LINE,
  MAX_TEXT_LENGTH,
} from "./limits.ts";
export { type LineReading, type Problem, readLine } from "./line.ts";
export {
  type EntryReference,
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
  type UnjudgedEntry,
  unstamped,
} from "./record-entry.ts";
export { checkReferences, STATEMENT_METHOD } from "./references.ts";
export {
  REGISTER_CHANGES,
  type RegisterChange,
  type RegisterChangeKind,
  type RegisterEdition,
  type RegisterEntry,
  type RegisterRowFields,
} from "./register.ts";
export {
  ITEM_BYTES,
  MAX_SEALED_PLACES,
  type Opening,
  type OpeningScope,
  type Seal,
} from "./sealing.ts";
export { type SkippedLine, type SoundRecord, withoutInvalid } from "./standing.ts";
