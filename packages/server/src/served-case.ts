import type { ParsedTexts } from "@proviso/language";
import type { SourceFile, StoredCase } from "@proviso/record";
import type { CaseMetadata, RecordDiagnostic } from "@proviso/record/entries";
import { RECORD_FILE, type RunningCase } from "@proviso/record/kept";
import type { NoteSigner } from "@proviso/record/log";
import type { KeptRecord, RecordStore } from "@proviso/record/store";
import type { CaseAnswer, CaseSummary, LinesAnswer, Problem } from "@proviso/wire";
import type { KeptReading } from "./kept-reading.ts";
import type { LiveFeed } from "./live-feed.ts";
import { problemOf } from "./problem.ts";
import { linesOfFolder, linesOfKept, type ServedLines } from "./served-lines.ts";
import type { CaseWriter } from "./writing/case-writer.ts";

/** A case that is served, under the name by which it is asked for. */
export interface CaseSource {
  readonly id: string;
  /**
   * Reads it as it stands now.
   *
   * @throws {StoreError} where it cannot be read at all.
   */
  readonly open: () => Promise<ServedCase>;
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

/** A case as it was read, in the one shape in which it is served from wherever it is kept. */
export interface ServedCase {
  readonly metadata: CaseMetadata | null;
  readonly files: readonly SourceFile[];
  readonly recordFile: string;
  /** What is wrong with it, but for what goes with its lines. */
  readonly diagnostics: readonly RecordDiagnostic[];
  readonly lines: ServedLines;
}

/** A case folder as it is served. */
export function servedFolder(stored: StoredCase): ServedCase {
  const { case: metadata, files, recordFile, diagnostics } = stored;
  return { metadata, files, recordFile, diagnostics, lines: linesOfFolder(stored) };
}

/** A kept case as it is served. */
export function servedKept(running: RunningCase): ServedCase {
  const { metadata, texts: files, diagnostics } = running;
  return { metadata, files, recordFile: RECORD_FILE, diagnostics, lines: linesOfKept(running) };
}

/** The problem of a case folder that is asked for its record. */
export function unsigned(): Problem {
  const detail = "Import the folder (proviso import case DIR), and serve the store.";
  return problemOf("record-unsigned", "A case folder has no signed record.", detail);
}

/** Lists what a case is, without what it holds. */
export function summaryOf(id: string, { metadata }: Pick<ServedCase, "metadata">): CaseSummary {
  return {
    id,
    title: metadata?.title ?? id,
    reconstructed: metadata?.reconstructed ?? false,
  };
}

/** Puts a case, with the first of its lines, into the shape in which it is sent. */
export function caseAnswer(
  id: string,
  served: ServedCase,
  { prior: _, ...lines }: LinesAnswer,
  parsed: ParsedTexts,
): CaseAnswer {
  const { metadata, files, recordFile } = served;
  return {
    ...lines,
    case:
      metadata === null
        ? null
        : {
            ...summaryOf(id, served),
            zone: metadata.zone.name,
            language: metadata.language,
            signatures: metadata.signatures,
            reading: metadata.reading,
          },
    files,
    parsed,
    recordFile,
    diagnostics: [...served.diagnostics, ...lines.diagnostics],
  };
}
