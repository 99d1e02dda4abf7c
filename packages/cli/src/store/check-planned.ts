import { inRecordOrder, isJudged, isOfRegister, recordOf, type StoredCase } from "@proviso/record";
import type { StatedTime } from "@proviso/record/envelope";
import type { CaseDiagnostic } from "../case/diagnostic.ts";
import { parseOrRecall } from "../case/kept-texts.ts";
import { composeCase } from "../case/load-case.ts";
import type { Io } from "../io.ts";
import { type GivenEntry, readGiven } from "./draft-entries.ts";

/** Entries that are planned, read as the record reads them, or what stands against them. */
export interface CheckedEntries {
  readonly findings: readonly CaseDiagnostic[];
  readonly entries: readonly GivenEntry[];
}

/** With what planned entries are checked. */
export interface Against {
  readonly stored: StoredCase;
  readonly stated: StatedTime | null;
  /** What findings name as their file: there is no line yet on which an entry stands. */
  readonly file: string;
}

/**
 * Holds planned entries against the record and the texts of a case, as if they stood at its end
 * already. Nothing is written.
 *
 * @param planned - as JSON, without when they were known.
 */
export async function checkPlanned(
  planned: readonly Readonly<Record<string, unknown>>[],
  { stored, stated, file }: Against,
  io: Pick<Io, "now">,
): Promise<CheckedEntries> {
  const zone = stored.case?.zone;
  if (zone === undefined || planned.length === 0) return { findings: [], entries: [] };
  const isReconstructed = stored.case?.reconstructed === true;
  // One line for each, so that even a single one is read as a line.
  const source = `${planned.map((entry) => JSON.stringify(entry)).join("\n")}\n`;
  const given = readGiven(source, { file, zone, now: io.now(), isReconstructed, stated });
  const unplaced = (findings: readonly CaseDiagnostic[]) =>
    findings.map((finding) => ({ ...finding, file, line: null, column: null }));
  if (given.findings.length > 0) return { findings: unplaced(given.findings), entries: [] };
  const before = inRecordOrder(stored);
  const after = given.entries.map(({ entry }) => {
    if (isJudged(entry) || isOfRegister(entry)) return entry;
    throw new Error(`Nothing that is imported is an entry of kind ${entry.kind}.`);
  });
  const record = recordOf([...before, ...after], stored.recordFile, zone);
  const composed = composeCase({ ...stored, ...record }, await parseOrRecall(stored.files));
  const findings = composed.findings.filter((found) => {
    const isOfRecord = found.file === stored.recordFile && found.severity === "error";
    return isOfRecord && (found.line ?? 0) > before.length;
  });
  return { findings: unplaced(findings), entries: given.entries };
}
