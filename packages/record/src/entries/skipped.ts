import type { Entry } from "@proviso/core";
import type { RecordDiagnostic } from "./diagnostic.ts";
import { type RecordReading, referencesOf } from "./record.ts";

/** A line that is left out of a judgment, and why. */
export interface SkippedLine {
  readonly file: string;
  readonly line: number;
  readonly entry: string | null;
  readonly codes: readonly RecordDiagnostic["code"][];
}

/** The entries that stand, and all that had to be left out. */
export interface SoundRecord {
  readonly entries: readonly Entry[];
  readonly lines: readonly number[];
  readonly skipped: readonly SkippedLine[];
}

/**
 * Leaves out every entry with an error, and every entry that refers to one left out, and says so
 * line by line. Callers use it only where someone has asked to go on without the bad lines.
 */
export function withoutInvalid(
  record: Pick<RecordReading, "file" | "entries" | "lines">,
  diagnostics: readonly RecordDiagnostic[],
): SoundRecord {
  const codesByLine = new Map<number, SkippedLine>();
  for (const found of diagnostics) {
    if (found.severity !== "error" || found.file !== record.file) continue;
    const { file, line, entry, code } = found;
    if (line === null) continue;
    const codes = new Set([...(codesByLine.get(line)?.codes ?? []), code]);
    codesByLine.set(line, { file, line, entry, codes: [...codes] });
  }
  const entries: Entry[] = [];
  const lines: number[] = [];
  const standing = new Set<string>();
  record.entries.forEach((entry, index) => {
    const line = record.lines[index] ?? 1;
    if (codesByLine.has(line)) return;
    if (referencesOf(entry).some((reference) => !standing.has(reference.to))) {
      const codes = ["refers-to-invalid"] as const;
      codesByLine.set(line, { file: record.file, line, entry: entry.id, codes });
      return;
    }
    standing.add(entry.id);
    entries.push(entry);
    lines.push(line);
  });
  const skipped = [...codesByLine.values()].sort((a, b) => a.line - b.line);
  return { entries, lines, skipped };
}
