import type { Entry, Zone } from "@proviso/core";
import { formatRecordEntry, isJudged, readRecord } from "@proviso/record/entries";
import type { Accepted } from "@proviso/record/envelope";
import { type Disagreement, wrong } from "./disagreement.ts";

/** Every line that the screens judge by must be an entry of the log, and the other way round. */
export function checkJudged(
  accepted: readonly Accepted[],
  { lines, zone }: { readonly lines: string; readonly zone: Zone },
  found: Disagreement[],
): number {
  const shown = new Map<string, Entry>(
    readRecord(lines, "record", zone).entries.map((entry) => [entry.id, entry]),
  );
  let same = 0;
  for (const { statement, position } of accepted) {
    const signed = statement.entry;
    if (!isJudged(signed)) continue;
    const { id } = signed;
    const entry = shown.get(id);
    shown.delete(id);
    if (entry === undefined) {
      const message = `The log has ${id}; the screens judge without it.`;
      found.push(wrong("judged-without", position, message, id));
    } else if (formatRecordEntry(signed) !== formatRecordEntry(entry)) {
      const message = `The screens judge by another ${id} than was signed.`;
      found.push(wrong("judged-other", position, message, id));
    } else same += 1;
  }
  for (const id of shown.keys()) {
    const message = `The screens judge by ${id}, which nobody signed into this log.`;
    found.push(wrong("judged-unsigned", null, message, id));
  }
  return same;
}
