import type { CaseAnswer, CaseLines, LinesAnswer } from "@proviso/wire";

/** The files of a case with all its lines, as they have arrived part by part. */
export type CaseFiles = Omit<CaseAnswer, "next">;

/** A case of which some lines have arrived, with those that follow them. */
export function withLines(files: CaseFiles, lines: CaseLines): CaseFiles {
  const { record, notIntact, diagnostics, logSize, head } = lines;
  return {
    ...files,
    record: files.record + record,
    notIntact: joined(files.notIntact, notIntact),
    diagnostics: joined(files.diagnostics, diagnostics),
    logSize,
    head,
  };
}

function joined<One>(before: readonly One[], more: readonly One[]): readonly One[] {
  return more.length === 0 ? before : [...before, ...more];
}

/** Whether lines are the ones that follow: what is before them is what is here, and nothing else. */
export function follows({ prior }: LinesAnswer, { head }: Pick<CaseLines, "head">): boolean {
  return prior === head;
}
