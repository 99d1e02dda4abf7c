import type { Diagnostic } from "@proviso/core/fault";

/**
 * Everything that can be wrong with a record, a case folder or what they refer to. Codes are
 * stable; the wording of messages is not. `docs/record-format.md` holds the table.
 */
export type RecordCode =
  | "not-json"
  | "line-too-long"
  | "too-deep"
  | "duplicate-field"
  | "not-an-object"
  | "unknown-version"
  | "unknown-kind"
  | "unknown-field"
  | "missing-field"
  | "wrong-type"
  | "unknown-word"
  | "malformed-text"
  | "out-of-range"
  | "not-an-instant"
  | "impossible-interval"
  | "dated-impossibly"
  | "known-decreases"
  | "duplicate-id"
  | "unknown-entry"
  | "later-entry"
  | "refers-to-invalid"
  | "undefined-subject"
  | "undefined-place"
  | "undefined-party"
  | "undefined-authority"
  | "undefined-method"
  | "undefined-clause"
  | "undefined-part"
  | "undefined-instrument"
  | "undefined-text"
  | "hash-mismatch"
  | "attachment-mismatch"
  | "missing-file"
  | "unbound-file"
  | "unreadable-file"
  | "file-too-large"
  | "too-many-files"
  | "outside-folder"
  | "not-utf8";

/** One thing that is wrong with a record or its folder. An error keeps its entry out. */
export interface RecordDiagnostic extends Diagnostic<RecordCode> {
  /** The id of the entry, as far as the line gives one. */
  readonly entry: string | null;
}
