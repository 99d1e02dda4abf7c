export { DELIMITERS, type Delimiter } from "./csv/read-csv.ts";

export type {
  EditionComparison,
  RowChange,
  RowChangeKind,
} from "./register/compare.ts";
export {
  type Edition,
  type EditionExtension,
  extensionOf,
  type RegisterRow,
  readEdition,
} from "./register/edition.ts";
export {
  type RegisterMapping,
  readMapping,
} from "./register/mapping.ts";

export {
  type EditionPlan,
  planEdition,
  rowJson,
} from "./register/plan.ts";

export type { FormatProblem } from "./table/problem.ts";

export {
  observationOf,
  submissionEntryId,
} from "./xforms/observation.ts";
export {
  readSubmissionsCsv,
  readSubmissionXml,
  type Submission,
} from "./xforms/submission.ts";

export { type FormSettings, writeXlsForm, xlsFormSheets } from "./xlsform/xlsform.ts";
export { readXlsx } from "./xlsx/read-xlsx.ts";
