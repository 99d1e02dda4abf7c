import { refusedCircles, type Text } from "@proviso/core";
import { checkCycles } from "./check/cycles.ts";
import { inOrder, reportInto, type TextDiagnostic } from "./check/diagnostic.ts";
import { checkDuplicates } from "./check/duplicates.ts";
import { checkSlips } from "./check/slips.ts";
import { parseFile, type SourceFile } from "./grammar/parse.ts";
import { unitsOf } from "./link/units.ts";
import { mapText } from "./map/text.ts";
import type { Places } from "./map/values.ts";

/** What the files of a case say, and everything that is wrong with them. */
export interface ParsedTexts {
  /**
   * The texts in the order of their files. Where there is an error, they lack what could not be
   * read: judge by them only if no diagnostic is one.
   */
  readonly texts: readonly Text[];
  /** In the order of the files, and in each by place. */
  readonly diagnostics: readonly TextDiagnostic[];
}

/**
 * Reads the texts of a case together: a reading refers to the ids of the agreement that it is of,
 * an amendment also to what other amendments of that text add.
 *
 * It never throws, whatever the files hold; all that is wrong is told at once.
 */
export function parseTexts(files: readonly SourceFile[]): ParsedTexts {
  const parsed = files.map(parseFile);
  const diagnostics: TextDiagnostic[] = parsed.flatMap((one) => one.diagnostics);
  const report = reportInto(diagnostics);
  const units = parsed.flatMap((one) => unitsOf(one, report));
  checkDuplicates(units, report);
  for (const unit of units) checkCycles(unit, report);
  const places: Places = new Map();
  const texts = units.flatMap((unit) => {
    const text = mapText(unit, units, report, places);
    return text === null ? [] : [text];
  });
  checkSlips(units, [...diagnostics], report);
  // A text that could not be read whole says nothing yet of what waits on what.
  if (!diagnostics.some(({ severity }) => severity === "error")) {
    for (const { flaw, through } of refusedCircles(texts)) {
      const at = places.get(through) ?? flaw.at;
      report("circular-exception", at, flaw.message, flaw.remedy);
    }
  }
  const names = files.map(({ file }) => file);
  return { texts, diagnostics: inOrder(diagnostics, names) };
}
