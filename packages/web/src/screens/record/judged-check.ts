import type { Entry, Zone } from "@proviso/core";
import { formatRecordEntry, isJudged, readRecord } from "@proviso/record/entries";
import type { Accepted } from "@proviso/record/envelope";
import { type Disagreement, wrong } from "./disagreement.ts";

/** What the screens judge by, and how far the log had come when it was read. */
export interface ShownLines {
  readonly lines: string;
  readonly zone: Zone;
  /** Entries in the log when the page was drawn; `null` where the server did not say. */
  readonly logSize: number | null;
}

/**
 * Every line that the screens judge by must be an entry of the log, and the other way round. What came
 * after the newest checkpoint, or after the page was drawn, is remarked and is no disagreement.
 *
 * @param ahead - where entries stand that no checkpoint holds yet, by their ids.
 * @returns how many lines are just what was signed.
 */
export function checkJudged(
  accepted: readonly Accepted[],
  { lines, zone, logSize }: ShownLines,
  ahead: ReadonlyMap<string, number>,
  found: Disagreement[],
): number {
  const shown = new Map<string, Entry>(
    readRecord(lines, "record", zone).entries.map((entry) => [entry.id, entry]),
  );
  let same = 0;
  let since = 0;
  for (const { statement, position } of accepted) {
    const signed = statement.entry;
    if (!isJudged(signed)) continue;
    const { id } = signed;
    const entry = shown.get(id);
    shown.delete(id);
    if (entry === undefined && logSize !== null && position >= logSize) since += 1;
    else if (entry === undefined) {
      const message = `The log has ${id}; the screens judge without it.`;
      found.push(wrong("judged-without", position, message, id));
    } else if (formatRecordEntry(signed) !== formatRecordEntry(entry)) {
      const message = `The screens judge by another ${id} than was signed.`;
      found.push(wrong("judged-other", position, message, id));
    } else same += 1;
  }
  if (since > 0) found.push(shownBehind(since));
  for (const id of shown.keys()) {
    const position = ahead.get(id);
    if (position !== undefined) found.push(notYetUnder(position, id));
    else {
      const message = `The screens judge by ${id}, which nobody signed into this log.`;
      found.push(wrong("judged-unsigned", null, message, id));
    }
  }
  return same;
}

function shownBehind(count: number): Disagreement {
  const message =
    count === 1
      ? "One entry of the log came after this page was drawn, which judges without it."
      : `${count} entries of the log came after this page was drawn, which judges without them.`;
  const remedy = "Show them, or load the page again; then verify once more.";
  return { severity: "warning", code: "shown-behind", index: null, entry: null, message, remedy };
}

function notYetUnder(index: number, entry: string): Disagreement {
  const message = `The screens judge by ${entry}, which is not yet under a checkpoint.`;
  const remedy = "Verify again once a checkpoint holds it: until then only the server shows it.";
  return { severity: "warning", code: "not-yet-under", index, entry, message, remedy };
}
