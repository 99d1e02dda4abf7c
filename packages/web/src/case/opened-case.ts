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
import {
  checkReferences,
  type GrowingRecord,
  growingRecord,
  type RecordReading,
  type ReferenceCheck,
  readRecord,
  referenceCheck,
} from "@proviso/record/entries";
import type { CaseLines } from "@proviso/wire";
import { type Clock, clockOf } from "../say/clock.ts";
import { type Timeline, timelineAfter, timelineOf } from "../shared/clocks/timeline.ts";
import { type CaseFiles, withLines } from "./case-files.ts";

/** A case whose files have been read, ready to be judged at any moment. */
export interface OpenedCase {
  readonly id: string;
  readonly title: string;
  readonly reconstructed: boolean;
  readonly clock: Clock;
  readonly texts: readonly Text[];
  readonly codex: Codex;
  readonly entries: readonly Entry[];
  /** Where each entry stands, by its id. */
  readonly places: Map<EntryId, number>;
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
  readonly files: CaseFiles;
  /** What reads the lines that come after those read so far. */
  readonly reader: CaseReader;
}

/** What goes on reading a case where its last line was read. */
interface CaseReader {
  readonly record: GrowingRecord;
  readonly references: ReferenceCheck;
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
 */
export function openCase(caseId: string, files: CaseFiles, present: Instant): Opening {
  const where = zone(files.case?.zone ?? "UTC") ?? zone("UTC");
  if (where === null) throw new Error("This runtime knows no time zones.");
  const { parsed } = files;
  const record = growingRecord(files.recordFile, where);
  const references = referenceCheck(parsed.texts);
  const read = record.take(files.record);
  const isSound = read.diagnostics.length === 0;
  // What is wrong is best said by who has seen all lines.
  const reading = isSound ? read : readRecord(files.record, files.recordFile, where);
  const check = isSound ? references : (of: RecordReading) => checkReferences(of, parsed.texts);
  const faults = unique([
    ...files.diagnostics,
    ...parsed.diagnostics,
    ...reading.diagnostics,
    // Names can be held against the texts only where the texts could be read.
    ...(parsed.diagnostics.some(isError) ? [] : check(reading)),
  ]);
  const title = files.case?.title ?? caseId;
  const broken = faults.filter(isError);
  const entries = asIntact(reading.entries, files.notIntact);
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
      judge: openVerdicts({ texts: parsed.texts, entries }),
      timeline: timelineOf(entries, files.case.reconstructed ? null : present),
      reading: files.case.reading === null ? null : id(files.case.reading),
      readings: parsed.texts.flatMap((text) =>
        text.kind === "reading" ? { id: text.id, title: text.title } : [],
      ),
      remarks: faults.filter((fault) => !isError(fault)),
      logSize: files.logSize,
      files,
      reader: { record, references },
    },
  };
}

/**
 * Takes further lines into a case that is open: they alone are read, its judge is given their
 * entries, and all that it worked out stays. The case as it was before is then of no more use.
 *
 * @param lines - those that follow the lines it has.
 * @returns `null` where something is wrong with them: opened as a whole, the case says what.
 */
export function growCase(
  before: OpenedCase,
  lines: readonly CaseLines[],
  present: Instant,
): OpenedCase | null {
  const { reader, judge, places, texts } = before;
  let grown = before;
  for (const part of lines) {
    const reading = reader.record.take(part.record);
    const faults = [...part.diagnostics, ...reading.diagnostics, ...reader.references(reading)];
    if (faults.some(isError)) return null;
    const fresh = asIntact(reading.entries, part.notIntact);
    judge.append(fresh);
    for (const [at, entry] of fresh.entries()) places.set(entry.id, grown.entries.length + at);
    const entries = fresh.length === 0 ? grown.entries : [...grown.entries, ...fresh];
    const codex = fresh.some(turnsTexts) ? codexOf(texts, entries) : grown.codex;
    if (codex === null) return null;
    const files = withLines(grown.files, part);
    const remarks = unique([...grown.remarks, ...faults]);
    grown = { ...grown, entries, codex, files, remarks, logSize: files.logSize };
  }
  const fresh = grown.entries.slice(before.entries.length);
  const timeline = timelineAfter(before.timeline, fresh, before.reconstructed ? null : present);
  return { ...grown, timeline };
}

/** Whether an entry may change which texts are in force. */
function turnsTexts({ kind }: Entry): boolean {
  return kind === "amendment" || kind === "withdrawal";
}

/** Entries as they are judged, where those that are named do not hold. */
function asIntact(entries: readonly Entry[], notIntact: readonly string[]): readonly Entry[] {
  if (notIntact.length === 0) return entries;
  const broken = new Set(notIntact);
  return entries.map((entry) =>
    entry.kind === "observation" && broken.has(entry.id) ? { ...entry, intact: false } : entry,
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
