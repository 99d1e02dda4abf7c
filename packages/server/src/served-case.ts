import type { ParsedTexts } from "@proviso/language";
import type { RecordDiagnostic, SourceFile, Store, StoredCase } from "@proviso/record";
import type { NoteSigner } from "@proviso/record/log";
import type { KeptRecord, RecordStore } from "@proviso/record/store";
import type { KeptReading } from "./kept-reading.ts";
import type { LiveFeed } from "./live-feed.ts";
import { type Problem, problemOf } from "./problem.ts";
import type { CaseWriter } from "./writing/case-writer.ts";

/** A case in the list of those that are served. */
export interface CaseSummary {
  readonly id: string;
  readonly title: string;
  readonly reconstructed: boolean;
}

/**
 * A case as it goes over the wire: the files as they stand, so that the browser reads, validates
 * and judges them by itself (ADR 0040), and what only the store can know of them.
 */
export interface ServedCase {
  /** What the case says of itself; `null` where `case.json` cannot be understood. */
  readonly case:
    | (CaseSummary & {
        /** The IANA zone on whose clocks its instants are shown. */
        readonly zone: string;
        readonly language: string;
        readonly signatures: "none";
        readonly reading: string | null;
      })
    | null;
  readonly files: readonly SourceFile[];
  /**
   * The files as parsed here, so that a page can be drawn before the language has arrived. The
   * browser parses them again and holds the two against each other.
   */
  readonly parsed: ParsedTexts;
  readonly recordFile: string;
  readonly record: string;
  /** The entries whose attachments do not hold: judged as not intact. */
  readonly notIntact: readonly string[];
  readonly diagnostics: readonly RecordDiagnostic[];
  /**
   * How many entries its log had when it was read, those under a label and those that nobody judges
   * among them; `null` for a case folder, which has no log.
   */
  readonly logSize: number | null;
}

/** A case that is served, under the name by which it is asked for. */
export interface CaseSource {
  readonly id: string;
  readonly store: Store;
  /** Where its signed record is; `null` for a case folder, which has none. */
  readonly records: ServedRecords | null;
}

/** A store of signed records, as it is served. */
export interface ServedRecords {
  readonly store: RecordStore;
  readonly reading: KeptReading;
  readonly feed: LiveFeed;
  /** What writes to a case of it; `null` where it is only read. */
  readonly writer: ((id: string) => CaseWriter) | null;
  /** Signs for a record's log, where its key is here; `null` where there are no keys. */
  readonly logSigner: ((record: KeptRecord) => Promise<NoteSigner | null>) | null;
  /** Whether the keeper's key may be asked to enrol devices. */
  readonly enrols: boolean;
}

/** The problem of a case folder that is asked for its record. */
export function unsigned(): Problem {
  const detail = "Import the folder (proviso import case DIR), and serve the store.";
  return problemOf("record-unsigned", "A case folder has no signed record.", detail);
}

/** Lists what a case is, without what it holds. */
export function summaryOf(id: string, stored: StoredCase): CaseSummary {
  return {
    id,
    title: stored.case?.title ?? id,
    reconstructed: stored.case?.reconstructed ?? false,
  };
}

/** Puts a case into the shape in which it is sent. */
export function servedCase(
  id: string,
  stored: StoredCase,
  parsed: ParsedTexts,
  logSize: number | null,
): ServedCase {
  const { case: metadata } = stored;
  return {
    case:
      metadata === null
        ? null
        : {
            ...summaryOf(id, stored),
            zone: metadata.zone.name,
            language: metadata.language,
            signatures: metadata.signatures,
            reading: metadata.reading,
          },
    files: stored.files,
    parsed,
    recordFile: stored.recordFile,
    record: stored.recordSource(),
    notIntact: stored.entries.flatMap((entry) =>
      entry.kind === "observation" && !entry.intact ? entry.id : [],
    ),
    diagnostics: stored.diagnostics,
    logSize,
  };
}
