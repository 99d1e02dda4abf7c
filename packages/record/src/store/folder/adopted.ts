import { createHash } from "node:crypto";
import type { RecordDiagnostic, RecordReading } from "../../entries/index.ts";
import type { SourceFile } from "../store.ts";
import { fileProblem } from "./files.ts";

/** Holds every adopted text against the hash under which it was adopted. */
export function checkAdopted(
  record: Pick<RecordReading, "file" | "entries" | "lines">,
  files: readonly SourceFile[],
): readonly RecordDiagnostic[] {
  const byFile = new Map(files.map(({ file, source }) => [file, source]));
  return record.entries.flatMap((entry, index) => {
    if (entry.kind !== "amendment") return [];
    const source = byFile.get(entry.adopts);
    const place = { file: record.file, line: record.lines[index] ?? null, entry: entry.id };
    if (source === undefined) {
      const message = `${entry.adopts}, which it adopts, is not in the folder.`;
      return [fileProblem("missing-file", message, "Put the text into the folder.", place)];
    }
    const actual = createHash("sha256").update(source, "utf8").digest("hex");
    if (actual === entry.sha256) return [];
    const message = `${entry.adopts} is not the text that was adopted: its SHA-256 is ${actual}.`;
    const remedy = "Restore the text as adopted; a change of it takes an amendment of its own.";
    return [fileProblem("hash-mismatch", message, remedy, place)];
  });
}
