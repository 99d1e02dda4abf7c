export { DELIMITERS, type Delimiter, MAX_CSV_BYTES, readCsv } from "./csv/read-csv.ts";
export { withoutFormula, writeCsv } from "./csv/write-csv.ts";
export {
  bareIdentifier,
  containerCheckDigit,
  IDENTIFIER_KINDS,
  type IdentifierFault,
  type IdentifierKind,
  identifierFault,
  imoCheckDigit,
} from "./identifiers/identifiers.ts";
export {
  type ComparedFlag,
  compareEditions,
  type EditionComparison,
  NO_EDITION,
  ROW_CHANGES,
  type RowChange,
  type RowChangeKind,
  type RowSplit,
} from "./register/compare.ts";
export {
  EDITION_EXTENSIONS,
  type Edition,
  type EditionExtension,
  extensionOf,
  type FlaggedIdentifier,
  type RegisterRow,
  readEdition,
} from "./register/edition.ts";
export {
  type ColumnType,
  type DateFormat,
  type RegisterColumn,
  type RegisterMapping,
  readMapping,
} from "./register/mapping.ts";
export { type Matching, matchRows, type Pair } from "./register/match.ts";
export {
  type EditionFile,
  type EditionPlan,
  type PlannedEntry,
  planEdition,
  rowJson,
} from "./register/plan.ts";
export type { DateShift } from "./register/shift.ts";
export type { ObservationTemplate } from "./register/template.ts";
export type { Value } from "./register/value.ts";
export type { FormatCode, FormatProblem, Place, Reading } from "./table/problem.ts";
export {
  type Cell,
  columnLetters,
  EMPTY,
  TABLE_LIMITS,
  type Table,
  type TableRow,
  type WallMs,
} from "./table/table.ts";
export {
  type FormReading,
  observationOf,
  type SentPhotograph,
  type SubmittedObservation,
  submissionEntryId,
} from "./xforms/observation.ts";
export {
  MAX_SUBMISSION_BYTES,
  type ReviewState,
  readSubmissionsCsv,
  readSubmissionXml,
  type Submission,
} from "./xforms/submission.ts";
export { type NamedProtocol, namedProtocols, SURENESS } from "./xlsform/form-names.ts";
export { type FormSettings, writeXlsForm, xlsFormSheets } from "./xlsform/xlsform.ts";
export { readXlsx } from "./xlsx/read-xlsx.ts";
export { type SheetToWrite, writeXlsx } from "./xlsx/write-xlsx.ts";
