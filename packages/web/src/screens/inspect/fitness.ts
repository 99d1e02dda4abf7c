import { formatUtc, instant } from "@proviso/core";
import { checkReferences, isJudged, readRecordEntry } from "@proviso/record/entries";
import type { OpenedCase } from "../../case/opened-case.ts";
import type { EntryJson, Trouble } from "./item.ts";

/**
 * Why a record would not take an observation as it stands: found here with the case that this device
 * has, by the checks of whoever receives it, so that nobody signs in the field what is refused at
 * home. `null` where nothing is wrong.
 */
export function unfitness(opened: OpenedCase, json: EntryJson): Trouble | null {
  const known = formatUtc(instant(Date.now()));
  const read = readRecordEntry(JSON.stringify({ ...json, known }), opened.clock.zone);
  if (!read.ok) {
    const [first] = read.problems;
    return { code: first?.code ?? "", message: first?.message ?? "", remedy: first?.remedy ?? "" };
  }
  if (!isJudged(read.entry)) return null;
  const entries = [...opened.entries, read.entry];
  const lines = entries.map((_, at) => at);
  const found = checkReferences({ file: "", entries, lines }, opened.texts).find(
    ({ entry }) => entry === json["id"],
  );
  if (found === undefined) return null;
  return { code: found.code, message: found.message, remedy: found.remedy };
}

/** Ships and other things that no text declares and that reports spoke of: names to choose from. */
export function namedInReports({ entries, texts }: OpenedCase): readonly string[] {
  const declared = new Set<string>(
    texts.flatMap((text) =>
      text.kind === "amendment"
        ? []
        : text.declarations.flatMap((one) => ("id" in one ? one.id : [])),
    ),
  );
  const named = entries.flatMap((entry) =>
    entry.kind === "observation" && entry.report.kind === "activity" ? entry.report.subject : [],
  );
  return [...new Set<string>(named)].filter((one) => !declared.has(one)).sort();
}
