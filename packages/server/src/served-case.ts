import type { ParsedTexts } from "@proviso/language";
import type { Store, StoredCase } from "@proviso/record";
import type { NoteSigner } from "@proviso/record/log";
import type { KeptRecord, RecordStore } from "@proviso/record/store";
import type { CaseAnswer, CaseSummary, Problem } from "@proviso/wire";
import type { KeptReading } from "./kept-reading.ts";
import type { LiveFeed } from "./live-feed.ts";
import { problemOf } from "./problem.ts";
import type { CaseWriter } from "./writing/case-writer.ts";

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
): CaseAnswer {
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
