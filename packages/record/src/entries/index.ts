export { type CaseMetadata, type MetadataReading, readMetadata } from "./case-metadata.ts";
export { type Declared, declaredBy } from "./declared.ts";
export type { RecordCode, RecordDiagnostic } from "./diagnostic.ts";
export { ENTRY_VERSION, type EntryReading, readEntry } from "./entry.ts";
export { formatEntry } from "./format.ts";
export {
  MAX_DEPTH,
  MAX_LINE_BYTES,
  MAX_LIST_LENGTH,
  MAX_NAME_LENGTH,
  MAX_NUMBER,
  MAX_PROBLEMS_A_LINE,
  MAX_TEXT_LENGTH,
} from "./limits.ts";
export type { Problem } from "./line.ts";
export { type EntryReference, type RecordReading, readRecord, referencesOf } from "./record.ts";
export { checkReferences, STATEMENT_METHOD } from "./references.ts";
export { type SkippedLine, type SoundRecord, withoutInvalid } from "./standing.ts";
