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
export { readXlsx } from "./xlsx/read-xlsx.ts";
