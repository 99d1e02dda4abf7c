import type { RecordEntry } from "@proviso/record";
import type { Kept } from "@proviso/record/writing";
import type { Io } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import type { Json } from "../json/clause-json.ts";

/** What was appended in the documented shape (`docs/cli-json.md`). */
export function keptJson(
  caseName: string,
  entries: readonly RecordEntry[],
  kept: Kept,
): { readonly [key: string]: Json } {
  return {
    v: JSON_VERSION,
    case: caseName,
    entries: entries.map((entry, at) => ({
      id: entry.id,
      kind: entry.kind,
      index: kept.receipts[at]?.position ?? null,
      digest: kept.digests[at] ?? null,
      again: kept.receipts[at]?.isRepeat ?? false,
    })),
    checkpoint: noteOf(kept),
  };
}

/** Says what was appended: index, digest, checkpoint. */
export function sayKept(
  io: Io,
  caseName: string,
  entries: readonly RecordEntry[],
  kept: Kept,
  isJson: boolean,
): void {
  if (isJson) {
    io.out(`${JSON.stringify(keptJson(caseName, entries, kept), null, 2)}\n`);
    return;
  }
  const most = 20;
  entries.slice(0, most).forEach((entry, at) => {
    const again = kept.receipts[at]?.isRepeat === true ? "  (was there already)" : "";
    io.out(`${kept.receipts[at]?.position}  ${entry.id}  ${kept.digests[at]}${again}\n`);
  });
  if (entries.length > most) io.out(`… and ${entries.length - most} more\n`);
  const note = noteOf(kept);
  if (note !== null) io.out(`\nThe checkpoint that holds it:\n\n${note}`);
}

function noteOf({ checkpoint }: Kept): string | null {
  return checkpoint === null ? null : new TextDecoder().decode(checkpoint);
}
