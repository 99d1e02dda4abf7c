import {
  type Codex,
  codexOf,
  type Entry,
  type EntryId,
  type Id,
  type Instant,
  id,
  openVerdicts,
  type Text,
  type Verdicts,
  zone,
} from "@proviso/core";
import type { Diagnostic } from "@proviso/core/fault";
import { checkReferences, readRecord } from "@proviso/record/entries";
import type { CaseAnswer } from "@proviso/wire";
import { type Clock, clockOf } from "../say/clock.ts";
import { type Timeline, timelineOf } from "../shared/clocks/timeline.ts";

/** A case whose files have been read, ready to be judged at any moment. */
export interface OpenedCase {
  readonly id: string;
  readonly title: string;
  readonly reconstructed: boolean;
  readonly clock: Clock;
  readonly texts: readonly Text[];
  readonly codex: Codex;
  readonly entries: readonly Entry[];
  readonly places: ReadonlyMap<EntryId, number>;
  /** What it answers; `accountIn` draws up its accounts from it. */
  readonly judge: Verdicts;
  readonly timeline: Timeline;
  /** The reading under which it is judged unless another is asked for. */
  readonly reading: Id | null;
  readonly readings: readonly { readonly id: Id; readonly title: string }[];
  readonly remarks: readonly Diagnostic[];
  /** Entries in its log when it was read; `null` for a case folder, where nothing is signed. */
  readonly logSize: number | null;
  /** What it was opened from. */
  readonly files: CaseAnswer;
}

/** A case that can be judged, or everything that keeps it from being. */
export type Opening =
  | { readonly kind: "opened"; readonly opened: OpenedCase }
  | { readonly kind: "broken"; readonly title: string; readonly faults: readonly Diagnostic[] };

/**
 * Opens a case from its files: reads the record, holds it against the texts and opens the judge,
 * all here in the browser. A case with an error is judged not at all: a record of
 * which a part was silently left out would give other verdicts.
 *
 * @param present - *now*, for a case that was not reconstructed.
 * @param before - what was opened last: where this is the same case and has only grown, its judge is
 *   given the new entries, and all that it worked out stays.
 */
export function openCase(
  caseId: string,
  files: CaseAnswer,
  present: Instant,
  before: OpenedCase | null = null,
): Opening {
  const where = zone(files.case?.zone ?? "UTC") ?? zone("UTC");
  if (where === null) throw new Error("This runtime knows no time zones.");
  const record = readRecord(files.record, files.recordFile, where);
  const { parsed } = files;
  const faults = unique([
    ...files.diagnostics,
    ...parsed.diagnostics,
    ...record.diagnostics,
    // Names can be held against the texts only where the texts could be read.
    ...(parsed.diagnostics.some(isError) ? [] : checkReferences(record, parsed.texts)),
  ]);
  const title = files.case?.title ?? caseId;
  const broken = faults.filter(isError);
  const notIntact = new Set(files.notIntact);
  const entries = record.entries.map((entry) =>
    entry.kind === "observation" && notIntact.has(entry.id) ? { ...entry, intact: false } : entry,
  );
  const codex = codexOf(parsed.texts, entries);
  if (broken.length > 0 || files.case === null || codex === null) {
    return { kind: "broken", title, faults: broken };
  }
  return {
    kind: "opened",
    opened: {
      id: caseId,
      title,
      reconstructed: files.case.reconstructed,
      clock: clockOf(where),
      texts: parsed.texts,
      codex,
      entries,
      places: new Map(entries.map((entry, place) => [entry.id, place])),
      judge: judgeOf(files, entries, before?.id === caseId ? before : null),
      timeline: timelineOf(entries, files.case.reconstructed ? null : present),
      reading: files.case.reading === null ? null : id(files.case.reading),
      readings: parsed.texts.flatMap((text) =>
        text.kind === "reading" ? { id: text.id, title: text.title } : [],
      ),
      remarks: faults.filter((fault) => !isError(fault)),
      logSize: files.logSize,
      files,
    },
  };
}

function judgeOf(
  files: CaseAnswer,
  entries: readonly Entry[],
  before: OpenedCase | null,
): Verdicts {
  if (before === null || !hasOnlyGrown(before, files)) {
    return openVerdicts({ texts: files.parsed.texts, entries });
  }
  before.judge.append(entries.slice(before.entries.length));
  return before.judge;
}

/** Whether nothing but entries at its end has come to a case. */
function hasOnlyGrown({ files: before, places }: OpenedCase, files: CaseAnswer): boolean {
  const { record, files: sources, case: metadata, notIntact } = before;
  return (
    files.record.startsWith(record) &&
    JSON.stringify([files.case, files.files]) === JSON.stringify([metadata, sources]) &&
    files.notIntact.filter((id) => places.has(id as EntryId)).join() === notIntact.join()
  );
}

function isError({ severity }: { readonly severity: Diagnostic["severity"] }): boolean {
  return severity === "error";
}

/** The store and this reader may both have found a fault: it is told once. */
function unique(faults: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return faults.filter(({ code, file, line, column, message }) => {
    const key = [code, file, line, column, message].join("\n");
    return seen.has(key) ? false : seen.add(key);
  });
}
