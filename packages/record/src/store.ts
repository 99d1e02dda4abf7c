import type { Entry } from "@proviso/core";
import type { CaseMetadata, RecordDiagnostic } from "./entries/index.ts";

/**
 * Where a case is kept. Every adapter reads a case as of one version; those that can be written
 * to add to this port, and append only on the version that was read.
 */
export interface Store {
  /**
   * Reads the case as it stands. What is wrong with it is in the diagnostics, never passed over.
   *
   * @throws {StoreError} where the place cannot be read at all.
   */
  readonly open: () => Promise<StoredCase>;
}

/** A text of a case, not yet parsed: the agreement, a reading or an amendment. */
export interface SourceFile {
  /** Relative to the case, with forward slashes: `readings/us.proviso`. */
  readonly file: string;
  readonly source: string;
}

/** A case as read at one version. */
export interface StoredCase {
  /** `null` where `case.json` cannot be understood; the diagnostics say why. */
  readonly case: CaseMetadata | null;
  /** The agreement first, then the readings, then the amendments, each by name. */
  readonly files: readonly SourceFile[];
  /** The record's file, for places in diagnostics. */
  readonly recordFile: string;
  /** The record as it was written, so that whoever serves it need not write it again. */
  readonly recordSource: string;
  /** The entries without fault, in record order. */
  readonly entries: readonly Entry[];
  /** The line, or the sequence number, of each of them, counted from 1. */
  readonly lines: readonly number[];
  readonly diagnostics: readonly RecordDiagnostic[];
}

/** Why a store cannot be read. */
export type StoreErrorCode = "STORE_NOT_A_FOLDER" | "STORE_UNREADABLE";

/** A store that cannot be read at all: the world failed, not the case. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly remedy: string;

  constructor(code: StoreErrorCode, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreError";
    this.code = code;
    this.remedy = remedy;
  }
}
