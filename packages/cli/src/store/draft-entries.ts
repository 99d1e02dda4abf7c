import { formatUtc, type Instant, type Zone } from "@proviso/core";
import { type Problem, type RecordEntry, readRecordEntry } from "@proviso/record";
import { readStatedTime, type StatedTime } from "@proviso/record/envelope";
import type { CaseDiagnostic } from "../case/diagnostic.ts";

/** An entry as it was given to be recorded. */
export interface GivenEntry {
  readonly entry: RecordEntry;
  readonly stated: StatedTime | null;
  /** The line on which it begins, counted from 1. */
  readonly line: number;
}

/** Entries as given, or everything that is wrong with them. */
export interface GivenEntries {
  readonly entries: readonly GivenEntry[];
  readonly findings: readonly CaseDiagnostic[];
}

/** How given entries are read. */
export interface ReadingGiven {
  readonly file: string;
  readonly zone: Zone;
  readonly now: Instant;
  /** In a reconstructed case an entry says itself when it was known; else the log does. */
  readonly isReconstructed: boolean;
  /** When they were made, as their author says; for entries that do not say it themselves. */
  readonly stated: StatedTime | null;
}

/** Reads entries as people and programs hand them in: one JSON object, or one a line. */
export function readGiven(source: string, how: ReadingGiven): GivenEntries {
  const entries: GivenEntry[] = [];
  const findings: CaseDiagnostic[] = [];
  for (const { text, line } of partsOf(source)) {
    const stamped = stamp(text, how);
    const read = readRecordEntry(stamped.text, how.zone);
    const problems = [...stamped.problems, ...(read.ok ? [] : read.problems)];
    findings.push(
      ...problems.slice(0, 20).map(
        (problem): CaseDiagnostic => ({
          file: how.file,
          line,
          column: null,
          severity: "error",
          code: problem.code,
          on: read.ok ? read.entry.id : read.id,
          message: problem.message,
          remedy: problem.remedy,
        }),
      ),
    );
    if (read.ok) entries.push({ entry: read.entry, stated: stamped.stated, line });
  }
  return { entries, findings };
}

function partsOf(source: string): readonly { readonly text: string; readonly line: number }[] {
  const isOne = isJson(source);
  if (isOne) return [{ text: source.replace(/\r?\n/g, " "), line: 1 }];
  return source.split(/\r?\n/).flatMap((text, index) => {
    return text.trim() === "" ? [] : [{ text, line: index + 1 }];
  });
}

function isJson(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

interface Stamped {
  readonly text: string;
  readonly stated: StatedTime | null;
  readonly problems: readonly Problem[];
}

/** Gives an entry the time by which it is checked before it is sent. */
function stamp(text: string, { now, isReconstructed, stated }: ReadingGiven): Stamped {
  const known = knownIn(text);
  if (known === undefined) {
    const when = isReconstructed && stated !== null ? stated.moment : now;
    return {
      text: withKnown(text, when),
      stated: statedFor(stated, when, isReconstructed),
      problems: [],
    };
  }
  const said = typeof known === "string" ? readStatedTime(known) : null;
  if (isReconstructed) return { text, stated: said, problems: [] };
  const problem: Problem = {
    code: "unknown-field",
    path: "known",
    message: "When an entry was known is for the log to say.",
    remedy: "Leave it out; to say when it was made, record it with --stated.",
    column: null,
  };
  return { text, stated: null, problems: [problem] };
}

function statedFor(
  stated: StatedTime | null,
  when: Instant,
  isReconstructed: boolean,
): StatedTime | null {
  return isReconstructed && stated === null ? readStatedTime(formatUtc(when)) : stated;
}

function knownIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      ? (value as Readonly<Record<string, unknown>>)["known"]
      : undefined;
  } catch {
    return undefined;
  }
}

/** Puts `known` before the last brace, so that a field that is given twice is still seen. */
function withKnown(text: string, when: Instant): string {
  const end = text.lastIndexOf("}");
  if (end === -1) return text;
  const before = text.slice(0, end).trimEnd();
  const comma = before.endsWith("{") ? "" : ",";
  return `${before}${comma}"known":"${formatUtc(when)}"}`;
}
