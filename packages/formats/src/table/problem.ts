import { type Refusal, Refused } from "@proviso/core/fault";

/** Everything that can be wrong with a file of a foreign format; the codes are stable. */
export type FormatCode =
  | "file-too-large"
  | "not-utf8"
  | "not-csv"
  | "not-zip"
  | "zip-unfit"
  | "zip-too-large"
  | "not-xlsx"
  | "not-xml"
  | "xml-unfit"
  | "xml-too-deep"
  | "too-many-rows"
  | "too-many-columns"
  | "too-many-cells"
  | "cell-too-long"
  | "ragged-row"
  | "no-such-sheet"
  | "cell-unfit"
  | "formula"
  | "error-value"
  | "not-json"
  | "mapping-unfit"
  | "mapping-changed"
  | "no-header"
  | "header-twice"
  | "not-a-number"
  | "not-a-date"
  | "text-cleaned"
  | "unnamed-value"
  | "empty-place"
  | "edition-unfit"
  | "no-instance-id"
  | "no-protocol"
  | "answered-twice"
  | "answer-missing"
  | "answer-unfit"
  | "answer-not-asked"
  | "photograph-missing"
  | "instance-altered";

/** Where something is in a file; parts that do not apply are `null`. */
export interface CellPlace {
  readonly sheet: string | null;
  /** Counted from 1, as a spreadsheet does. */
  readonly row: number | null;
  /** A column's letters, `C`, or the name of a field. */
  readonly column: string | null;
}

/** Something that is wrong with a file, where, and what to do about it. */
export interface FormatProblem extends CellPlace, Refusal<FormatCode> {
  /** A file with an error is refused whole; a warning is read with. */
  readonly severity: "error" | "warning";
}

/** What was read, or why not. */
export type FileReading<Value> =
  | { readonly ok: true; readonly value: Value; readonly warnings: readonly FormatProblem[] }
  | { readonly ok: false; readonly problems: readonly FormatProblem[] };

/** The whole file, and no place in it. */
export const NOWHERE: CellPlace = { sheet: null, row: null, column: null };

/** A problem that refuses the file. */
export function error(
  code: FormatCode,
  place: Partial<CellPlace>,
  message: string,
  remedy: string,
): FormatProblem {
  return { ...NOWHERE, ...place, code, severity: "error", message, remedy };
}

/** A problem with which the file is read all the same. */
export function warning(
  code: FormatCode,
  place: Partial<CellPlace>,
  message: string,
  remedy: string,
): FormatProblem {
  return { ...NOWHERE, ...place, code, severity: "warning", message, remedy };
}

/** Thrown within a reader to leave it at the first problem that makes the rest unreadable. */
export class Unreadable extends Refused<FormatCode> {
  readonly problem: FormatProblem;

  constructor(problem: FormatProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** Runs a reader; what it throws as `Unreadable` is its refusal, anything else is thrown on. */
export function orRefused<Value>(read: () => FileReading<Value>): FileReading<Value> {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Unreadable) return { ok: false, problems: [cause.problem] };
    throw cause;
  }
}
